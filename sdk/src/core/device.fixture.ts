import {
  createByteStore,
  createLifecycle,
  createMarker,
  createNewId,
  createRecordStore,
  type ManualLifecycle,
  type ReadableByteStore,
} from '../memory/index.js';
import {
  createFakeClock,
  createFakeImage,
  createScriptedBackend,
  type FakeClock,
  type ScriptedBackend,
  type SeenRequest,
} from '../testing/index.js';
import type { OutboxRecord } from './deliver/outbox-record.js';
import {
  createClient,
  FeedbackError,
  type FeedbackClient,
  type FeedbackOptions,
  type Marker,
  type Platform,
  type RecordStore,
} from './index.js';

/** One tab on a device. */
export interface Page {
  readonly client: FeedbackClient<Blob>;
  readonly lifecycle: ManualLifecycle;
  readonly platform: Platform<Blob>;
  readonly warnings: string[];
  /** Gone from one moment to the next: nothing of it runs, resolves or is written any more. */
  kill(): void;
  /** The same, but what it holds stays held: a tab that the browser put to sleep. */
  freeze(): void;
}

/** What outlives its pages: the store, the clock, the network and the backend behind it. */
export interface Device {
  readonly clock: FakeClock;
  readonly backend: ScriptedBackend;
  readonly records: RecordStore;
  readonly bytes: ReadableByteStore<Blob>;
  readonly marker: Marker;
  online: boolean;
  /** Whether writes reach the disk, or only memory. */
  durable: boolean;
  /** Whether bytes reach the disk, or only memory. */
  durableBytes: boolean;
  /** No room for more: new records and bytes are refused. */
  full: boolean;
  random: () => number;
  /** Called as each decode begins. */
  onDecode: (key: string) => void | Promise<void>;
  /** Requests that were on their way at once, at most. */
  readonly busiest: number;
  open(options?: Partial<FeedbackOptions>, ports?: Partial<Platform<Blob>>): Page;
  /** The record as it lies on disk. */
  stored(id: string): Promise<OutboxRecord>;
  /** Puts a record there, as the loader, another version or an accident would. */
  plant(id: string, record: unknown): Promise<void>;
  /** Requests so far to a path that ends so. */
  requests(ending: string): readonly SeenRequest[];
  /** Bodies of one kind that the backend stored, parsed. */
  submission(id: string): Record<string, unknown>;
  events(id: string): readonly Record<string, unknown>[];
  /** Moves time on, from one timer to the next, until it is so. */
  until(holds: () => boolean | Promise<boolean>, limitMs?: number): Promise<void>;
}

export const thumb = (value: -1 | 1) => ({ overall: { scale: 'thumb', value } }) as const;
export const stars = (value: number) => ({ overall: { scale: 'stars5', value } }) as const;

