import type { ByteStore } from '../../core/index.js';
import { createSha256 } from '../../memory/index.js';
import type { TestTools } from './test-tools.js';

export interface ByteStoreStage<Source> {
  readonly store: ByteStore<Source>;
  readonly durable: boolean;
  readonly source: (bytes: Uint8Array<ArrayBuffer>) => Source;
  /** A source whose reading fails. */
  readonly broken: () => Source;
  /** Reads back a part, as the adapters of the same surface do. */
  readonly read: (key: string, offset: number, length: number) => Promise<Uint8Array>;
  readonly elsewhere?: () => ByteStore<Source>;
}

/** Everything the core relies on when it keeps a photo. Each test gets a stage of its own. */
export function byteStoreContract<Source>(
  { describe, it, expect }: TestTools,
  name: string,
  make: () => Promise<ByteStoreStage<Source>>,
): void {
  const key = 'p/feedback/photo/o';

  describe(`${name} as a byte store`, () => {
    it('has nothing under a key never written', async () => {
      const { store } = await make();
      expect(await store.size(key)).toBeUndefined();
      expect(await store.keys('p/')).toEqual([]);
      await expect(store.digest(key)).rejects.toMatchObject({ code: 'unreadable' });
      await store.remove(key);
    });

    it('counts, digests and lists what it keeps', async () => {
      const { store, source, durable } = await make();
      expect(await store.put(key, source(new TextEncoder().encode('abc')))).toEqual({ size: 3, durable });
      expect(await store.size(key)).toBe(3);
      expect(await store.digest(key)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
      expect(await store.keys('p/feedback/')).toEqual([key]);
      expect(await store.keys('p/other/')).toEqual([]);
    });

    it('keeps more than one piece whole, and reads any part of it', async () => {
      const { store, source, read } = await make();
      const bytes = pattern(9_000_001);
      await store.put(key, source(bytes));
      expect(await store.size(key)).toBe(bytes.length);
      const sha256 = createSha256();
      sha256.update(bytes);
      expect(await store.digest(key)).toBe(sha256.hex());
      expect(await store.keys('p/')).toEqual([key]);
      for (const [offset, length] of [
        [0, 10],
        [3_999_990, 20],
        [8_000_000, 1_000_001],
        [0, 9_000_001],
      ] as const) {
        const part = await read(key, offset, length);
        expect(part.length).toBe(length);
        // Compared as one number: a failing deep comparison of megabytes would take minutes to print.
        expect(part.findIndex((byte, n) => byte !== bytes[offset + n])).toBe(-1);
      }
    });

    it('replaces what was there, leaving nothing of it', async () => {
      const { store, source, read } = await make();
      await store.put(key, source(pattern(9_000_000)));
      await store.put(key, source(new Uint8Array([1, 2, 3])));
      expect(await store.size(key)).toBe(3);
      expect([...(await read(key, 0, 3))]).toEqual([1, 2, 3]);
    });

    it('forgets what is removed and nothing else', async () => {
      const { store, source } = await make();
      await store.put(key, source(pattern(4_000_001)));
      await store.put(`${key}2`, source(pattern(10)));
      await store.remove(key);
      expect(await store.size(key)).toBeUndefined();
      expect(await store.keys('p/')).toEqual([`${key}2`]);
      expect(await store.size(`${key}2`)).toBe(10);
    });

    it('refuses a source that is empty or cannot be read, and keeps nothing of it', async () => {
      const { store, source, broken } = await make();
      await expect(store.put(key, source(new Uint8Array(0)))).rejects.toMatchObject({ code: 'unreadable' });
      await expect(store.put(key, broken())).rejects.toMatchObject({ code: 'unreadable' });
      expect(await store.size(key)).toBeUndefined();
      expect(await store.keys('p/')).toEqual([]);
    });

    it('is one store for all tabs, and for the next page', async () => {
      const { store, source, elsewhere } = await make();
      if (!elsewhere) return;
      await store.put(key, source(pattern(5_000_000)));
      expect(await elsewhere().size(key)).toBe(5_000_000);
    });
  });
}

function pattern(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let n = 0; n < length; n++) bytes[n] = (n * 31 + (n >> 8)) & 255;
  return bytes;
}
