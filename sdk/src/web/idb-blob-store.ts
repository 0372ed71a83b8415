import { get, getMany, promisifyRequest } from 'idb-keyval';
import { FeedbackError } from '../core/index.js';
import { bytesOf, type BlobStore } from '../memory/index.js';
import { keysFrom, type Database } from './idb-database.js';

/** Under the key itself, written with the last piece: without it the bytes are not whole. */
interface Whole {
  readonly size: number;
  readonly pieces: number;
}

/** Bytes a piece; also the most that is in memory at once. */
const pieceSize = 4_000_000;

/**
 * Bytes on disk as `ArrayBuffer` pieces under `<key>#<n>`.
 * Never Blobs: WebKit refuses them in private sessions and loses them in others.
 */
export function createIdbBlobStore(database: Database): BlobStore<Blob> {
  const { use } = database;
  const piecesOf = (key: string) => IDBKeyRange.bound(`${key}#`, `${key}#~`);
  const erase = (store: IDBObjectStore, key: string) => {
    store.delete(key);
    store.delete(piecesOf(key));
  };
  const remove = (key: string) => use('readwrite', (store) => erase(store, key));

  async function size(key: string): Promise<number | undefined> {
    const [whole, count] = await use('readonly', (store) =>
      Promise.all([promisifyRequest<Whole | undefined>(store.get(key)), promisifyRequest(store.count(piecesOf(key)))]),
    );
    return whole?.pieces === count ? whole.size : undefined;
  }

  return {
    async put(key, source) {
      const pieces = Math.ceil(source.size / pieceSize);
      try {
        for (let n = 0; n < pieces; n++) {
          const piece = await bytesOf(source.slice(n * pieceSize, (n + 1) * pieceSize));
          await use('readwrite', (store) => {
            if (!n) erase(store, key);
            store.put(piece, `${key}#${n}`);
            if (n === pieces - 1) store.put({ size: source.size, pieces } satisfies Whole, key);
          });
        }
        if (!pieces) throw new FeedbackError('unreadable', 'empty source');
        if ((await size(key)) !== source.size) throw new FeedbackError('storage', 'written and not there');
      } catch (error) {
        // A rest that cannot be removed either is found by the sweep for orphans.
        await remove(key).catch(() => undefined);
        throw error;
      }
      return { size: source.size, durable: true };
    },
    size,
    remove,
    keys: async (prefix) => [...new Set((await keysFrom(database, prefix)).map((key) => key.replace(/#\d+$/, '')))],
    async read(key, offset = 0, length = Infinity) {
      const whole = await get<Whole>(key, use);
      const end = Math.min(offset + length, whole?.size ?? 0);
      const first = Math.floor(offset / pieceSize);
      const keys: string[] = [];
      for (let n = first; n * pieceSize < end; n++) keys.push(`${key}#${n}`);
      const pieces = await getMany<ArrayBuffer | undefined>(keys, use);
      return new Blob(
        pieces.map((piece, n) => {
          const start = (first + n) * pieceSize;
          return piece?.slice(Math.max(0, offset - start), end - start) ?? missing();
        }),
        whole ? {} : missing(),
      );
    },
  };
}

function missing(): never {
  throw new FeedbackError('unreadable', 'bytes are missing');
}
