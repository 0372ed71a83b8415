import { FeedbackError, type RecordStore } from '../core/index.js';
import { setLocalText } from './local-text.js';

/** Characters that all records together may take. */
const limit = 100_000;

/** Text-only journal for browsers without IndexedDB: durable, small, one item a record. */
export function createLocalRecordStore(site: string, storage: Storage): RecordStore {
  const prefix = `yijian-${site}:`;

  function read(key: string): unknown {
    const text = storage.getItem(prefix + key);
    try {
      return text === null ? undefined : JSON.parse(text);
    } catch {
      return text; // Not ours to judge: the reader of records skips what is none.
    }
  }

  function namesFrom(start: string): string[] {
    return Object.keys(storage).filter((name) => name.startsWith(start));
  }

  function write(key: string, value: unknown): void {
    const name = prefix + key;
    const text = value === undefined ? undefined : JSON.stringify(value);
    let taken = text?.length ?? 0;
    for (const other of namesFrom(prefix)) if (other !== name) taken += storage.getItem(other)?.length ?? 0;
    if ((text && taken > limit) || !setLocalText(name, text)) throw new FeedbackError('storage', 'localStorage has no room');
  }

  return {
    async get(key) {
      return read(key);
    },
    async keys(start) {
      return namesFrom(prefix + start)
        .map((name) => name.slice(prefix.length))
        .sort();
    },
    async update(key, change) {
      const apply = () => {
        const current = read(key);
        const value = change(current);
        if (value !== current) write(key, value);
        return { value, durable: true };
      };
      // Tabs may run at the same time, and this storage knows no transaction.
      return navigator.locks ? navigator.locks.request(prefix, async () => apply()) : apply();
    },
  };
}
