import { type BlobLike, type ReadableByteStore } from './blob-store.js';
/** A byte store in memory. @param limit as in `createBlobStore` */
export declare function createByteStore<Source extends BlobLike>(limit?: number): ReadableByteStore<Source>;
