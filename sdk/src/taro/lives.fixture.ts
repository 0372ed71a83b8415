import { createClient, type Entry, type FeedbackClient } from '../core/index.js';
import { verify, watch, type Promised } from '../testing/simulator/invariants.js';
import { createRandom } from '../testing/simulator/random.js';
import { createScheduler } from '../testing/simulator/scheduler.js';
import { createServer, faults } from '../testing/simulator/server.js';
import type { Bytes } from './fake-device.fixture.js';
import { fakeJpeg } from './fake-picture.fixture.js';
import { alipay, tt, weapp } from './fake-platforms.fixture.js';
import { sha256Of } from './mortal-network.fixture.js';
import { createMortalPhone, type PhoneFlaw } from './mortal-phone.fixture.js';
import { createTaroPlatform, type TaroPlatform } from './platform.js';
import { isVersionOf, randomPicture } from './random-picture.fixture.js';
import type { TaroFile } from './taro-api.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const dialects = [weapp, alipay, tt] as const;
/** Longest side of a photo as sent: small, so that a history is quick. */
const maxPhotoSide = 160;
/** Calls of the platform in ten seconds, of a customer in haste with two clients; a relay in a circle makes 3,000. */
const mostCalls = 1_500;

/** A broken world, to show that the promises would be seen to be broken. */
export type Flaw = PhoneFlaw | 'server-forgets-ids' | 'says-saved-before-copying';

/** What one history came to; `broken` is empty when every promise held. */
export interface Outcome {
  readonly seed: number;
  /** Feedbacks and photos that were said to be saved, and lives that ended early. */
  readonly told: number;
  readonly photos: number;
  readonly deaths: number;
  readonly broken: readonly string[];
  readonly log: readonly string[];
}

interface Tab {
  readonly client: FeedbackClient<TaroFile>;
  readonly platform: TaroPlatform;
}

/**
 * Lives one random life of a mini-program's customer: the app is launched, put away, and killed between any two calls of the platform;
 * storage, files, network and server fail. Then everything heals, and what was promised must have come true.
 * The seed also chooses the platform.
 */
