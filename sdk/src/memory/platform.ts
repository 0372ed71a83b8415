import type { Platform } from '../core/index.js';
import type { BlobLike, ReadableByteStore } from './blob-store.js';
import { createByteStore } from './byte-store.js';
import { createClock } from './clock.js';
import { createImage } from './image.js';
import { createLifecycle } from './lifecycle.js';
import { createLock } from './lock.js';
import { createMarker } from './marker.js';
import { createNewId } from './new-id.js';
import { createRecordStore } from './record-store.js';

export interface MemoryPlatform extends Platform<BlobLike> {
  readonly bytes: ReadableByteStore<BlobLike>;
}

/** A platform that needs nothing of its host, for tests and server render: no network, nothing durable. Every port can be given instead. */
export function createMemoryPlatform(given: Partial<MemoryPlatform> = {}): MemoryPlatform {
  const bytes = given.bytes ?? createByteStore<BlobLike>();
  const clock = given.clock ?? createClock();
  const random = given.random ?? Math.random;
  return {
    name: 'memory',
    records: createRecordStore(),
    bytes,
    http: { send: async () => ({ status: 0, cause: 'offline' }) },
    clock,
    image: createImage(bytes),
    connectivity: { isOnline: () => true },
    lifecycle: createLifecycle(),
    lock: createLock(),
    marker: createMarker(),
    newId: createNewId(() => clock.now(), random),
    random,
    warn: () => undefined,
    ...given,
  };
}
