import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { PhotoKey, PhotoStore, StoredPhoto } from './photo-store.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const digest = /^[0-9a-f]{64}$/;
const headLength = 64;

/** Photos in a folder, one sub-folder a feedback; what is arriving ends in `.part` until its digest is right. */
export function createFolderPhotoStore(root: string): PhotoStore {
  return {
    find: (key) => describe(fileOf(root, key)),
    async wanted(key) {
      return (await size(partOf(root, key))) ?? 0;
    },
    async put(key, offset, bytes) {
      const part = partOf(root, key);
      const wanted = (await size(part)) ?? 0;
      if (offset !== wanted) throw new RangeError(`offset ${offset} given, ${wanted} wanted`);
      if (offset === 0) {
        if (await mkdir(dirname(part), { recursive: true })) await sync(root, 'r');
        await dropParts(dirname(part), key.attachment);
      }
      const file = await open(part, 'a');
      try {
        await file.writeFile(bytes);
      } finally {
        await file.close();
      }
    },
    async finish(key) {
      const part = partOf(root, key);
      if ((await digestOf(part)) !== key.sha256) {
        await rm(part, { force: true });
        return undefined;
      }
      await sync(part, 'r+');
      const file = fileOf(root, key);
      await rename(part, file);
      await sync(dirname(file), 'r');
      return describe(file);
    },
    drop: (key) => rm(partOf(root, key), { force: true }),
    async open(key) {
      const file = fileOf(root, key);
      if ((await size(file)) === undefined) return undefined;
      return Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
    },
    async forget({ feedback, attachment }) {
      if (!uuid.test(feedback) || !uuid.test(attachment)) throw new TypeError('not the key of a photo');
      const folder = join(root, feedback);
      for (const name of await list(folder)) if (name.startsWith(`${attachment}.`)) await rm(join(folder, name), { force: true });
    },
    async sweep(before) {
      let swept = 0;
      for (const folder of await list(root)) {
        for (const name of await list(join(root, folder))) {
          const path = join(root, folder, name);
          if (!name.endsWith('.part') || (await stat(path)).mtimeMs >= before) continue;
          await rm(path, { force: true });
          swept++;
        }
      }
      return swept;
    },
  };
}

/** Ids reach us through URLs: only what is an id becomes a path. */
function fileOf(root: string, { feedback, attachment, sha256 }: PhotoKey): string {
  if (!uuid.test(feedback) || !uuid.test(attachment) || !digest.test(sha256)) throw new TypeError('not the key of a photo');
  return join(root, feedback, `${attachment}.${sha256}`);
}

const partOf = (root: string, key: PhotoKey): string => `${fileOf(root, key)}.part`;

async function describe(path: string): Promise<StoredPhoto | undefined> {
  const bytes = await size(path);
  if (bytes === undefined) return undefined;
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(headLength), 0, headLength, 0);
    return { bytes, head: buffer.subarray(0, bytesRead) };
  } finally {
    await file.close();
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

async function dropParts(folder: string, attachment: string): Promise<void> {
  for (const name of await list(folder)) {
    if (name.startsWith(`${attachment}.`) && name.endsWith('.part')) await rm(join(folder, name), { force: true });
  }
}

async function sync(path: string, mode: 'r' | 'r+'): Promise<void> {
  const file = await open(path, mode);
  try {
    await file.sync();
  } catch (error) {
    // Windows cannot sync a folder; there the rename is as durable as the system makes it.
    if (mode === 'r+' || !isSystemError(error, 'EPERM')) throw error;
  } finally {
    await file.close();
  }
}

async function size(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isSystemError(error, 'ENOENT') || isSystemError(error, 'ENOTDIR')) return [];
    throw error;
  }
}

const isSystemError = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;
