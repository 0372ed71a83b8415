import { FeedbackError, type Clock } from '../../core/index.js';
import type { Sha256 } from '../../memory/index.js';
import type { PhotoResult, PhotoTask, PhotoWork } from './photo-work.js';

/** What the photo file holds. */
export interface PhotoCode {
  readonly photoWork: PhotoWork;
  readonly createSha256: () => Sha256;
}

/** Where the photo code comes from; it is fetched with the first photo. */
export interface PhotoSource {
  /** The built file as a worker, also as a Trusted Types policy made it. @default none: the page itself decodes */
  readonly workerUrl?: string | URL | undefined;
  /** Gets the same code into the page, where a worker is not allowed or does not know the format. */
  readonly load: () => Promise<PhotoCode>;
}

/** A worker with nothing to do for so long is ended, and its memory goes with it; milliseconds. */
const idle = 5_000;
/** A picture that takes longer is given up; milliseconds. */
const patience = 45_000;

/** Does one task at a time, where it disturbs the page least. */
export function createPhotoWork(clock: Clock, { workerUrl, load }: PhotoSource): PhotoWork {
  let worker: Worker | undefined;
  let impossible = workerUrl === undefined;
  let rest = () => undefined as void;

  function end(): void {
    worker?.terminate();
    worker = undefined;
  }

  function inWorker(task: PhotoTask): Promise<PhotoResult | undefined> {
    rest();
    return new Promise((resolve) => {
      const settle = (result?: PhotoResult) => {
        stop();
        rest = clock.after(idle, end);
        resolve(result);
      };
      const fail = () => {
        // From another origin, or forbidden by the policy of the page.
        impossible = true;
        end();
        settle();
      };
      const stop = clock.after(patience, () => {
        end();
        settle();
      });
      try {
        worker ??= new Worker(workerUrl as URL);
        worker.onerror = (event) => {
          // Ours to deal with: the host's error reporting has nothing to do with it.
          event.preventDefault();
          fail();
        };
        worker.onmessage = ({ data }: MessageEvent<PhotoResult | undefined>) => settle(data);
        worker.postMessage(task);
      } catch {
        fail();
      }
    });
  }

  return async (task) => {
    const result = impossible ? undefined : await inWorker(task);
    // An <img> of the page decodes what a worker may not, HEIC in Safari for one.
    if (result || (!impossible && !task.limits)) return result;
    const { photoWork } = await load().catch((error: unknown) => {
      throw new FeedbackError('unavailable', 'the photo code did not load', error);
    });
    return photoWork(task).catch(() => undefined);
  };
}
