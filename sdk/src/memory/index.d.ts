/** Every port in memory: for tests, server render, and where storage is denied. */
export { createMemoryPlatform } from './platform.js';
export type { MemoryPlatform } from './platform.js';
export { createRecordStore } from './record-store.js';
export { createByteStore } from './byte-store.js';
export { bytesOf, createBlobStore } from './blob-store.js';
export type { BlobLike, BlobStore, ReadableByteStore } from './blob-store.js';
export { createSha256 } from './sha256.js';
export type { Sha256 } from './sha256.js';
export { createClock } from './clock.js';
export { createImage } from './image.js';
export { createLifecycle } from './lifecycle.js';
export type { ManualLifecycle } from './lifecycle.js';
export { createLock } from './lock.js';
export { createMarker } from './marker.js';
export { createNewId } from './new-id.js';