export function createDevice(): Device {
  const fake = createFakeClock();
  const dues = new Set<{ readonly due: number }>();
  const clock: FakeClock = {
    ...fake,
    after(ms, call) {
      const timer = { due: fake.monotonic() + Math.max(0, ms) };
      dues.add(timer);
      const stop = fake.after(ms, () => {
        dues.delete(timer);
        call();
      });
      return () => {
        dues.delete(timer);
        stop();
      };
    },
    get pending() {
      return dues.size;
    },
  };
  const store = createRecordStore();
  const memory = createByteStore<Blob>();
  const marker = createMarker();
  const tabs = new Set<unknown>();
  const holders = new Map<string, () => boolean>();
  const newId = createNewId(() => clock.now(), Math.random);
  let flying = 0;
  let busiest = 0;

  const records: RecordStore = {
    ...store,
    async update(key, change) {
      const written = await store.update(key, (current) => {
        const next = change(current);
        if (device.full && current === undefined && next !== undefined) throw new FeedbackError('storage', 'full');
        return next;
      });
      return { ...written, durable: device.durable };
    },
  };
  const bytes: ReadableByteStore<Blob> = {
    ...memory,
    async put(key, source) {
      if (device.full) throw new FeedbackError('storage', 'full');
      return { ...(await memory.put(key, source)), durable: device.durableBytes };
    },
  };
  const backend = createScriptedBackend({ clock, read: (key, offset, length) => memory.read(key, offset, length) });

  function open(options: Partial<FeedbackOptions> = {}, ports: Partial<Platform<Blob>> = {}): Page {
    let alive = true;
    let keeps = false;
    const timers = new Set<() => void>();
    const warnings: string[] = [];
    const own = createLifecycle(tabs);
    const whileAlive = <T>(work: () => Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        if (!alive) return;
        work().then(
          (value) => void (alive && resolve(value)),
          (error: unknown) => void (alive && reject(error)),
        );
      });
    const heard =
      <A extends readonly unknown[]>(listener: (...args: A) => void) =>
      (...args: A) =>
        void (alive && listener(...args));
    const image = createFakeImage(bytes, { onDecode: (key) => device.onDecode(key) });
    const lifecycle: ManualLifecycle = {
      ...own,
      get guarded() {
        return own.guarded;
      },
      announce: (id) => void (alive && own.announce(id)),
      onWake: (listener) => own.onWake(heard(listener)),
      onHide: (listener) => own.onHide(heard(listener)),
      onAnnounced: (listener) => own.onAnnounced(heard(listener)),
    };
    const platform: Platform<Blob> = {
      name: 'test',
      records: {
        get: (key) => whileAlive(() => records.get(key)),
        keys: (prefix) => whileAlive(() => records.keys(prefix)),
        update: (key, change) => whileAlive(() => records.update(key, change)),
      },
      bytes: {
        put: (key, source) => whileAlive(() => bytes.put(key, source)),
        size: (key) => whileAlive(() => bytes.size(key)),
        digest: (key) => whileAlive(() => bytes.digest(key)),
        remove: (key) => whileAlive(() => bytes.remove(key)),
        keys: (prefix) => whileAlive(() => bytes.keys(prefix)),
      },
      http: {
        send: (request, watched) =>
          whileAlive(async () => {
            if (!device.online) return { status: 0, cause: 'offline' };
            // A storm of requests would hang the test instead of failing it.
            if (backend.requests.filter(({ at }) => at === clock.now()).length > 200) return new Promise(() => undefined);
            busiest = Math.max(busiest, ++flying);
            const answer = await backend.send(request, watched);
            flying--;
            return answer;
          }),
      },
      clock: {
        ...clock,
        after(ms, call) {
          const stop = clock.after(ms, () => {
            timers.delete(stop);
            if (alive) call();
          });
          timers.add(stop);
          return () => void (timers.delete(stop), stop());
        },
      },
      image: {
        inspect: (key) => whileAlive(() => image.inspect(key)),
        squeeze: (from, to, limits) => whileAlive(() => image.squeeze(from, to, limits)),
        strip: (from, to) => whileAlive(() => image.strip(from, to)),
      },
      connectivity: { isOnline: () => device.online },
      lifecycle,
      lock: {
        async tryRun(name, work) {
          if (holders.get(name)?.()) return false;
          const mine = () => alive || keeps;
          holders.set(name, mine);
          try {
            await work();
          } finally {
            if (holders.get(name) === mine) holders.delete(name);
          }
          return true;
        },
      },
      marker,
      newId,
      random: () => device.random(),
      warn: (message) => void warnings.push(message),
      ...ports,
    };
    const die = () => {
      alive = false;
      for (const stop of timers) stop();
    };
    const client = createClient<Blob>({ site: 'shop', endpoint: 'https://shop.example', ...options }, platform);
    return { client, lifecycle, platform, warnings, kill: die, freeze: () => ((keeps = true), die()) };
  }

  const device: Device = {
    clock,
    backend,
    records,
    bytes,
    marker,
    online: true,
    durable: true,
    durableBytes: true,
    full: false,
    random: () => 0.5,
    onDecode: () => undefined,
    get busiest() {
      return busiest;
    },
    open,
    stored: async (id) => (await records.get(`i/${id}`)) as OutboxRecord,
    plant: async (id, record) => void (await records.update(`i/${id}`, () => record)),
    requests: (ending) => backend.requests.filter(({ path }) => path.endsWith(ending)),
    submission: (id) => JSON.parse(backend.rows.get(id)?.text ?? 'null') as Record<string, unknown>,
    events: (id) => (backend.rows.get(id)?.events ?? []).map(({ text }) => JSON.parse(text) as Record<string, unknown>),
    async until(holds, limitMs = 60_000) {
      const end = clock.monotonic() + limitMs;
      // Reading real bytes may take more turns than a promise does.
      let patience = 20;
      await clock.settle();
      while (!(await holds())) {
        const next = Math.min(...[...dues].map(({ due }) => due));
        if (next === Infinity && patience-- > 0) {
          await clock.settle();
          continue;
        }
        if (next > end) throw new Error(next === Infinity ? 'not so, and nothing more will happen' : `not so within ${limitMs} ms`);
        await clock.advance(next - clock.monotonic());
      }
    },
  };
  return device;
}
