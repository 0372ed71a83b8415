import { createHash, randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import { Refusal } from './refusal.js';

type Args = Readonly<Record<string, unknown>>;
type Bytes = Uint8Array<ArrayBuffer>;

export const userFolder = 'wxfile://usr';
/** Bytes of all files that stay. */
const room = 200_000_000;

/** Saved files stay, temporary ones end with the app. */
export interface Files {
  readonly saved: Map<string, Bytes>;
  readonly temporary: Map<string, Bytes>;
  /** @returns the path of a new temporary file */
  take(bytes: Bytes, extension: string): string;
  read(path: unknown): Bytes;
  readonly functions: Readonly<Record<string, (args: Args) => unknown>>;
}

export function createFiles(saved: Map<string, Bytes>): Files {
  const temporary = new Map<string, Bytes>();

  const read = (path: unknown): Bytes => {
    const found = temporary.get(String(path)) ?? saved.get(String(path));
    if (!found) throw new Refusal(`no such file or directory, open ${path}`, 1300002);
    return found;
  };
  const write = (path: unknown, bytes: Bytes): void => {
    if (!String(path).startsWith(`${userFolder}/`)) throw new Refusal(`permission denied, open ${path}`, 1300013);
    keep(String(path), bytes);
  };
  const keep = (path: string, bytes: Bytes): void => {
    let taken = bytes.length;
    for (const [other, { length }] of saved) if (other !== path) taken += length;
    if (taken > room) throw new Refusal('the maximum size of the file storage limit is exceeded', 1300202);
    saved.set(path, bytes.slice());
  };
  const take = (bytes: Bytes, extension: string): string => {
    const path = `wxfile://tmp_${randomUUID()}${extension}`;
    temporary.set(path, bytes);
    return path;
  };

  const functions: Files['functions'] = {
    access: ({ path }) => void (path === userFolder || read(path)),
    stat: ({ path }) => ({ stats: { size: read(path).length, mode: 33_188, lastAccessedTime: 0, lastModifiedTime: 0 } }),
    getFileInfo({ filePath, digestAlgorithm = 'md5' }) {
      const bytes = read(filePath);
      return { size: bytes.length, digest: createHash(String(digestAlgorithm)).update(bytes).digest('hex') };
    },
    readFile({ filePath, encoding, position = 0, length }) {
      const bytes = read(filePath);
      const end = length === undefined ? bytes.length : Number(position) + Number(length);
      if (Number(position) < 0 || end <= Number(position) || end > bytes.length)
        throw new Refusal('the value of "length" is out of range', 1300022);
      const part = bytes.slice(Number(position), end);
      return { data: encoding === undefined ? part.buffer : Buffer.from(part).toString(encoding as BufferEncoding) };
    },
    writeFile({ filePath, data, encoding = 'utf8' }) {
      write(filePath, new Uint8Array(data instanceof ArrayBuffer ? data : Buffer.from(String(data), encoding as BufferEncoding)));
    },
    copyFile: ({ srcPath, destPath }) => write(destPath, read(srcPath)),
    saveFile({ tempFilePath, filePath }) {
      const bytes = temporary.get(String(tempFilePath));
      if (!bytes) throw new Refusal('tempFilePath file not exist', 1300002);
      const path = filePath === undefined ? `wxfile://store_${randomUUID()}${extname(String(tempFilePath))}` : String(filePath);
      if (filePath === undefined) keep(path, bytes);
      else write(path, bytes);
      // It is moved, not copied.
      temporary.delete(String(tempFilePath));
      return { savedFilePath: path };
    },
    unlink({ filePath }) {
      if (!saved.delete(String(filePath))) throw new Refusal(`no such file or directory, open ${filePath}`, 1300002);
    },
    readdir({ dirPath }) {
      if (String(dirPath).replace(/\/$/, '') !== userFolder) throw new Refusal(`no such file or directory, open ${dirPath}`, 1300002);
      const paths = [...saved.keys()].filter((path) => path.startsWith(`${userFolder}/`));
      return { files: paths.map((path) => path.slice(userFolder.length + 1)) };
    },
  };
  return { saved, temporary, take, read, functions };
}
