import { afterEach, describe, expect, it, vi } from 'vitest';
import { byteStoreContract, createFakeClock, recordStoreContract } from '../testing/index.js';
import { createDatabase } from './idb-database.js';
import { createIdbRecordStore } from './idb-record-store.js';
import { createLocalRecordStore } from './local-record-store.js';
import { createStorage } from './storage.js';
import { webClock } from './web-clock.js';

const tests = { describe, it, expect };

const photo = { load: () => import('./photo/index.js') };
let sites = 0;
let warnings: unknown[] = [];

function newSite(): string {
  return `test-${Date.now()}-${sites++}`;
}

function open(site: string, clock = webClock) {
  return createStorage({ site, clock, photo, warn: (...words) => void warnings.push(words) });
}

/** What lies in the browser, past all code of ours. */
function raw<T>(name: string, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('kv');
    request.onerror = () => reject(request.error ?? new Error('open'));
    request.onsuccess = () => {
      const transaction = request.result.transaction('kv', 'readwrite');
      const asked = work(transaction.objectStore('kv'));
      transaction.oncomplete = () => {
        request.result.close();
        resolve(asked.result);
      };
    };
  });
}

const quota = () => new DOMException('full', 'QuotaExceededError');

/** Refuses what does not fit, as a full disk does. */
function refuse(what: (value: unknown) => boolean): void {
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
    if (what(value)) throw quota();
    return put.call(this, value, key);
  });
}

function without(name: 'indexedDB' | 'localStorage'): void {
  vi.spyOn(window, name, 'get').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
}

afterEach(() => {
  vi.restoreAllMocks();
  warnings = [];
});

recordStoreContract(tests, 'IndexedDB', async () => {
  const site = newSite();
  const make = () => createIdbRecordStore(createDatabase(`yijian-${site}`, webClock));
  return { store: make(), durable: true, elsewhere: make };
});

recordStoreContract(tests, 'localStorage', async () => {
  const site = newSite();
  const make = () => createLocalRecordStore(site, localStorage);
  return { store: make(), durable: true, elsewhere: make };
});

recordStoreContract(tests, 'the best storage', async () => {
  const site = newSite();
  return { store: open(site).records, durable: true, elsewhere: () => open(site).records };
});

recordStoreContract(tests, 'the best storage without IndexedDB', async () => {
  without('indexedDB');
  const site = newSite();
  return { store: open(site).records, durable: true, elsewhere: () => open(site).records };
});

recordStoreContract(tests, 'the best storage where all is denied', async () => {
  without('indexedDB');
  without('localStorage');
  return { store: open(newSite()).records, durable: false };
});

recordStoreContract(tests, 'the best storage on a full disk', async () => {
  without('localStorage');
  refuse(() => true);
  return { store: open(newSite()).records, durable: false };
});

for (const [name, prepare, durable] of [
  ['the best storage', () => undefined, true],
  ['the best storage without IndexedDB', () => without('indexedDB'), false],
  ['the best storage on a disk that takes text only', () => refuse((value) => value instanceof ArrayBuffer), false],
] as const) {
  byteStoreContract<Blob>(tests, name, async () => {
    prepare();
    const site = newSite();
    const store = open(site).bytes;
    return {
      store,
      durable,
      source: (bytes) => new Blob([bytes]),
      broken: () => {
        const broken = new Blob(['x']);
        const gone = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
        return Object.assign(broken, { slice: () => Object.assign(new Blob(['x']), { arrayBuffer: gone }) });
      },
      read: async (key, offset, length) => new Uint8Array(await (await store.read(key, offset, length)).arrayBuffer()),
      ...(durable ? { elsewhere: () => open(site).bytes } : {}),
    };
  });
}

