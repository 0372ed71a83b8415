import { FeedbackError, type Clock, type ImageFacts, type ImagePort } from '../../core/index.js';
import type { ReadableByteStore } from '../../memory/index.js';
import { headSize } from '../../photo/index.js';
import { createPhotoWork, type PhotoSource } from './photo-source.js';
import type { PhotoTask } from './photo-work.js';

/** Photos in a browser. One at a time: a decoded photo takes more memory than everything else on the page. */
export function createWebImage(bytes: ReadableByteStore<Blob>, clock: Clock, source: PhotoSource): ImagePort {
  const work = createPhotoWork(clock, source);
  let last: Promise<unknown> = Promise.resolve();

  function make(from: string, to: string, limits?: PhotoTask['limits']): Promise<ImageFacts | 'unable'> {
    const turn = last.then(async () => {
      const result = await work({ blob: await bytes.read(from), ...(limits && { limits }) });
      if (!result?.blob) return 'unable';
      await bytes.put(to, result.blob);
      return result.facts;
    });
    last = turn.catch(() => undefined);
    return turn;
  }

  return {
    async inspect(key) {
      const size = await bytes.size(key);
      if (!size) throw new FeedbackError('unreadable', 'no bytes');
      const look = async (length: number) => work({ size, blob: await bytes.read(key, 0, length) });
      const result = (await look(headSize)) ?? (await look(size));
      return result?.facts ?? { format: 'unknown', mime: 'application/octet-stream', size };
    },
    squeeze: make,
    strip: make,
  };
}
