import type { RecordStore } from '../core/index.js';

/** Records that live as long as the page: never durable, never refused. */
export function createRecordStore(): RecordStore {
  // Text, as on disk: nobody can reach into a stored record.
  const texts = new Map<string, string>();
  const read = (key: string): unknown => {
    const text = texts.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  };

  return {
    async get(key) {
      return read(key);
    },
    async keys(prefix) {
      return [...texts.keys()].filter((key) => key.startsWith(prefix)).sort();
    },
    async update(key, change) {
      const current = read(key);
      const value = change(current);
      if (value === undefined) texts.delete(key);
      else if (value !== current) texts.set(key, JSON.stringify(value));
      return { value, durable: false };
    },
  };
}
