import type { Entry } from '../../core/index.js';
import { watch, verify, type Promised } from './invariants.js';
import { createDevice } from './device.js';
import { openPage, type Page, type World } from './page.js';
import { createRandom } from './random.js';
import { createScheduler } from './scheduler.js';
import { createServer, faults } from './server.js';

const hour = 3_600_000;
const day = 24 * hour;

/** A broken world, to show that the invariants would see it. */
export type Flaw = 'tells-before-disk' | 'server-forgets-ids';

/** What one history came to; `broken` is empty when every promise held. */
export interface Outcome {
  readonly seed: number;
  readonly told: number;
  readonly rows: number;
  readonly broken: readonly string[];
  readonly log: readonly string[];
}

/**
 * Lives one random life of a device: tabs open, customers tap, write, add and remove photos, networks and servers fail, pages crash,
 * clocks jump. Then everything heals, and what was promised must have come true.
 */
export async function liveHistory(seed: number, flaw?: Flaw): Promise<Outcome> {
  const random = createRandom(seed);
  const scheduler = createScheduler();
  const device = createDevice(scheduler, random, flaw === 'tells-before-disk');
  const server = createServer(random, flaw === 'server-forgets-ids');
  const world: World = { scheduler, random, device, server, wall: 0, online: true, pages: [], warnings: [] };
  const promised: Promised = { told: new Map(), photos: new Map(), takenBack: new Set(), contents: new Map() };
  const broken: string[] = [];
  const log: string[] = [];
  watch(device, scheduler, promised, broken);
  const note = (what: string) => log.push(`${scheduler.time} ${what}`);
  let faultRate = 0;
  server.fault = () => (random.chance(faultRate) ? random.pick(faults) : undefined);
  const ids: string[] = [];

  const tell = (entry: Entry) => {
    if (entry.durable) promised.told.set(entry.id, true);
  };
  const quiet = (work: Promise<unknown>, what: string) =>
    void work.catch((error: unknown) => note(`${what} refused: ${error instanceof Error ? error.message : String(error)}`));
  const anyPage = (): Page => world.pages.find((page) => !page.frozen && random.chance(0.6)) ?? world.pages[0] ?? openPage(world);

  const acts: readonly (() => void)[] = [
    () => {
      const known = ids.length > 0 && random.chance(0.35) ? random.pick(ids) : undefined;
      const value = random.chance(0.6) ? -1 : 1;
      const page = anyPage();
      note(`tap ${value}`);
      quiet(
        page.client
          .tap({
            ...(known ? { id: known } : {}),
            rating: { overall: { scale: 'thumb', value } },
            order: { attributes: { 'order-id': 'o1' } },
          })
          .then((entry) => {
            tell(entry);
            if (!known) ids.push(entry.id);
          }),
        'tap',
      );
    },
    // The loader writes by itself, as little as it can, and the page may die before any client is there.
    () => {
      const id = `${(1_790_000_000_000 + scheduler.time + world.wall)
        .toString(16)
        .padStart(12, '0')
        .replace(/^(.{8})(.{4})$/, '$1-$2')}-7000-9000-${random
        .int(2 ** 40)
        .toString(16)
        .padStart(12, '0')}`;
      const at = 1_790_000_000_000 + scheduler.time + world.wall;
      note('loader tap');
      device.records.set(
        `i/${id}`,
        JSON.stringify({
          v: 1,
          id,
          steps: [{ type: 'tap', at, rating: { overall: { scale: 'thumb', value: -1 } }, source: { attributes: { 'order-id': 'o1' } } }],
        }),
      );
      device.marker = true;
      promised.told.set(id, true);
      ids.push(id);
    },
    () => {
      if (ids.length === 0) return;
      const id = random.pick(ids);
      note('details');
      quiet(
        anyPage()
          .client.details(id, {
            text: `words ${random.int(99)}`,
            reasons: [{ code: random.chance(0.3) ? 'safety.spoiled' : 'pack.leaking' }],
          })
          .then(tell),
        'details',
      );
    },
    () => {
      if (ids.length === 0) return;
      const id = random.pick(ids);
      const content = `${random.chance(0.1) ? 'heic' : 'jpeg'}-${random.int(2 ** 30)}-${'x'.repeat(random.int(30))}`;
      note('attach');
      quiet(
        anyPage()
          .client.attach(id, content)
          .then((entry) => {
            tell(entry);
            for (const view of entry.attachments) {
              const original = device.bytes.get(`p/${id}/${view.id}/o`);
              if (original !== content) continue;
              promised.photos.set(view.id, id);
              promised.contents.set(view.id, content);
            }
          }),
        'attach',
      );
    },
    () => {
      const [attachmentId, id] = [...promised.photos][0] ?? [];
      if (attachmentId === undefined || id === undefined || !random.chance(0.4)) return;
      note('detach');
      promised.photos.delete(attachmentId);
      quiet(anyPage().client.detach(id, attachmentId), 'detach');
    },
    () => {
      if (ids.length === 0 || !random.chance(0.3)) return;
      const id = random.pick(ids);
      note('withdraw');
      promised.takenBack.add(id);
      quiet(anyPage().client.withdraw(id), 'withdraw');
    },
    () => {
      if (world.pages.length < 3) openPage(world);
      note('open');
    },
    () => {
      note('crash');
      anyPage().crash();
    },
    () => {
      note('close');
      anyPage().close();
    },
    () => {
      const page = anyPage();
      page.frozen = true;
      scheduler.at(random.int(60_000), () => (page.frozen = false));
      note('freeze');
    },
    () => {
      world.online = !world.online;
      note(world.online ? 'online' : 'offline');
      if (world.online) for (const page of world.pages) page.wake();
    },
    () => {
      faultRate = random.pick([0, 0.2, 0.6, 1]);
      note(`faults ${faultRate}`);
    },
    () => {
      world.wall += random.pick([8 * day, 400 * day, -2 * day, -3650 * day, hour, -hour]);
      note('clock jumps');
    },
    () => {
      device.full = random.chance(0.3);
      note(device.full ? 'disk full' : 'disk has room');
    },
    () => anyPage().client.release(),
  ];

  openPage(world);
  for (let step = 4 + random.int(14); step > 0; step--) {
    random.pick(acts)();
    await scheduler.runUntil(scheduler.time + random.pick([0, 1, 3, 8, 40, 200, 2_000, 30_000, 90_000]));
  }

  faultRate = 0;
  device.full = false;
  world.online = true;
  await scheduler.runUntil(scheduler.time + 100);
  for (const page of [...world.pages]) page.crash();
  // Tabs that crash while they squeeze are opened again, as a customer would.
  for (let visit = 0; visit < 8; visit++) {
    if (world.pages.length === 0) openPage(world);
    await scheduler.runUntil(scheduler.time + hour);
    world.pages[0]?.wake();
  }
  const last = world.pages[0] ?? openPage(world);
  void last.client.outbox.flush().catch(() => broken.push('flush refused'));
  await scheduler.runUntil(scheduler.time + hour);
  verify(world, promised, broken);
  return { seed, told: promised.told.size, rows: server.rows.size, broken, log: [...log, ...world.warnings] };
}
