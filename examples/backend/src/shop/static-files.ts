import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { matches } from '../wire/etag.js';

/** A file below a folder, found by the path of a URL. */
export interface StaticFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
};

/** The file at that path, if it lies below `root` and is of a kind that pages are made of. */
export async function findFile(root: string, path: string): Promise<StaticFile | undefined> {
  const type = types[extname(path)];
  // A part that begins with a dot is a way out or a hidden file.
  if (type === undefined || !/^(\/[\w-][\w.-]*)+$/.test(path)) return undefined;
  const found = await locate(root, path);
  if (found === undefined) return undefined;
  return { bytes: new Uint8Array(await readFile(found.file)), type, etag: `"${found.stamp}"` };
}

async function locate(root: string, path: string): Promise<{ file: string; stamp: string } | undefined> {
  try {
    const file = await realpath(join(root, path));
    // A symbolic link could lead out.
    if (!file.startsWith((await realpath(root)) + sep)) return undefined;
    const { size, mtimeMs, ino } = await stat(file);
    return { file, stamp: [size, Math.floor(mtimeMs), ino].map((number) => number.toString(36)).join('-') };
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(String(error.code))) return undefined;
    throw error;
  }
}

const compressed = new Map<string, Uint8Array<ArrayBuffer>>();

/** Answers with the file, compressed where that helps, or with 304. */
export async function serveFile(request: Request, file: StaticFile, headers: Readonly<Record<string, string>>): Promise<Response> {
  const common = { ...headers, etag: file.etag, vary: 'Accept-Encoding' };
  if (matches(request.headers.get('if-none-match'), file.etag)) return new Response(null, { status: 304, headers: common });
  const text = /^(text|application)\/|svg/.test(file.type) && file.bytes.byteLength > 200;
  if (!text || !/\bbr\b/.test(request.headers.get('accept-encoding') ?? '')) {
    return new Response(file.bytes, { headers: { ...common, 'content-type': file.type } });
  }
  const key = `${file.type} ${file.etag}`;
  const bytes = compressed.get(key) ?? new Uint8Array(await brotli(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  compressed.set(key, bytes);
  return new Response(bytes, { headers: { ...common, 'content-type': file.type, 'content-encoding': 'br' } });
}

const brotli = promisify(brotliCompress);
