import type { Clock } from '../core/index.js';
import type { Kept } from '../testing/simulator/invariants.js';
import type { Written } from '../testing/simulator/device.js';
import type { Random } from '../testing/simulator/random.js';
import type { Scheduler } from '../testing/simulator/scheduler.js';
import type { Server } from '../testing/simulator/server.js';
import {
  createFakeDevice,
  filesOf,
  networkOf,
  type AppParts,
  type Bytes,
  type Dialect,
  type FakeDevice,
  type Options,
} from './fake-device.fixture.js';
import { createMortalNetwork } from './mortal-network.fixture.js';
import type { TaroApi, TaroFile } from './taro-api.js';

/** What every key of the simulated site begins with in the app's storage. */
const site = 'sim';
const recordPrefix = `yijian-${site}:`;
const entryPrefix = `yijian-${site}#`;

/** Calls that read storage, and fail as long as it cannot be read. */
const reads = ['getStorage', 'getStorageInfo'];

/** A platform that breaks its word: what it told in the last 30 ms is not on disk when the app dies; a saved file may be gone by then. */
export type PhoneFlaw = 'tells-before-disk' | 'forgets-files';

/** A phone whose app may die between any two things that the platform does for it. */
export interface MortalPhone {
  readonly device: FakeDevice;
  /** Records and bytes as the invariants see them. */
  readonly kept: Kept;
  /** The app that runs, if one does. */
  readonly app: MortalApp | undefined;
  /** Storage answers no read. */
  unreadable: boolean;
  /** Calls of the platform in ten seconds, at most. */
  readonly busiest: number;
  /** Paths of saved files that no key of bytes names. */
  orphans(): readonly string[];
  onWrite(listener: (written: Written) => void): void;
  onBytesGone(listener: (key: string) => void): void;
  setOnline(online: boolean): void;
  launch(): MortalApp;
}

/** One life of the app: from its launch until it is killed. */
export interface MortalApp {
  readonly taro: TaroApi;
  readonly clock: Clock;
  temp(bytes: Bytes, extension: string): TaroFile;
  show(): void;
  /** Into the background: after 5 s the logic stands still, and what is under way in the network fails. */
  hide(): void;
  /** Memory and temporary files are gone; what was handed to the platform may still be done, wholly or by half. */
  kill(): void;
  /** Kills the app when the platform has taken so many more steps for it. */
  killAfter(steps: number): void;
}

export interface MortalPhoneOptions {
  readonly dialect: Dialect;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly server: Server;
  /** Wall clock of the phone, milliseconds. */
  readonly now: () => number;
  readonly note: (what: string) => void;
  /** This client can only move temporary files, as older ones do. */
  readonly moves: boolean;
  readonly flaw?: PhoneFlaw | undefined;
}

