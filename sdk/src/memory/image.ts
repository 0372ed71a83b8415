import type { ImagePort } from '../core/index.js';
import type { BlobLike, ReadableByteStore } from './blob-store.js';

/** Knows no picture: everything is `unknown`, nothing can be decoded or cut. */
export function createImage(bytes: ReadableByteStore<BlobLike>): ImagePort {
  return {
    async inspect(key) {
      return { format: 'unknown', mime: 'application/octet-stream', size: (await bytes.read(key)).size };
    },
    async squeeze() {
      return 'unable';
    },
    async strip() {
      return 'unable';
    },
  };
}
