import { FeedbackError, type ImageFacts, type ImagePort } from '../core/index.js';
import { cut, factsOf, headerOf, headSize, join, maxPixels, needsMore, type Header } from '../photo/index.js';
import type { TaroApi, TaroEnv } from './taro-api.js';
import { createTurns } from './taro-app.js';
import type { TaroByteStore } from './taro-byte-store.js';
import { call, TaroError } from './taro-call.js';
import type { TaroFiles } from './taro-files.js';

export interface ImageOptions {
  readonly taro: TaroApi;
  readonly env: TaroEnv;
  readonly files: TaroFiles;
  readonly bytes: TaroByteStore;
}

/** Tried in turn until the result is small enough; alipay counts in levels, 2 is its best. */
const qualities: Readonly<Record<TaroEnv, readonly number[]>> = { weapp: [80, 60, 40], tt: [80, 60, 40], alipay: [2, 1, 0] };

/** Photos by the platform's own compressor, whose word is never taken: what it made is read, checked and cut. One at a time. */
export function createTaroImage({ taro, env, files, bytes }: ImageOptions): ImagePort {
  const inTurn = createTurns();

  /** The compressor's picture without metadata, or undefined where it cannot be trusted. */
  async function compressed(path: string, original: Header, quality: number, maxSide: number) {
    // Temporary, and not ours to remove: the platform does.
    const made = await compress(path, original, quality, maxSide);
    const whole = await files.read(made, 0, await files.size(made));
    const header = headerOf(whole);
    const parts = isRight(header, original, maxSide) ? cut(whole, header) : undefined;
    return parts && join(...parts);
  }

  async function compress(path: string, { width = 0, height = 0 }: Header, quality: number, maxSide: number): Promise<string> {
    const large = Math.max(width, height) > maxSide;
    if (env === 'alipay') {
      // Named by both sides it keeps the proportions within them.
      const box = large ? { maxWidth: maxSide, maxHeight: maxSide } : {};
      const { apFilePaths, tempFilePaths } = await call<{ apFilePaths?: string[]; tempFilePaths?: string[] }>(taro, 'compressImage', {
        apFilePaths: [path],
        compressLevel: quality,
        ...box,
      });
      return pathIn(apFilePaths ?? tempFilePaths);
    }
    // One side only, the other follows: given both, a picture that was not turned first would be distorted.
    const side = large ? (width >= height ? { compressedWidth: maxSide } : { compressedHeight: maxSide }) : {};
    const made = await call<{ tempFilePath?: string | string[] }>(taro, 'compressImage', { src: path, quality, ...side });
    return pathIn(made.tempFilePath);
  }

  async function squeeze(from: string, to: string, { maxSide, maxBytes }: { maxSide: number; maxBytes: number }) {
    const size = (await bytes.size(from)) ?? 0;
    const original = headerOf(await bytes.read(from));
    if (!isTrustworthy(original)) return 'unable';
    const small = await bytes.lend(from, { offset: 0, length: size }, async (path) => {
      for (const quality of qualities[env]) {
        const made = await compressed(path, original, quality, maxSide);
        if (!made || made.length <= maxBytes) return made;
      }
      return undefined;
    });
    return small ? store(to, small) : 'unable';
  }

  async function store(to: string, made: Uint8Array<ArrayBuffer>): Promise<ImageFacts> {
    const header = headerOf(made);
    await bytes.write(to, made, header.format === 'jpeg' ? 'jpg' : header.format);
    return factsOf(header);
  }

  return {
    async inspect(key) {
      const size = await bytes.size(key);
      if (!size) throw new FeedbackError('unreadable', 'no bytes');
      const head = headerOf(await bytes.read(key, 0, headSize), size);
      return factsOf(size > headSize && needsMore(head) ? headerOf(await bytes.read(key)) : head);
    },
    squeeze: (from, to, limits) =>
      inTurn(() =>
        squeeze(from, to, limits).catch((error: unknown) => {
          if (error instanceof TaroError) return 'unable' as const;
          throw error;
        }),
      ),
    strip: (from, to) =>
      inTurn(async () => {
        const whole = await bytes.read(from);
        const parts = cut(whole, headerOf(whole));
        return parts ? store(to, join(...parts)) : 'unable';
      }),
  };
}

/** What comes out of this can be checked: it is whole and still, and how it has to be turned shows in its proportions. */
function isTrustworthy({ format, whole, animated, pixels, orientation, width = 0, height = 0 }: Header): boolean {
  if (!/^(jpeg|png|webp)$/.test(format) || !whole || animated || pixels > maxPixels || !width || !height) return false;
  // Some compressors drop the tag without turning the picture. Mirrored, upside down or square it would look right.
  return orientation === 1 || (orientation === 6 && width !== height) || (orientation === 8 && width !== height);
}

/** An upright JPEG of the expected size, within the rounding. */
function isRight({ format, whole, upright, width = 0, height = 0 }: Header, original: Header, maxSide: number): boolean {
  const { width: fullWidth = 0, height: fullHeight = 0 } = original;
  const scale = Math.min(1, maxSide / Math.max(fullWidth, fullHeight));
  const near = (side: number, full: number) => side <= maxSide && Math.abs(side - full * scale) <= 1;
  return format === 'jpeg' && whole && upright === true && near(width, fullWidth) && near(height, fullHeight);
}

function pathIn(found: string | readonly string[] | undefined): string {
  const path = typeof found === 'string' ? found : found?.[0];
  if (!path) throw new TaroError('failed', 'compressImage tells no path');
  return path;
}
