import { createClient, type FeedbackClient, type HttpAnswer, type ImageFacts, type Platform } from '../../core/index.js';
import type { Device } from './device.js';
import type { Random } from './random.js';
import type { Scheduler } from './scheduler.js';
import type { Server } from './server.js';

/** What all pages of a history share. */
export interface World {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly device: Device;
  readonly server: Server;
  /** Milliseconds that the wall clock is ahead of the history's time. */
  wall: number;
  online: boolean;
  readonly pages: Page[];
  readonly warnings: string[];
}

/** One tab: a client on a platform that can be frozen, closed or killed at any moment. */
export interface Page {
  readonly client: FeedbackClient<string>;
  readonly alive: boolean;
  frozen: boolean;
  /** Memory and unfinished writes are gone; what was handed to the network may still arrive. */
  crash(): void;
  /** Hides first, as a navigation does. */
  close(): void;
  wake(): void;
}

let counter = 0;

export function openPage(world: World): Page {
  const { scheduler, random, device, server } = world;
  let alive = true;
  let frozen = false;
  const wakes = new Set<() => void>();
  const hides = new Set<() => void>();
  const announced = new Set<(id: string) => void>();
  const thawed: (() => void)[] = [];
  const isAlive = () => alive;
  /** Calls back into the page only while it lives; a frozen page hears of it when it thaws. */
  const into = (call: () => void) => {
    if (!alive) return;
    if (frozen) thawed.push(call);
    else call();
  };
  const ports = device.open(isAlive);
  const page: Page & { announced: Set<(id: string) => void> } = {
    get client() {
      return client;
    },
    get alive() {
      return alive;
    },
    get frozen() {
      return frozen;
    },
    set frozen(value) {
      frozen = value;
      if (!value) for (const call of thawed.splice(0)) call();
    },
    announced,
    crash() {
      alive = false;
      world.pages.splice(world.pages.indexOf(page), 1);
    },
    close() {
      for (const hide of hides) hide();
      scheduler.at(random.int(20), () => page.crash());
    },
    wake() {
      for (const wake of wakes) into(wake);
    },
  };
  const facts = (size: number): ImageFacts => ({ format: 'jpeg', mime: 'image/jpeg', size, width: 9, height: 9 });
  /** The picture's content stands for its quality: squeezing shortens it and may kill the tab. */
  const transform = (from: string, to: string, mark: string) =>
    new Promise<ImageFacts | 'unable'>((resolve) => {
      scheduler.at(random.int(300), () => {
        if (!alive) return;
        if (random.chance(0.03)) return page.crash();
        const content = device.bytes.get(from);
        if (content === undefined || content.startsWith('heic')) return into(() => resolve('unable'));
        const made = mark + content;
        device.bytes.set(to, made);
        into(() => resolve(facts(made.length)));
      });
    });
  const platform: Platform<string> = {
    name: 'simulator',
    ...ports,
    http: {
      send: (request) =>
        new Promise((resolve) => {
          const answerWith = (answer: HttpAnswer, delay: number) => scheduler.at(delay, () => into(() => resolve(answer)));
          if (!world.online) return void answerWith({ status: 0, cause: 'offline' }, 2);
          scheduler.at(random.int(150), () => {
            // A request whose page died on the way may have left already.
            if (!alive && random.chance(0.5)) return;
            const { answer, slow } = server.handle(request, (key) => device.bytes.get(key));
            const delay = slow ? random.int(40_000) : random.int(150);
            if (!answer || delay > request.timeoutMs) answerWith({ status: 0, cause: 'timeout' }, request.timeoutMs);
            else answerWith(answer, delay);
          });
        }),
    },
    clock: {
      now: () => 1_790_000_000_000 + scheduler.time + world.wall,
      monotonic: () => scheduler.time,
      after: (ms, call) => scheduler.at(ms, () => into(call)),
      offsetMinutes: () => 480,
    },
    image: {
      inspect: async (key) => facts(device.bytes.get(key)?.length ?? 0),
      squeeze: (from, to) => transform(from, to, 'squeezed:'),
      strip: (from, to) => transform(from, to, 'cut:'),
    },
    connectivity: { isOnline: () => world.online },
    lifecycle: {
      onWake: (listener) => (wakes.add(listener), () => wakes.delete(listener)),
      onHide: (listener) => (hides.add(listener), () => hides.delete(listener)),
      announce: (id) => {
        for (const other of world.pages as (typeof page)[])
          if (other !== page) for (const listener of other.announced) scheduler.at(random.int(5), () => listener(id));
      },
      onAnnounced: (listener) => (announced.add(listener), () => announced.delete(listener)),
      guard: () => undefined,
    },
    lock: createLock(world, isAlive),
    newId: () =>
      `${(1_790_000_000_000 + scheduler.time + world.wall)
        .toString(16)
        .padStart(12, '0')
        .replace(/^(.{8})(.{4})$/, '$1-$2')}-7000-8000-${(++counter).toString(16).padStart(12, '0')}`,
    random: () => random.next(),
    warn: (message) => void world.warnings.push(message),
  };
  const client = createClient({ site: 'sim', endpoint: 'https://shop.example' }, platform);
  world.pages.push(page);
  return page;
}

const holders = new WeakMap<World, { isAlive: () => boolean } | null>();

/** A lock that dies with its page, as the browser's does; half of the histories have none at all. */
function createLock(world: World, isAlive: () => boolean): Platform<string>['lock'] {
  return {
    async tryRun(_name, work) {
      if (holders.get(world)?.isAlive()) return false;
      const me = { isAlive };
      holders.set(world, me);
      try {
        await work();
      } finally {
        if (holders.get(world) === me) holders.set(world, null);
      }
      return true;
    },
  };
}
