import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { byteStoreContract, recordStoreContract } from '../testing/index.js';
import { createStorage } from './storage.js';
import { webClock } from './web-clock.js';

const tests = { describe, it, expect };

// As much of a page as the storage touches; real browsers run the same suites in `storage.browser.test.ts`.
vi.stubGlobal('addEventListener', () => undefined);
vi.stubGlobal('removeEventListener', () => undefined);
vi.stubGlobal('navigator', { userAgent: 'node' });

let sites = 0;
const open = (site: string) =>
  createStorage({ site, clock: webClock, photo: { load: () => import('./photo/index.js') }, warn: () => undefined });

recordStoreContract(tests, 'fake IndexedDB', async () => {
  const site = `node-${sites++}`;
  return { store: open(site).records, durable: true, elsewhere: () => open(site).records };
});

byteStoreContract<Blob>(tests, 'fake IndexedDB', async () => {
  const site = `node-${sites++}`;
  const store = open(site).bytes;
  return {
    store,
    durable: true,
    source: (bytes) => new Blob([bytes]),
    broken: () => Object.assign(new Blob(['x']), { slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')), size: 1 }) }),
    read: async (key, offset, length) => new Uint8Array(await (await store.read(key, offset, length)).arrayBuffer()),
    elsewhere: () => open(site).bytes,
  };
});
