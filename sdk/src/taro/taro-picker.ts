import { FeedbackError } from '../core/index.js';
import type { TaroApi, TaroEnv, TaroFile } from './taro-api.js';
import { call, TaroError, type TaroReason } from './taro-call.js';

export interface PickWish {
  /** `either` leaves the choice to the customer, and is photos where there is no `chooseMedia`, as on Alipay. */
  readonly kind: 'photo' | 'video' | 'either';
  /** How many at most; a video is picked alone where there is no `chooseMedia`. @default 1 */
  readonly max?: number;
  /** @default both */
  readonly from?: readonly ('camera' | 'album')[];
  /** Of a film that is taken now, seconds. @default 30 */
  readonly maxSeconds?: number;
}

/** The files, still temporary, or why there are none. */
export type Picked = { readonly files: readonly TaroFile[] } | { readonly reason: Exclude<TaroReason, 'failed'> };

interface Chosen {
  readonly path?: string;
  readonly tempFilePath?: string;
  readonly filePath?: string;
  readonly size?: number;
  /** `image` or `video`: WeChat's name and Douyin's. */
  readonly fileType?: string;
  readonly mediaType?: string;
}

/** What `chooseMedia` is asked for. */
const mediaTypes = { photo: ['image'], video: ['video'], either: ['image', 'video'] } as const;

/**
 * Opens the platform's picker, at once: some open it only within a tap.
 * @throws FeedbackError `unavailable` when the picker failed for no reason that the customer could know
 */
export async function pick(taro: TaroApi, env: TaroEnv, wish: PickWish): Promise<Picked> {
  try {
    return { files: (await choose(taro, env, wish)).map((chosen) => fileOf(chosen, wish.kind)) };
  } catch (error) {
    const reason = error instanceof TaroError ? error.reason : 'failed';
    if (reason === 'failed') throw new FeedbackError('unavailable', 'the picker failed', error);
    return { reason };
  }
}

async function choose(taro: TaroApi, env: TaroEnv, wish: PickWish): Promise<readonly Chosen[]> {
  const { kind, max = 1, from = ['camera', 'album'], maxSeconds = 30 } = wish;
  // Alipay has none; Taro has a function of that name there all the same, which only fails.
  if (env !== 'alipay' && typeof taro.chooseMedia === 'function') {
    try {
      const options = { count: max, mediaType: mediaTypes[kind], sourceType: from, maxDuration: maxSeconds };
      return (await call<{ tempFiles?: readonly Chosen[] }>(taro, 'chooseMedia', { ...options, sizeType: ['compressed'] })).tempFiles ?? [];
    } catch (error) {
      // Some clients announce it and do not have it.
      if (!(error instanceof TaroError) || error.reason !== 'unsupported') throw error;
    }
  }
  if (kind === 'video') return [await call<Chosen>(taro, 'chooseVideo', { sourceType: from, maxDuration: maxSeconds, compressed: true })];
  const { tempFiles, tempFilePaths, apFilePaths } = await call<{
    tempFiles?: readonly Chosen[];
    tempFilePaths?: readonly string[];
    apFilePaths?: readonly string[];
  }>(taro, 'chooseImage', { count: max, sourceType: from, sizeType: ['compressed'] });
  return tempFiles ?? (tempFilePaths ?? apFilePaths ?? []).map((path) => ({ path }));
}

function fileOf({ path, tempFilePath, filePath, size, fileType, mediaType }: Chosen, kind: PickWish['kind']): TaroFile {
  const found = tempFilePath ?? path ?? filePath;
  if (!found) throw new TaroError('failed', 'the picker tells no path');
  const isVideo = kind === 'video' || (kind === 'either' && (fileType ?? mediaType) === 'video');
  return { path: found, ...(typeof size === 'number' ? { size } : {}), type: isVideo ? 'video/mp4' : 'image/jpeg' };
}
