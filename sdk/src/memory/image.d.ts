import type { ImagePort } from '../core/index.js';
import type { BlobLike, ReadableByteStore } from './blob-store.js';
/** Knows no picture: everything is `unknown`, nothing can be decoded or cut. */
export declare function createImage(bytes: ReadableByteStore<BlobLike>): ImagePort;
