import { bytesOf, type BlobStore } from '../memory/index.js';
import type { PhotoSource } from './photo/photo-source.js';

/** The browser hashes only what is in memory as a whole: above this many bytes it is done in steps. */
const atOnce = 16_000_000;
const step = 500_000;

/** SHA-256 of stored bytes, lower-case hex. On pages without TLS, which have no `crypto.subtle`, with the photo code. */
export async function digestOf({ size, read }: BlobStore<Blob>, key: string, { load }: PhotoSource): Promise<string> {
  const length = (await size(key)) ?? 0;
  if (length <= atOnce && crypto.subtle) {
    const digest = await crypto.subtle.digest('SHA-256', await bytesOf(await read(key)));
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  const sha256 = (await load()).createSha256();
  for (let offset = 0; offset < length; offset += step) {
    sha256.update(new Uint8Array(await bytesOf(await read(key, offset, step))));
    // Keeps the page answering between the steps.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return sha256.hex();
}
