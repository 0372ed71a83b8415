import { Refusal } from './refusal.js';

type Args = Readonly<Record<string, unknown>>;

/** Bytes that storage takes: of one key, and of all. */
export const storageLimits = { key: 1_048_576, all: 10_485_760 };

/** Values as JSON by key: what is left when the app is killed. */
export type Stored = Map<string, string>;

export function createStorage(stored: Stored) {
  const size = (): number => [...stored].reduce((sum, [key, text]) => sum + Buffer.byteLength(key) + Buffer.byteLength(text), 0);
  return {
    getStorage({ key }: Args) {
      const text = stored.get(String(key));
      if (text === undefined) throw new Refusal('data not found');
      return { data: JSON.parse(text) as unknown };
    },
    setStorage({ key, data }: Args) {
      const text = JSON.stringify(data ?? null);
      const before = Buffer.byteLength(stored.get(String(key)) ?? '');
      if (Buffer.byteLength(text) > storageLimits.key) throw new Refusal('exceed max size');
      if (size() - before + Buffer.byteLength(text) > storageLimits.all) throw new Refusal('exceed storage max size 10Mb');
      stored.set(String(key), text);
    },
    removeStorage: ({ key }: Args) => void stored.delete(String(key)),
    clearStorage: () => stored.clear(),
    getStorageInfo: () => ({ keys: [...stored.keys()], currentSize: Math.ceil(size() / 1024), limitSize: storageLimits.all / 1024 }),
  };
}
