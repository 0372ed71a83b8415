import type { Platform } from '../core/index.js';
import type { BlobLike, ReadableByteStore } from './blob-store.js';
export interface MemoryPlatform extends Platform<BlobLike> {
    readonly bytes: ReadableByteStore<BlobLike>;
}
/** A platform that needs nothing of its host, for tests and server render: no network, nothing durable. Every port can be given instead. */
export declare function createMemoryPlatform(given?: Partial<MemoryPlatform>): MemoryPlatform;