export function createMortalPhone(options: MortalPhoneOptions): MortalPhone {
  const { dialect, scheduler, random, server, now, note, moves, flaw } = options;
  const device = createFakeDevice(dialect);
  const writeListeners: ((written: Written) => void)[] = [];
  const goneListeners: ((key: string) => void)[] = [];
  let app: (MortalApp & { tell(): void }) | undefined;
  let temporaries = 0;
  let busiest = 0;
  let busy = { since: 0, calls: 0 };

  /** What the adapters wrote under a name: text. */
  const textUnder = (name: string): string | undefined => {
    const stored = device.storage.get(name);
    return stored === undefined ? undefined : (JSON.parse(stored) as string);
  };
  const parsed = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));
  const pathOf = (key: string) => (parsed(textUnder(entryPrefix + key)) as { path: string } | undefined)?.path;
  const keysOfBytes = () =>
    [...device.storage.keys()].filter((name) => name.startsWith(entryPrefix)).map((name) => name.slice(entryPrefix.length));

  const phone: MortalPhone = {
    device,
    kept: {
      records: {
        get: (key) => textUnder(recordPrefix + key),
        values: () =>
          [...device.storage.keys()]
            .filter((name) => name.startsWith(recordPrefix))
            .map((name) => textUnder(name) ?? '')
            .values(),
      },
      bytes: { has: (key) => device.files.has(pathOf(key) ?? '') },
    },
    get app() {
      return app;
    },
    unreadable: false,
    get busiest() {
      return busiest;
    },
    orphans() {
      const named = new Set(keysOfBytes().map(pathOf));
      return [...device.files.keys()].filter((path) => !named.has(path));
    },
    onWrite: (listener) => void writeListeners.push(listener),
    onBytesGone: (listener) => void goneListeners.push(listener),
    setOnline(online) {
      device.setOnline(online);
      app?.tell();
    },
    launch,
  };
  return phone;

  /** Does what a call asks for, and shows the invariants what became of records and bytes. */
  function observed(name: string, given: Options, work: () => unknown): unknown {
    const gone = name === 'unlink' ? keysOfBytes().filter((one) => pathOf(one) === given['filePath']) : [];
    const changes = name === 'setStorage' || name === 'removeStorage';
    const key = String(given['key']);
    const before = changes ? textUnder(key) : undefined;
    const result = work();
    for (const one of gone) for (const listener of goneListeners) listener(one);
    const after = changes ? textUnder(key) : undefined;
    if (before === after) return result;
    if (key.startsWith(recordPrefix)) {
      const written = { key: key.slice(recordPrefix.length), before: parsed(before), after: parsed(after) };
      for (const listener of writeListeners) listener(written);
    } else if (key.startsWith(entryPrefix) && after === undefined) {
      for (const listener of goneListeners) listener(key.slice(entryPrefix.length));
    }
    return result;
  }

  function launch(): MortalApp {
    app?.kill();
    let alive = true;
    let hidden = false;
    let frozen = false;
    let hides = 0;
    let stepsLeft = Infinity;
    const temporary = new Map<string, Bytes>();
    const stood: (() => void)[] = [];
    /** Handed to the platform and not done yet. */
    const pending = new Set<{ readonly name: string; readonly given: Options; readonly work: () => unknown }>();
    const unsynced = new Set<() => void>();
    const listeners: AppParts['listeners'] = { show: new Set(), hide: new Set(), network: new Set() };

    /** Calls back into the app while it lives; while its logic stands still it is heard later. */
    const into = (call: () => void) => {
      if (!alive) return;
      if (frozen) stood.push(call);
      else call();
    };
    /** One thing happened; the app may not live to see the next. */
    const step = (what: string) => {
      if (alive && --stepsLeft <= 0) {
        note(`killed ${what}`);
        mortal.kill();
      }
    };
    const fail = (name: string, text: string, code?: number): never => {
      throw dialect.fault(name, text, code);
    };

    function perform(name: string, given: Options, work: () => unknown): Promise<unknown> {
      return new Promise((resolve, reject) => {
        const wish = { name, given, work };
        if (scheduler.time >= busy.since + 10_000) busy = { since: scheduler.time, calls: 0 };
        busiest = Math.max(busiest, ++busy.calls);
        pending.add(wish);
        scheduler.at(random.int(4), () => {
          step(`before ${name}`);
          if (!pending.delete(wish)) return;
          let tell: () => void;
          try {
            if (phone.unreadable && reads.includes(name)) fail(name, 'system busy');
            const undo = name === 'setStorage' && flaw === 'tells-before-disk' ? unwriting(String(given['key'])) : undefined;
            const value = observed(name, given, work);
            if (undo) {
              unsynced.add(undo);
              scheduler.at(30, () => unsynced.delete(undo));
            }
            tell = () => (given.success?.(value), resolve(value));
          } catch (error) {
            tell = () => (given.fail?.(error), reject(error as Error));
          }
          step(`after ${name}`);
          // Some are heard at once, some after others that were asked for later.
          if (random.chance(0.7)) into(tell);
          else scheduler.at(random.int(4), () => into(tell));
        });
      });
    }

    function unwriting(name: string): () => void {
      const before = device.storage.get(name);
      return () => void (before === undefined ? device.storage.delete(name) : device.storage.set(name, before));
    }

    /** What the platform does after the app died with the calls that it was given: all of it, nothing, or half of a file. */
    function finish(): void {
      for (const { name, given, work } of [...pending]) {
        if (!random.chance(0.4)) continue;
        try {
          observed(name, given, work);
        } catch {
          continue; // Nobody is there to be told.
        }
        const made = String(given['destPath'] ?? (name === 'writeFile' ? given['filePath'] : ''));
        const bytes = device.files.get(made);
        if (bytes && random.chance(0.5)) device.files.set(made, bytes.slice(0, bytes.length >> 1));
      }
      pending.clear();
    }

    const network = createMortalNetwork({ device, server, scheduler, random, isAlive: () => alive, into, step });
    const parts: AppParts = {
      device,
      app: { asks: undefined },
      fail,
      listeners,
      temp: (bytes, extension = 'jpg') => {
        const path = `${dialect.temporary}${temporaries++}.${extension}`;
        temporary.set(path, bytes.slice());
        return { path, size: bytes.length };
      },
      call:
        (name, work) =>
        (given = {}) => {
          const result = alive ? perform(name, given, () => work(given)) : new Promise(() => undefined);
          result.catch(() => undefined);
          return dialect.returns(result, undefined);
        },
      send: network.send,
      ...filesOf(device, temporary, fail),
      picked: (name) => fail(name, 'cancel'),
    };

    const mortal: MortalApp & { tell(): void } = {
      taro: platformOf(parts, temporary),
      clock: {
        now,
        monotonic: () => scheduler.time,
        after(ms, call) {
          let cancelled = false;
          const cancel = scheduler.at(ms, () => into(() => cancelled || call()));
          return () => {
            cancelled = true;
            cancel();
          };
        },
        offsetMinutes: () => 480,
      },
      temp: parts.temp,
      show() {
        if (!alive || !hidden) return;
        hidden = false;
        frozen = false;
        const heard = () => into(() => listeners.show.forEach((hear) => hear()));
        // What was to be heard meanwhile comes before or after the news that the app is back.
        const first = random.chance(0.5);
        if (first) heard();
        for (const call of stood.splice(0)) scheduler.at(random.int(3), () => into(call));
        if (!first) scheduler.at(3, heard);
      },
      hide() {
        if (!alive || hidden) return;
        hidden = true;
        const since = ++hides;
        listeners.hide.forEach((hear) => hear());
        scheduler.at(5_000, () => {
          if (!hidden || !alive || since !== hides) return;
          frozen = true;
          network.interrupt();
        });
      },
      kill() {
        if (!alive) return;
        alive = false;
        app = undefined;
        finish();
        temporary.clear();
        for (const undo of [...unsynced].reverse()) undo();
        const [kept] = device.files.keys();
        if (flaw === 'forgets-files' && kept !== undefined && random.chance(0.3)) device.files.delete(kept);
      },
      killAfter: (steps) => void (stepsLeft = steps),
      // No typing promises that what changes while the logic stands still is told afterwards.
      tell: () =>
        (frozen && random.chance(0.5)) || into(() => listeners.network.forEach((hear) => hear(networkOf(dialect.env, device.online)))),
    };
    app = mortal;
    return mortal;
  }

  /** The platform's own object, or that of an older client, which saves temporary files by moving them. */
  function platformOf(parts: AppParts, temporary: Map<string, Bytes>): TaroApi {
    const api = dialect.api(parts);
    if (!moves) return api;
    const files = (api['getFileSystemManager'] as () => Record<string, unknown>)();
    const saveFile = parts.call('saveFile', ({ tempFilePath, filePath }) => {
      parts.save('saveFile', filePath, parts.file('saveFile', tempFilePath));
      temporary.delete(String(tempFilePath));
      return { savedFilePath: filePath };
    });
    return { ...api, getFileSystemManager: () => ({ ...files, copyFile: undefined, saveFile }) };
  }
}
