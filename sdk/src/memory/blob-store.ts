import { FeedbackError, type ByteStore } from '../core/index.js';

/** As much of a `Blob` as the stores need; every `Blob` and `File` is one. */
export interface BlobLike {
  readonly size: number;
  slice(start?: number, end?: number): BlobLike;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A byte store that adapters of the same surface can read from. */
export interface ReadableByteStore<Source> extends ByteStore<Source> {
  /** Part of the bytes, cut where they end. @throws FeedbackError `unreadable` when they are not there or not whole. */
  read(key: string, offset?: number, length?: number): Promise<Source>;
}

/** All of it but the digest, which is a lot of code where the host has none. */
export type BlobStore<Source> = Omit<ReadableByteStore<Source>, 'digest'>;

/** A source is read in steps of this many bytes, so that no more of it is in memory at once. */
const step = 1_000_000;

/**
 * Keeps the sources themselves: a picked file stays where it is on disk.
 * @param limit bytes in all; more is refused with `storage`. @default no limit
 */
export function createBlobStore<Source extends BlobLike>(limit = Infinity): BlobStore<Source> {
  const sources = new Map<string, Source>();

  return {
    async put(key, source) {
      let taken = source.size;
      for (const [name, { size }] of sources) if (name !== key) taken += size;
      if (taken > limit) throw new FeedbackError('storage', 'no room in memory');
      if (!source.size) throw new FeedbackError('unreadable', 'empty source');
      for (let offset = 0; offset < source.size; offset += step) await bytesOf(source.slice(offset, offset + step));
      sources.set(key, source);
      return { size: source.size, durable: false };
    },
    size: async (key) => sources.get(key)?.size,
    remove: async (key) => void sources.delete(key),
    keys: async (prefix) => [...sources.keys()].filter((key) => key.startsWith(prefix)).sort(),
    async read(key, offset = 0, length = Infinity) {
      const source = sources.get(key);
      if (!source) throw new FeedbackError('unreadable', 'no bytes');
      // `slice` of a `Blob` is a `Blob`; the shape promises no more.
      return source.slice(offset, Math.min(source.size, offset + length)) as Source;
    },
  };
}

/** The bytes of a source. @throws FeedbackError `unreadable` when it cannot be read or is cut short */
export async function bytesOf(source: BlobLike): Promise<ArrayBuffer> {
  let cause: unknown;
  try {
    const bytes = await source.arrayBuffer();
    if (bytes.byteLength === source.size) return bytes;
  } catch (error) {
    cause = error;
  }
  throw new FeedbackError('unreadable', 'unreadable source', cause);
}
