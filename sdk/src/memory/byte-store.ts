import { createBlobStore, bytesOf, type BlobLike, type ReadableByteStore } from './blob-store.js';
import { createSha256 } from './sha256.js';

/** A byte store in memory. @param limit as in `createBlobStore` */
export function createByteStore<Source extends BlobLike>(limit?: number): ReadableByteStore<Source> {
  const blobs = createBlobStore<Source>(limit);
  return {
    ...blobs,
    async digest(key) {
      const sha256 = createSha256();
      sha256.update(new Uint8Array(await bytesOf(await blobs.read(key))));
      return sha256.hex();
    },
  };
}