describe('storage on IndexedDB', () => {
  it('reads and continues what the loader wrote', async () => {
    const site = newSite();
    await raw(`yijian-${site}`, (store) => store.put({ v: 1, id: 'a', steps: [{ at: 1 }] }, 'i/a'));
    const { records } = open(site);
    expect(await records.keys('i/')).toEqual(['i/a']);
    await records.update('i/a', (current) => ({ ...(current as object), rev: 1 }));
    expect(await raw(`yijian-${site}`, (store) => store.get('i/a'))).toMatchObject({ id: 'a', rev: 1, steps: [{ at: 1 }] });
  });

  it('begins nothing on the way into the back/forward cache, and goes on when the page is shown again', async () => {
    const { records } = open(newSite());
    await records.update('i/a', () => 1);
    const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const ended = vi.fn();
    // Under way, and asked for too late.
    const storing = [records.update('i/b', () => 2)];
    while (begun.mock.results.length === 0) await Promise.resolve();
    const transaction = begun.mock.results[0]?.value as IDBTransaction;
    transaction.addEventListener('abort', ended);
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    storing.push(records.update('i/c', () => 3));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(ended).toHaveBeenCalledOnce();
    expect(begun).toHaveBeenCalledOnce();
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await Promise.all(storing);
    expect(await records.keys('i/')).toEqual(['i/a', 'i/b', 'i/c']);
  });

  it('holds photos as buffers, never as Blobs, in pieces of at most 4 MB', async () => {
    const site = newSite();
    await open(site).bytes.put('p/f/a/o', new Blob([new Uint8Array(9_000_000)]));
    const values = await raw(`yijian-${site}`, (store) => store.getAll());
    const pieces = values.filter((value) => value instanceof ArrayBuffer);
    expect(values.some((value) => value instanceof Blob)).toBe(false);
    expect(pieces.map(({ byteLength }) => byteLength)).toEqual([4_000_000, 4_000_000, 1_000_000]);
  });

  it('takes bytes with a missing piece for missing', async () => {
    const site = newSite();
    const { bytes } = open(site);
    await bytes.put('p/f/a/o', new Blob([new Uint8Array(5_000_000)]));
    await raw(`yijian-${site}`, (store) => store.delete('p/f/a/o#1'));
    expect(await bytes.size('p/f/a/o')).toBeUndefined();
    await expect(bytes.digest('p/f/a/o')).rejects.toMatchObject({ code: 'unreadable' });
    await expect(bytes.read('p/f/a/o', 4_500_000, 10)).rejects.toMatchObject({ code: 'unreadable' });
    expect(await bytes.keys('p/')).toEqual(['p/f/a/o']);
  });

  it('opens again, once, when the browser took the connection away', async () => {
    const { records } = open(newSite());
    await records.update('i/a', () => 1);
    const transaction = IDBDatabase.prototype.transaction;
    const closing = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('closing', 'InvalidStateError');
    });
    expect(await records.update('i/a', (n) => Number(n) + 1)).toEqual({ value: 2, durable: true });
    closing.mockImplementation(() => {
      throw new DOMException('closing', 'InvalidStateError');
    });
    await expect(records.update('i/a', (n) => Number(n) + 1)).rejects.toMatchObject({ code: 'storage' });
    closing.mockImplementation(transaction);
    expect(await records.get('i/a')).toBe(2);
    expect(warnings).toEqual([]);
  });

  it('lets go of the database when the page hides or another wants it, and comes back', async () => {
    const site = newSite();
    const { records } = open(site);
    await records.update('i/a', () => 1);
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(await records.get('i/a')).toBe(1);
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(`yijian-${site}`);
      request.onsuccess = () => resolve();
      request.onblocked = () => reject(new Error('still held'));
    });
    expect(await records.get('i/a')).toBeUndefined();
    expect(await records.update('i/a', () => 3)).toEqual({ value: 3, durable: true });
  });

  it('asks for strict durability, always', async () => {
    const asked = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const { records, bytes } = open(newSite());
    await records.update('i/a', () => 1);
    await bytes.put('p/a', new Blob(['x']));
    expect(asked.mock.calls.map(([, , options]) => options?.durability)).not.toContain(undefined);
    expect(new Set(asked.mock.calls.map(([, , options]) => options?.durability))).toEqual(new Set(['strict']));
  });
});

