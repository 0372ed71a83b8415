import type { Platform } from '../core/index.js';
import { createNewId, type ReadableByteStore } from '../memory/index.js';
import { createKyHttp } from './ky-http.js';
import { createLocalMarker } from './local-marker.js';
import type { PhotoSource } from './photo/photo-source.js';
import { createWebImage } from './photo/web-image.js';
import { createStorage } from './storage.js';
import { webClock } from './web-clock.js';
import { webConnectivity } from './web-connectivity.js';
import { createWebLifecycle } from './web-lifecycle.js';
import { createWebLock } from './web-lock.js';
import { webRandom } from './web-random.js';
import { createXhrUpload } from './xhr-upload.js';

export interface WebPlatformOptions {
  /** Public site key; the scope of everything stored. */
  readonly site: string;
  readonly photo: PhotoSource;
}

export interface WebPlatform extends Platform<Blob> {
  readonly bytes: ReadableByteStore<Blob>;
}

/** All ports on what a browser has. Touches nothing of the page until it is used. */
export function createWebPlatform({ site, photo }: WebPlatformOptions): WebPlatform {
  const clock = webClock;
  const warn = (message: string, cause?: unknown) => console.warn(`yijian: ${message}`, ...(cause === undefined ? [] : [cause]));
  const storage = createStorage({ site, clock, photo, warn });
  const { records, bytes } = storage;
  const marker = createLocalMarker(site);
  const text = createKyHttp(clock);
  const upload = createXhrUpload(clock, bytes);
  return {
    name: 'web',
    records,
    bytes,
    http: { send: (request, options) => (request.multipart ? upload : text).send(request, options) },
    clock,
    image: createWebImage(bytes, clock, photo),
    connectivity: webConnectivity,
    lifecycle: createWebLifecycle(site),
    lock: createWebLock(),
    // What nobody can see now may wait all the same: the next page looks again.
    marker: { ...marker, set: (waiting) => (waiting || !storage.outOfReach) && marker.set(waiting) },
    newId: createNewId(() => clock.now(), webRandom),
    random: webRandom,
    warn,
  };
}
