import { FeedbackError, type ByteStore, type RecordStore } from '../core/index.js';
import { createSha256 } from '../memory/index.js';
import type { TaroFile } from './taro-api.js';
import type { TaroApp } from './taro-app.js';
import type { TaroFiles } from './taro-files.js';

/** A byte store that the adapters of a mini-program read from and write to. */
export interface TaroByteStore extends ByteStore<TaroFile> {
  /** Part of the bytes, cut where they end. @throws FeedbackError `unreadable` when they are not there or not whole */
  read(key: string, offset?: number, length?: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Like `put`, for bytes that were made here. @param extension of the file, without the dot */
  write(key: string, bytes: Uint8Array<ArrayBuffer>, extension: string): Promise<{ readonly size: number; readonly durable: boolean }>;
  /**
   * Lends a file that holds exactly this part, as uploads and the compressor want it, until `work` is done.
   * @throws FeedbackError `unreadable` as `read` does, `storage` when there is no room for the part
   */
  lend<T>(key: string, part: { offset: number; length: number }, work: (path: string) => Promise<T>): Promise<T>;
}

/** What stands in the storage under the key: written after the file, removed before it. */
interface Saved {
  readonly path: string;
  readonly size: number;
}

export interface ByteStoreOptions {
  readonly files: TaroFiles;
  /** One record a file, in a place of its own. */
  readonly entries: RecordStore;
  readonly app: TaroApp;
  readonly site: string;
  /** Names files, so that no two runs make the same name, whatever the clock says. */
  readonly newId: () => string;
}

/** A file is read in steps of this many bytes, so that no more of it is in memory at once. */
const step = 500_000;

/** Bytes as files in the app's own folder: temporary ones are gone at the next start, so they are copied as soon as they are picked. */
export function createTaroByteStore({ files, entries, app, site, newId }: ByteStoreOptions): TaroByteStore {
  const ours = `yijian-${fileName(site)}-`;

  async function saved(key: string): Promise<Saved | undefined> {
    const entry = (await entries.get(key)) as Partial<Saved> | undefined;
    return typeof entry?.path === 'string' && typeof entry.size === 'number' ? { path: entry.path, size: entry.size } : undefined;
  }

  /** Only while the file is there as it was written. */
  async function whole(key: string): Promise<Saved | undefined> {
    const entry = await saved(key);
    return entry && (await sizeOf(entry.path)) === entry.size ? entry : undefined;
  }

  const needed = async (key: string): Promise<Saved> => {
    const entry = await whole(key);
    if (!entry) throw new FeedbackError('unreadable', 'no bytes');
    return entry;
  };
  // A file that the platform does not show is not there, whatever it calls the reason.
  const sizeOf = (path: string) => files.size(path).catch(() => undefined);
  // A rest that cannot be removed is found by the next start.
  const erase = (path: string) => files.remove(path).catch(() => undefined);
  const nameFor = (extension: string) => (files.folder === undefined ? undefined : `${files.folder}/${ours}${newId()}.${extension}`);

  async function bytesOf({ path }: Saved, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    let cause: unknown;
    try {
      const bytes = length > 0 ? await files.read(path, offset, length) : new Uint8Array(0);
      if (bytes.length === length) return bytes;
    } catch (error) {
      cause = error;
    }
    throw new FeedbackError('unreadable', 'bytes are missing', cause);
  }

  /** Names a new file in the entry, and lets the one before go. */
  async function enter(key: string, path: string, expected: number | undefined) {
    try {
      const size = await sizeOf(path);
      if (size === 0) throw new FeedbackError('unreadable', 'empty source');
      if (size === undefined || (expected !== undefined && size !== expected)) throw new FeedbackError('storage', 'written and not there');
      const before = await saved(key);
      const { durable } = await entries.update(key, () => ({ path, size }));
      if (before && before.path !== path) await erase(before.path);
      return { size, durable };
    } catch (error) {
      await erase(path);
      throw error;
    }
  }

  async function create(bytes: Uint8Array<ArrayBuffer>, extension: string): Promise<string> {
    const path = nameFor(extension);
    try {
      if (path === undefined) throw new TypeError('no folder to write to');
      await files.write(path, bytes);
      return path;
    } catch (error) {
      if (path !== undefined) await erase(path);
      throw new FeedbackError('storage', 'file not written', error);
    }
  }

  /** Removes what an earlier run left behind: files without an entry. Once a run, before it makes files of its own. */
  async function tidy(): Promise<void> {
    if (app.tidied) return;
    app.tidied = true;
    try {
      const named = new Set<string>();
      for (const key of await entries.keys('')) named.add((await saved(key))?.path ?? '');
      for (const name of await files.names()) {
        const path = `${files.folder}/${name}`;
        if (name.startsWith(ours) && !named.has(path)) await erase(path);
      }
    } catch {
      return; // What cannot be listed is left alone until the next start.
    }
  }

  const inTurn = <T>(work: () => Promise<T>): Promise<T> =>
    app.files(async () => {
      await tidy();
      return work();
    });

  return {
    put: (key, { path }) =>
      inTurn(async () => {
        const expected = await sizeOf(path);
        if (expected === 0) throw new FeedbackError('unreadable', 'empty source');
        const to = nameFor(/\.(\w{1,5})$/.exec(path)?.[1] ?? 'bin');
        let kept: string;
        try {
          kept = await files.keep(path, to);
        } catch (error) {
          if (to !== undefined) await erase(to);
          throw new FeedbackError(expected === undefined ? 'unreadable' : 'storage', 'the file cannot be kept', error);
        }
        return enter(key, kept, expected);
      }),
    write: (key, bytes, extension) => inTurn(async () => enter(key, await create(bytes, extension), bytes.length)),
    size: async (key) => (await whole(key))?.size,
    async digest(key) {
      const entry = await needed(key);
      const sha256 = createSha256();
      const length = files.readsWhole ? entry.size : step;
      for (let offset = 0; offset < entry.size; offset += length) {
        sha256.update(await bytesOf(entry, offset, Math.min(length, entry.size - offset)));
      }
      return sha256.hex();
    },
    remove: (key) =>
      inTurn(async () => {
        const entry = await saved(key);
        await entries.update(key, () => undefined);
        if (entry) await erase(entry.path);
      }),
    keys: (prefix) => entries.keys(prefix),
    async read(key, offset = 0, length = Infinity) {
      const entry = await needed(key);
      return bytesOf(entry, offset, Math.max(0, Math.min(length, entry.size - offset)));
    },
    async lend(key, { offset, length }, work) {
      const entry = await needed(key);
      if (offset === 0 && length === entry.size) return work(entry.path);
      const bytes = await bytesOf(entry, offset, length);
      const path = await inTurn(() => create(bytes, /\.(\w+)$/.exec(entry.path)?.[1] ?? 'bin'));
      try {
        return await work(path);
      } finally {
        await erase(path);
      }
    },
  };
}

/** Letters and digits as they are, everything else by its code: two sites never share a name. */
function fileName(site: string): string {
  return site.replace(/[^A-Za-z0-9]/g, (character) => `_${character.charCodeAt(0).toString(16)}_`);
}