describe('storage that refuses', () => {
  it('refuses what exists with nothing changed, and takes what is new elsewhere', async () => {
    const { records } = open(newSite());
    await records.update('i/old', () => 'old');
    refuse(() => true);
    await expect(records.update('i/old', () => 'longer')).rejects.toMatchObject({ code: 'storage' });
    expect(await records.get('i/old')).toBe('old');
    expect(await records.update('i/new', () => 'text')).toEqual({ value: 'text', durable: true });
    expect(await records.update('i/large', () => 'x'.repeat(200_000))).toMatchObject({ durable: false });
    expect(await records.keys('i/')).toEqual(['i/large', 'i/new', 'i/old']);
    expect(warnings).toHaveLength(1);
  });

  it('moves a record from memory to disk as soon as disk takes it, and keeps no second one', async () => {
    const site = newSite();
    without('localStorage');
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw quota();
    });
    const { records } = open(site);
    expect(await records.update('i/a', () => ({ n: 1 }))).toEqual({ value: { n: 1 }, durable: false });
    put.mockRestore();
    const all = await Promise.all([1, 2, 3].map(() => records.update('i/a', (current) => ({ n: (current as { n: number }).n + 1 }))));
    expect(all.map(({ durable }) => durable)).toEqual([true, true, true]);
    expect(await raw(`yijian-${site}`, (store) => store.get('i/a'))).toEqual({ n: 4 });
    await records.update('i/a', () => undefined);
    expect(await records.keys('i/')).toEqual([]);
  });

  it('takes text where there is no room for the photo, and says that the photo is in memory only', async () => {
    refuse((value) => value instanceof ArrayBuffer);
    const { records, bytes } = open(newSite());
    expect(await bytes.put('p/a', new Blob(['photo']))).toEqual({ size: 5, durable: false });
    expect(await records.update('i/a', () => 1)).toEqual({ value: 1, durable: true });
    expect(await (await bytes.read('p/a')).text()).toBe('photo');
  });

  it('keeps the journal small: what does not fit goes to memory', async () => {
    without('indexedDB');
    const { records } = open(newSite());
    expect(await records.update('i/a', () => 'x'.repeat(60_000))).toMatchObject({ durable: true });
    expect(await records.update('i/b', () => 'x'.repeat(60_000))).toMatchObject({ durable: false });
    await expect(records.update('i/a', () => 'x'.repeat(120_000))).rejects.toMatchObject({ code: 'storage' });
    expect(await records.update('i/b', () => 'x'.repeat(30_000))).toMatchObject({ durable: true });
  });

  it('does not wait longer than 3 s for a database that never answers', async () => {
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => ({}) as IDBOpenDBRequest);
    const clock = createFakeClock();
    const { records } = open(newSite(), clock);
    const stored = records.update('i/a', () => 1);
    await clock.advance(3_000);
    expect(await stored).toEqual({ value: 1, durable: true });
    expect(clock.pending).toBe(0);
  });

  it('serves from a second database while the first cannot be read, and tries the first again at the next start', async () => {
    const site = newSite();
    await open(site).records.update('i/first', () => 1);
    const real = IDBFactory.prototype.open;
    const opened = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (this: IDBFactory, name: string, version?: number) {
      if (!name.startsWith('yijian2')) throw new DOMException('corrupt', 'UnknownError');
      return real.call(this, name, version);
    });
    const broken = open(site);
    expect(await broken.records.update('i/second', () => 2)).toEqual({ value: 2, durable: true });
    await broken.bytes.put('p/second', new Blob(['photo']));
    expect(await broken.records.keys('i/')).toEqual(['i/second']);
    opened.mockRestore();

    const healed = open(site);
    expect(await healed.records.keys('i/')).toEqual(['i/first', 'i/second']);
    expect(await healed.records.update('i/second', (n) => Number(n) + 1)).toEqual({ value: 3, durable: true });
    expect(await healed.bytes.size('p/second')).toBe(5);
    await healed.records.update('i/second', () => undefined);
    await healed.bytes.remove('p/second');
    expect(await healed.records.keys('i/')).toEqual(['i/first']);
    await open(site).records.keys('i/');
    expect(localStorage.getItem(`yijian2-${site}`)).toBeNull();
    expect((await indexedDB.databases()).map(({ name }) => name)).toContain(`yijian-${site}`);
  });

  it('finds in the journal what was stored there while IndexedDB was away', async () => {
    const site = newSite();
    without('indexedDB');
    await open(site).records.update('i/a', () => 1);
    vi.restoreAllMocks();
    const { records } = open(site);
    expect(await records.get('i/a')).toBe(1);
    await records.update('i/a', () => undefined);
    expect(await open(site).records.get('i/a')).toBeUndefined();
  });

  it('asks once to be kept, not in Firefox', async () => {
    const persist = vi.fn(async () => true);
    Object.defineProperty(navigator, 'storage', { configurable: true, value: { persist } });
    const { records } = open(newSite());
    await records.get('i/a');
    expect(persist).not.toHaveBeenCalled();
    await records.update('i/a', () => 1);
    await records.update('i/b', () => 1);
    expect(persist).toHaveBeenCalledTimes(/firefox/i.test(navigator.userAgent) ? 0 : 1);
    Reflect.deleteProperty(navigator, 'storage');
  });
});

describe('digests', () => {
  it('are the same with and without crypto.subtle', async () => {
    const { bytes } = open(newSite());
    await bytes.put('p/a', new Blob([Uint8Array.from({ length: 1_200_001 }, (_, n) => n * 7)]));
    const digest = await bytes.digest('p/a');
    vi.spyOn(crypto, 'subtle', 'get').mockReturnValue(undefined as unknown as SubtleCrypto);
    expect(await bytes.digest('p/a')).toBe(digest);
  });
});