export async function liveOnPhone(seed: number, flaw?: Flaw): Promise<Outcome> {
  const random = createRandom(seed);
  const scheduler = createScheduler();
  const dialect = dialects[seed % dialects.length] ?? weapp;
  const server = createServer(random, flaw === 'server-forgets-ids', sha256Of);
  const log: string[] = [];
  const broken: string[] = [];
  const note = (what: string) => void log.push(`${scheduler.time} ${what}`);
  let wall = 0;
  const now = () => 1_790_000_000_000 + scheduler.time + wall;
  const phone = createMortalPhone({
    dialect,
    scheduler,
    random,
    server,
    now,
    note,
    moves: random.chance(0.2),
    flaw: flaw === 'tells-before-disk' || flaw === 'forgets-files' ? flaw : undefined,
  });
  const { device, kept } = phone;
  const promised: Promised = { told: new Map(), photos: new Map(), takenBack: new Set(), contents: new Map() };
  watch({ ...kept, onWrite: phone.onWrite, onBytesGone: phone.onBytesGone }, scheduler, promised, broken);
  let faultRate = 0;
  server.fault = () => (random.chance(faultRate) ? random.pick(faults) : undefined);
  const chunkBytes = random.chance(0.4) ? 400 : 1_000_000;
  const pictures = new Map<string, Bytes>();
  const detached = new Set<string>();
  const inMemory = new Set<string>();
  let ids: string[] = [];
  let tabs: Tab[] = [];
  let deaths = 0;
  let named = 0;

  note(dialect.env);

  /** What the customer reads on the screen. */
  function hear(entry: Entry): void {
    if (!entry.durable) return void inMemory.add(entry.id);
    inMemory.delete(entry.id);
    promised.told.set(entry.id, true);
    for (const { id, state } of entry.attachments) {
      if (detached.has(id) || !/^(captured|ready|acked)$/.test(state)) continue;
      promised.photos.set(id, entry.id);
    }
  }

  function openTab(): Tab {
    const app = phone.app ?? launch();
    const warn = (message: string) => note(`warning: ${message}`);
    const { taro, clock } = app;
    const whole = createTaroPlatform({ taro, env: dialect.env, site: 'sim', clock, random: () => random.next(), warn });
    const platform = flaw === 'says-saved-before-copying' ? { ...whole, bytes: tellingEarly(whole.bytes) } : whole;
    const policy = { policy: 'base@1', media: { maxPhotoSide, chunkBytes } };
    const client = createClient({ site: 'sim', endpoint: 'https://shop.example', policy }, platform);
    client.on('changed', (entry) => void (phone.app === app && hear(entry)));
    const tab = { client, platform };
    tabs.push(tab);
    return tab;
  }

  function launch() {
    const app = phone.launch();
    note('launch');
    tabs = [];
    // What was only in memory is gone, and the form that it was said in; so it is when it was kept once, and taken back.
    ids = ids.filter((id) => promised.told.has(id) && !inMemory.has(id));
    inMemory.clear();
    return app;
  }

  /** A client of the app as it stands before the customer. */
  function tab(): Tab {
    if (!phone.app) openTab();
    phone.app?.show();
    return random.pick(tabs);
  }

  /** Done by this life of the app: what is said after its end is heard by nobody. */
  function ask<T>(what: string, work: Promise<T>, heard: (value: T) => void = () => undefined): void {
    const { app } = phone;
    note(what);
    work.then(
      (value) => void (phone.app === app && heard(value)),
      (error: unknown) => note(`${what} refused: ${error instanceof Error ? error.message : String(error)}`),
    );
  }

  function tap(): void {
    const { client } = tab();
    const known = ids.length > 1 || (ids.length > 0 && random.chance(0.6)) ? random.pick(ids) : undefined;
    const rating = { overall: { scale: 'thumb' as const, value: random.chance(0.6) ? (-1 as const) : (1 as const) } };
    const order = { attributes: { 'order-id': 'o1' } };
    ask('tap', client.tap({ ...(known ? { id: known } : {}), rating, order }), (entry) => {
      hear(entry);
      if (!known) ids.push(entry.id);
    });
  }

  function attach(id: string): void {
    const { client } = tab();
    const { app } = phone;
    if (!app) return;
    const { bytes, extension } = randomPicture(random, ++named);
    const attachmentId = client.newId();
    pictures.set(attachmentId, bytes);
    promised.contents.set(attachmentId, attachmentId);
    ask(`attach ${extension}`, client.attach(id, app.temp(bytes, extension), { id: attachmentId }), hear);
  }

  function kill(): void {
    if (!phone.app) return;
    note('killed');
    phone.app.kill();
  }

  function killSoon(): void {
    tab();
    phone.app?.killAfter(1 + random.int(random.pick([10, 60, 200])));
  }

  const anyId = (act: (id: string) => void) => () => {
    tab();
    if (ids.length > 0) act(random.pick(ids));
  };
  const acts: readonly (() => void)[] = [
    tap,
    anyId((id) => {
      const reasons = [{ code: random.chance(0.3) ? 'safety.spoiled' : 'pack.leaking' }];
      ask('details', tab().client.details(id, { text: `words ${random.int(99)}`, reasons }), hear);
    }),
    // What most of the calls are about is done more often.
    anyId(attach),
    anyId(attach),
    anyId(attach),
    anyId((id) => {
      const photo = [...promised.photos].find(([, of]) => of === id)?.[0];
      if (photo === undefined || !random.chance(0.5)) return;
      detached.add(photo);
      promised.photos.delete(photo);
      ask('detach', tab().client.detach(id, photo), hear);
    }),
    anyId((id) => {
      if (!random.chance(0.3)) return;
      promised.takenBack.add(id);
      ask('withdraw', tab().client.withdraw(id));
    }),
    anyId((id) => ask('retry', tab().client.retry(id), hear)),
    () => tab().client.release(),
    () => {
      tab();
      if (tabs.length > 1) return;
      note('second client');
      openTab();
    },
    () => {
      note('hide');
      phone.app?.hide();
    },
    () => {
      note('show');
      phone.app?.show();
    },
    kill,
    killSoon,
    killSoon,
    () => {
      note(device.online ? 'offline' : 'online');
      phone.setOnline(!device.online);
    },
    () => {
      faultRate = random.pick([0, 0.2, 0.6, 1]);
      note(`faults ${faultRate}`);
    },
    () => {
      wall += random.pick([8 * day, 400 * day, -2 * day, -3650 * day, hour, -hour]);
      note('clock jumps');
    },
    () => {
      device.storageRefuses = random.chance(0.4);
      note(device.storageRefuses ? 'storage full' : 'storage has room');
    },
    () => {
      phone.unreadable = random.chance(0.4);
      note(phone.unreadable ? 'storage unreadable' : 'storage readable');
    },
    () => {
      device.occupied = random.chance(0.4) ? dialect.fileQuota - random.int(1_500) : 0;
      note(device.occupied ? 'files full' : 'files have room');
    },
  ];

  tap();
  let was = phone.app;
  const look = () => {
    if (was && phone.app !== was) deaths++;
    was = phone.app;
  };
  for (let act = 6 + random.int(18); act > 0; act--) {
    random.pick(acts)();
    await scheduler.runUntil(scheduler.time + random.pick([0, 1, 3, 8, 20, 40, 200, 2_000, 30_000, 90_000]));
    look();
  }

  note('everything heals');
  faultRate = 0;
  device.storageRefuses = false;
  device.occupied = 0;
  phone.unreadable = false;
  phone.setOnline(true);
  phone.app?.killAfter(Infinity);
  if (random.chance(0.5)) kill();
  else await liveOn();
  // Orphaned bytes are given more than a day and three starts, a photo that was only in memory a day; one start more to forget them.
  for (let visit = 0; visit < 4 && (visit === 0 || !isSettled()); visit++) {
    tab();
    await scheduler.runUntil(scheduler.time + 25 * minute);
    kill();
    wall += 25 * hour;
  }
  tab();
  // After the sweep, which would take a photo between its file and its record for an orphan until the next start.
  await scheduler.runUntil(scheduler.time + minute);
  // Files that no key names are looked for when a run first changes files.
  ask('last tap', sayOnce(), hear);
  await scheduler.runUntil(scheduler.time + 25 * minute);
  const waits = () => tabs.some(({ platform }) => platform.marker.isSet());
  verify({ server, device: { ...kept, marker: waits() } }, promised, broken, (arrived, attachmentId) =>
    isVersionOf(pictures.get(attachmentId), maxPhotoSide, arrived),
  );
  if (phone.busiest > mostCalls) broken.push(`G7 a storm: ${phone.busiest} calls of the platform in ten seconds`);
  for (const path of phone.orphans()) broken.push(`a file is left that nothing names: ${path}`);
  for (const what of leftovers()) broken.push(what);
  return { seed, told: promised.told.size, photos: promised.photos.size, deaths, broken, log };

  /** No launch is needed: shown again, the app sends what waits. A clock that jumped may make it wait for an hour. */
  async function liveOn(): Promise<void> {
    tab();
    await scheduler.runUntil(scheduler.time + 85 * minute);
    for (const id of promised.told.keys()) {
      // What was only in memory when it was written may be in that of another client for a day.
      const text = kept.records.get(`i/${id}`) ?? '{}';
      if (/"state":"(queued|leased)"/.test(text) && !/"durable":false/.test(text))
        broken.push(`G6 still waiting in an app that lives: ${id}`);
    }
  }

  async function sayOnce(): Promise<Entry> {
    const { client } = tab();
    const { id } = await client.tap({ rating: { overall: { scale: 'thumb', value: 1 } } });
    const attachmentId = client.newId();
    const bytes = fakeJpeg({ width: 99, height: 77, pixels: 100 });
    pictures.set(attachmentId, bytes);
    promised.contents.set(attachmentId, attachmentId);
    const file = phone.app?.temp(bytes, 'jpg');
    if (!file) throw new Error('the app is gone');
    return client.attach(id, file, { id: attachmentId });
  }

  /** Nothing waits for a later start. */
  function isSettled(): boolean {
    const waiting = [...kept.records.values()].some((text) => /"state":"(queued|leased|rejected)"/.test(text));
    return !waiting && leftovers().length === 0;
  }

  /** Bytes stay only for photos that wait for the customer's choice. */
  function leftovers(): string[] {
    const found: string[] = [];
    for (const name of device.storage.keys()) {
      const [, id, attachmentId] = /#p\/([^/]+)\/([^/]+)\//.exec(name) ?? [];
      if (id === undefined) {
        if (name.endsWith(':c/orphans')) found.push('the list of orphans is still there');
        continue;
      }
      const record = JSON.parse(kept.records.get(`i/${id}`) ?? '{}') as {
        state?: string;
        attachments?: readonly { id: string; state: string }[];
      };
      const state = record.attachments?.find((one) => one.id === attachmentId)?.state;
      if (state === 'parked' || (record.state === 'rejected' && (state === 'captured' || state === 'ready'))) continue;
      found.push(`bytes are left: ${name} (${record.state ?? 'no record'}, ${state ?? 'not named'})`);
    }
    return found;
  }
}

/** A byte store that tells before it did. */
function tellingEarly(bytes: TaroPlatform['bytes']): TaroPlatform['bytes'] {
  return {
    ...bytes,
    put(key, source) {
      bytes.put(key, source).catch(() => undefined);
      return Promise.resolve({ size: source.size ?? 1, durable: true });
    },
  };
}
