import { isFeedbackError, type Clock, type RecordStore, type Stored } from '../core/index.js';
import { createBlobStore, createRecordStore, type BlobStore, type ReadableByteStore } from '../memory/index.js';
import { createDatabase, keysFrom, type Database } from './idb-database.js';
import { createIdbBlobStore } from './idb-blob-store.js';
import { createIdbRecordStore } from './idb-record-store.js';
import { createLocalRecordStore } from './local-record-store.js';
import { localText, setLocalText } from './local-text.js';
import type { PhotoSource } from './photo/photo-source.js';
import { digestOf } from './sha256.js';

export interface StorageOptions {
  readonly site: string;
  readonly clock: Clock;
  readonly photo: PhotoSource;
  readonly warn: (message: string, cause?: unknown) => void;
}

export interface WebStorage {
  /** The database that earlier pages used does not answer: what waits in it cannot be seen now. */
  readonly outOfReach: boolean;
  readonly records: RecordStore;
  readonly bytes: ReadableByteStore<Blob>;
}

/**
 * The best storage that this browser grants: IndexedDB, else a journal of text in `localStorage`, else memory.
 * What is new goes to the best that takes it, so a record is never refused. What exists stays where it is and
 * is refused with `storage` when that place is full; only memory hands on to disk as soon as disk takes it.
 */
export function createStorage({ site, clock, photo, warn }: StorageOptions): WebStorage {
  const memory = createRecordStore();
  const memoryBytes = createBlobStore<Blob>();
  const onDisk = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();
  let warned = false;
  let kept = false;
  let outOfReach = false;
  let found: ReturnType<typeof find> | undefined;
  const places = () => (found ??= find());

  /** Best first. */
  async function find() {
    const databases: Database[] = [];
    const text = localText();
    const spareName = `yijian2-${site}`;
    const first = createDatabase(`yijian-${site}`, clock);
    const state = await first.usable();
    if (state === 'yes') databases.push(first);
    else {
      outOfReach = true;
      report(state);
    }
    // A database that cannot be read is left alone and tried again at the next start; a second one serves meanwhile.
    if (state === 'no' || text?.getItem(spareName)) {
      const spare = createDatabase(spareName, clock);
      if ((await spare.usable()) === 'yes') {
        databases.push(spare);
        const needed = state === 'no' || (await keysFrom(spare, '')).length;
        setLocalText(spareName, needed ? '1' : undefined);
      }
    }
    return {
      records: [...databases.map(createIdbRecordStore), ...(text ? [createLocalRecordStore(site, text)] : []), memory],
      bytes: [...databases.map(createIdbBlobStore), memoryBytes],
    };
  }

  async function update<T>(key: string, change: (current: unknown) => T | undefined): Promise<Stored<T | undefined>> {
    const { records } = await places();
    const holder = await lastWith(records.slice(1), (place) => place.get(key));
    let stored: Stored<T | undefined>;
    if (holder === memory) {
      const held = await memory.get(key);
      const value = change(held);
      if (value === held) return { value, durable: false };
      stored = await offer(records, (place) => place.update(key, () => value));
      if (stored.durable) await memory.update(key, () => undefined);
    } else {
      stored = await offer(
        holder ? [holder] : records,
        (place) =>
          place.update(key, (current) => {
            // From here on it must not get a second version elsewhere.
            if (current !== undefined && place !== memory) onDisk.add(key);
            return change(current);
          }),
        key,
      );
    }
    if (stored.value === undefined) {
      for (const place of records) if ((await place.get(key)) !== undefined) await place.update(key, () => undefined);
    }
    if (stored.durable && !kept) {
      kept = true;
      askToKeep();
    }
    return stored;
  }

  /** The first that does not refuse. */
  async function offer<Place, T>(to: readonly Place[], put: (place: Place) => Promise<T>, key = ''): Promise<T> {
    for (const [n, place] of to.entries()) {
      try {
        return await put(place);
      } catch (error) {
        if (n === to.length - 1 || onDisk.has(key) || !isFeedbackError(error) || error.code !== 'storage') throw error;
        report(error);
      }
    }
    throw new TypeError('no storage');
  }

  function report(cause: unknown): void {
    if (!warned) warn('storage refuses, the next best is taken', cause);
    warned = true;
  }

  const holderOf = async (key: string): Promise<BlobStore<Blob>> => {
    const { bytes } = await places();
    return (await lastWith(bytes, (place) => place.size(key))) ?? memoryBytes;
  };

  return {
    get outOfReach() {
      return outOfReach;
    },
    records: {
      async get(key) {
        let value: unknown;
        const { records } = await places();
        const holder = await lastWith(records, async (place) => (value = await place.get(key)));
        if (holder && holder !== memory) onDisk.add(key);
        return value;
      },
      keys: async (prefix) => union((await places()).records, prefix),
      // One after another: a record that moves from memory to disk must not change in between.
      update(key, change) {
        const turn = last.then(() => update(key, change));
        last = turn.catch(() => undefined);
        return turn;
      },
    },
    bytes: {
      async put(key, source) {
        const { bytes } = await places();
        return offer(bytes, async (place) => {
          const put = await place.put(key, source);
          for (const other of bytes) if (other !== place && (await other.size(key))) await other.remove(key);
          return put;
        });
      },
      size: async (key) => (await holderOf(key)).size(key),
      digest: async (key) => digestOf(await holderOf(key), key, photo),
      read: async (key, offset, length) => (await holderOf(key)).read(key, offset, length),
      async remove(key) {
        for (const place of (await places()).bytes) await place.remove(key);
      },
      keys: async (prefix) => union((await places()).bytes, prefix),
    },
  };
}

/** The lowest place that has something: what is there was stored when better ones refused. */
async function lastWith<Place>(places: readonly Place[], look: (place: Place) => Promise<unknown>): Promise<Place | undefined> {
  for (const place of [...places].reverse()) if ((await look(place)) !== undefined) return place;
  return undefined;
}

async function union(places: readonly { keys(prefix: string): Promise<readonly string[]> }[], prefix: string): Promise<readonly string[]> {
  const all = await Promise.all(places.map((place) => place.keys(prefix)));
  return [...new Set(all.flat())].sort();
}

/** Asks the browser not to evict the site's data under pressure. Not in Firefox, which would ask the customer. */
function askToKeep(): void {
  if (/firefox/i.test(navigator.userAgent)) return;
  // A refusal changes nothing: what is stored stays stored.
  navigator.storage?.persist?.().catch(() => false);
}
