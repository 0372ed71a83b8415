import type { TaroApi, TaroEnv } from './taro-api.js';
import { call, TaroError } from './taro-call.js';

/** The platform's files, as far as they are alike. Every method throws TaroError. */
export interface TaroFiles {
  /** Where the app may keep files, without a slash at the end; undefined where the platform does not say. */
  readonly folder: string | undefined;
  /** It reads a file only as a whole: a part costs as much as all of it. */
  readonly readsWhole: boolean;
  size(path: string): Promise<number>;
  /** Part of a file, cut where it ends. */
  read(path: string, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  write(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Keeps a copy under `to`, or, where the platform only moves files, under a name of its own. @returns where it is now */
  keep(from: string, to: string | undefined): Promise<string>;
  remove(path: string): Promise<void>;
  /** Names in the folder. */
  names(): Promise<readonly string[]>;
}

export function createTaroFiles(taro: TaroApi, env: TaroEnv): TaroFiles {
  const manager = () => {
    const made: unknown = typeof taro.getFileSystemManager === 'function' ? taro.getFileSystemManager() : undefined;
    if (typeof made !== 'object' || made === null) throw new TaroError('unsupported', 'getFileSystemManager is not there');
    return made as Readonly<Record<string, unknown>>;
  };
  // Alipay names it as it names everything else, but `Taro.env` does not always carry it.
  const folder = (taro.env?.USER_DATA_PATH ?? (env === 'alipay' ? 'https://usr' : undefined))?.replace(/\/+$/, '');

  const readsWhole = env === 'alipay';

  return {
    folder,
    readsWhole,
    async size(path) {
      const result = await call<{ stats?: { size?: number }; stat?: { size?: number } }>(manager(), 'stat', { path });
      const size = (result.stats ?? result.stat)?.size;
      if (typeof size !== 'number') throw new TaroError('failed', 'stat tells no size');
      return size;
    },
    async read(path, offset, length) {
      // Older clients of the others do so too: they ignore the part asked for.
      const part = readsWhole ? {} : { position: offset, length };
      const { data } = await call<{ data?: unknown }>(manager(), 'readFile', { filePath: path, ...part });
      if (!isBuffer(data)) throw new TaroError('failed', 'readFile gives no bytes');
      return readsWhole || data.byteLength > length ? new Uint8Array(data).slice(offset, offset + length) : new Uint8Array(data);
    },
    async write(path, bytes) {
      const data = bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
      await call(manager(), 'writeFile', { filePath: path, data });
    },
    async keep(from, to) {
      const files = manager();
      if (to !== undefined && typeof files['copyFile'] === 'function') {
        await call(files, 'copyFile', { srcPath: from, destPath: to });
        return to;
      }
      const name = to === undefined ? {} : { filePath: to };
      const saved = await call<{ savedFilePath?: string }>(files, 'saveFile', { tempFilePath: from, ...name });
      if (!saved.savedFilePath) throw new TaroError('failed', 'saveFile tells no path');
      return saved.savedFilePath;
    },
    async remove(path) {
      await call(manager(), 'unlink', { filePath: path });
    },
    async names() {
      const { files } = await call<{ files?: readonly string[] }>(manager(), 'readdir', { dirPath: folder });
      return files ?? [];
    },
  };
}

/** An `ArrayBuffer`, also of another realm, as a page and its logic thread may have. */
function isBuffer(data: unknown): data is ArrayBuffer {
  return Object.prototype.toString.call(data) === '[object ArrayBuffer]';
}
