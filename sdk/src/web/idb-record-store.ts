import { get, promisifyRequest } from 'idb-keyval';
import type { RecordStore } from '../core/index.js';
import { keysFrom, type Database } from './idb-database.js';
import { completed } from './loader-record.js';

/** Records on disk, in the object store that the loader writes to as well. */
export function createIdbRecordStore(database: Database): RecordStore {
  return {
    get: async (key) => completed(await get<unknown>(key, database.use)),
    keys: (prefix) => keysFrom(database, prefix),
    async update(key, change) {
      // Not idb-keyval's `update`: that can neither delete nor leave alone.
      const value = await database.use('readwrite', async (store) => {
        const current = completed(await promisifyRequest(store.get(key)));
        const next = change(current);
        if (next === undefined) store.delete(key);
        else if (next !== current) store.put(next, key);
        return next;
      });
      return { value, durable: true };
    },
  };
}
