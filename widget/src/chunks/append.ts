import type { LoaderTap } from '@yijian/sdk/web';
import { patience, registry } from './seam.js';

/**
 * What the loader does for its own thumbs, for those of the sheet while the core is not there: appends a tap to the record
 * `i/<id>` in the outbox's own format. Resolves to true when the transaction is complete, strict; to false when no disk took it.
 */
export const append = (site: string, id: string, step: LoaderTap): Promise<boolean> =>
  change(site, id, (record) => ({ ...(record ?? { v: 1, id, at: step.at }), steps: [...(record?.steps ?? []), step] }));

/** Takes back what was tapped, as the core does: what was never sent goes, what may have been is said to be withdrawn. */
export const takeBack = (site: string, id: string): Promise<boolean> =>
  change(site, id, (record) =>
    record?.messages?.length ? { ...record, steps: [...record.steps, { type: 'withdrawal', at: Date.now() }] } : undefined,
  );

interface Raw {
  readonly steps: readonly unknown[];
  readonly messages?: readonly unknown[];
}

function change(site: string, id: string, next: (record: Raw | undefined) => Raw | undefined): Promise<boolean> {
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
          const record = next(get.result as Raw | undefined);
          if (record) store.put(record, `i/${id}`);
          else store.delete(`i/${id}`);
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
