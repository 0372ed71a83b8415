/** The photo code, a file of its own: run as a worker, or by the page where it may not have one. */
import { photoWork, type PhotoTask } from './photo-work.js';

export { createSha256 } from '../../memory/index.js';
export { photoWork };
export type { PhotoResult, PhotoTask, PhotoWork } from './photo-work.js';

/** Makes the worker that runs it do tasks. */
export function servePhotoWork(): void {
  self.onmessage = async ({ data }: MessageEvent<PhotoTask>) => self.postMessage(await photoWork(data).catch(() => undefined));
}
