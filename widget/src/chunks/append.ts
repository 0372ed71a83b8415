import type { TapStep } from '../loader/registry.js';
import { patience, registry } from './seam.js';

/**
 * What the loader does for its own thumbs, for those of the sheet while the core is not there: appends a tap to the record
 * `i/<id>` in the outbox's own format. Resolves to true when the transaction is complete, strict; to false when no disk took it.
 */
export function append(site: string, id: string, step: TapStep): Promise<boolean> {
  return new Promise((resolve) => {
    const fail = () => resolve(false);
    setTimeout(fail, patience);
    try {
      // Before the write: a page killed right after it must still be found by the next one.
      registry._marks[`yijian-${site}`] = id;
      const opening = indexedDB.open(`yijian-${site}`, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('kv');
      opening.onerror = fail;
      opening.onsuccess = () => {
        const transaction = opening.result.transaction('kv', 'readwrite', { durability: 'strict' });
        const store = transaction.objectStore('kv');
        const get = store.get(`i/${id}`);
        get.onsuccess = () => {
          const record = (get.result ?? { v: 1, id, at: step.at, steps: [] }) as { steps: TapStep[] };
          record.steps.push(step);
          store.put(record, `i/${id}`);
        };
        transaction.oncomplete = () => resolve(true);
        transaction.onabort = fail;
        opening.result.close();
      };
    } catch {
      fail();
    }
  });
}
