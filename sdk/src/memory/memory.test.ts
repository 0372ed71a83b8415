import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  byteStoreContract,
  clockContract,
  lifecycleContract,
  lockContract,
  markerContract,
  newIdContract,
  recordStoreContract,
} from '../testing/index.js';
import {
  createByteStore,
  createClock,
  createLifecycle,
  createLock,
  createMarker,
  createMemoryPlatform,
  createNewId,
  createRecordStore,
  createSha256,
} from './index.js';

const tests = { describe, it, expect };

recordStoreContract(tests, 'memory', async () => ({ store: createRecordStore(), durable: false }));

byteStoreContract(tests, 'memory', async () => {
  const store = createByteStore<Blob>();
  return {
    store,
    durable: false,
    source: (bytes) => new Blob([bytes]),
    broken: () => Object.assign(new Blob(['x']), { slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) }),
    read: async (key, offset, length) => new Uint8Array(await (await store.read(key, offset, length)).arrayBuffer()),
  };
});

clockContract(tests, 'memory', () => ({ clock: createClock(), pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) }));

lifecycleContract(tests, 'memory', () => {
  const tabs = new Set();
  const here = createLifecycle(tabs);
  return { here, there: createLifecycle(tabs), wake: () => here.wake(), hide: () => here.hide() };
});

lockContract(tests, 'memory', () => {
  const lock = createLock();
  return { here: lock, there: lock };
});

markerContract(tests, 'memory', createMarker);
newIdContract(tests, 'memory', () => createNewId(Date.now, Math.random));

describe('ids in memory', () => {
  it('stay ascending while the clock stands still, and when it goes back', () => {
    let now = 1_800_000_000_000;
    const newId = createNewId(() => now, Math.random);
    const ids = Array.from({ length: 9_000 }, newId);
    now -= 86_400_000;
    ids.push(newId(), newId());
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('begin with the time', () => {
    expect(createNewId(() => 0x0192_3456_789a, Math.random)().slice(0, 15)).toMatch(/^01923456-789a-7$/);
  });
});

describe('SHA-256 in steps', () => {
  it('equals the platform for every length around a block and for random cuts', () => {
    for (let length = 0; length < 200; length++) check(randomBytes(length));
    for (let round = 0; round < 20; round++) check(randomBytes(Math.floor(Math.random() * 100_000)));
  });

  function check(bytes: Uint8Array) {
    const sha256 = createSha256();
    for (let from = 0; from < bytes.length; ) {
      const to = from + 1 + Math.floor(Math.random() * 300);
      sha256.update(bytes.subarray(from, to));
      from = to;
    }
    expect(sha256.hex()).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});

describe('a memory platform', () => {
  it('takes what is given and provides the rest', async () => {
    const platform = createMemoryPlatform({ name: 'server' });
    expect(platform.name).toBe('server');
    const request = { method: 'GET', url: 'https://shop.example/v1/health', headers: {}, timeoutMs: 1 } as const;
    const cancellation = { cancelled: false, onCancel: () => undefined };
    expect(await platform.http.send(request, { cancellation })).toEqual({ status: 0, cause: 'offline' });
    expect(await platform.image.squeeze('p', 'q', { maxSide: 1, maxBytes: 1 })).toBe('unable');
  });

  it('refuses bytes above its limit and keeps what it has', async () => {
    const store = createByteStore<Blob>(10);
    await store.put('p/1', new Blob(['12345678']));
    await expect(store.put('p/2', new Blob(['123']))).rejects.toMatchObject({ code: 'storage' });
    await store.put('p/1', new Blob(['1234567890']));
    expect(await store.size('p/1')).toBe(10);
  });
});
