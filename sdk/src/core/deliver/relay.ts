import { fold } from '../capture/submission.js';
import { isRed } from '../triage/hints.js';
import type { Cancellation, Platform } from '../ports.js';
import { backoff } from './backoff.js';
import { carry, type Carried, type Carrier } from './carry.js';
import type { OutboxRecord } from './outbox-record.js';
import { isDue, isWaiting, lease, nextDue, reject, reschedule, leaseMs, isLeasedTo } from './record-change.js';

/** Unsent for so long, in days that the device really lived: shown as needing action, milliseconds. */
export const expiry = 30 * 86_400_000;
/** The other tab that holds the lock may be frozen: after this long it is passed by, milliseconds. */
const lockPatience = 15_000;
/** No sleep is longer, milliseconds: the clock that it was planned by may jump meanwhile. */
const longestSleep = 600_000;
/** At most one run that was only woken in this time, milliseconds. */
const wakeInterval = 5_000;

export interface RelayOptions extends Carrier {
  readonly platform: Carrier['platform'] & Pick<Platform<never>, 'connectivity' | 'lock' | 'newId'>;
  readonly site: string;
  /** Asks the host for a fresh token; resolves to true when there is one. */
  readonly refreshToken: () => Promise<boolean>;
  /** False: nothing may be sent before somebody agreed, who then nudges. */
  readonly isOpen: () => boolean;
  /** The host took it back before it was sent. */
  readonly onGone: (record: OutboxRecord) => void;
  /** A feedback that waits for detail on this page. */
  readonly isHeld: (id: string) => boolean;
}

/** Carries records from the outbox to the backend: one request at a time, text before photos, never losing one. */
export interface Relay {
  /** Something was stored on this page: try it now. */
  nudge(id: string): void;
  /** Online, visible or back again: everything due now, except what the server asked to wait for. */
  wake(): void;
  /** The page hides: texts go out in a way that may outlive it. */
  hide(): void;
  /** Tries everything now and resolves when the run has ended. */
  flush(): Promise<void>;
  /** Another customer is here: what waits for a token needs not wait any longer. */
  greet(): void;
  stop(): void;
}

export function createRelay(options: RelayOptions): Relay {
  const { platform, outbox, sdk } = options;
  const { clock } = platform;
  const owner = platform.newId();
  const first: string[] = [];
  const hidden = new Set<() => void>();
  let stopped = false;
  let running: Promise<void> | undefined;
  let again = false;
  let urgent = false;
  let stumbled = false;
  let disarm: (() => void) | undefined;
  let waking: (() => void) | undefined;
  let refusedSince: number | undefined;
  let lastWake = Number.NEGATIVE_INFINITY;
  let pausedUntil = 0;
  let cancel: () => void = () => undefined;

  const unread = (error: unknown) => platform.warn('outbox not read', error);

  function arm(ms: number, call: () => void): void {
    disarm?.();
    disarm = clock.after(ms, call);
  }

  function run(): Promise<void> {
    again = true;
    running ??= loop().finally(() => {
      running = undefined;
      if (again && !stopped) void run();
    });
    return running;
  }

  async function loop(): Promise<void> {
    while (again && !stopped) {
      again = false;
      stumbled = false;
      try {
        const free = await platform.lock.tryRun(`yijian-${options.site}`, burst);
        if (free) refusedSince = undefined;
        else if (clock.monotonic() - (refusedSince ??= clock.monotonic()) >= lockPatience) await burst();
        await plan(free && !stumbled);
      } catch (error) {
        unread(error);
        arm(wakeInterval, () => void run());
      }
    }
  }

  /** Sends what is due until nothing is; text of every feedback before the photos of any. */
  async function burst(): Promise<void> {
    for (const photos of [false, true]) {
      const queue = await due();
      for (;;) {
        if (photos && first.length > 0) return void (again = true);
        queue.unshift(...first.splice(0));
        const id = queue.shift();
        if (id === undefined || stopped) break;
        const carried = await attempt(id, photos);
        if (carried === 'paused') return;
      }
    }
  }

  /** Red before the rest, then by age. */
  async function due(): Promise<string[]> {
    const now = clock.now();
    const records = (await outbox.list()).filter((record) => isDue(record, now, sdk) && !options.isHeld(record.id));
    const rank = new Map(records.map((record) => [record.id, isRed(fold(record.steps).details) ? 0 : 1]));
    return records.sort((a, b) => (rank.get(a.id) ?? 1) - (rank.get(b.id) ?? 1) || a.at - b.at).map((record) => record.id);
  }

  async function attempt(id: string, photos: boolean): Promise<Carried> {
    if (!options.isOpen() || !platform.connectivity.isOnline()) return 'paused';
    if (pausedUntil > clock.now() && pausedUntil <= clock.now() + 300_000) return 'paused';
    let stopRenewing: () => void = () => undefined;
    try {
      // Looked at first: the host's `beforeSend` is to see each body once, not at each attempt that was none.
      const waiting = await outbox.get(id);
      if (!waiting || !isDue(waiting, clock.now(), sdk) || options.isHeld(id)) return 'done';
      const prepared = await options.freezer.prepare(id);
      if (prepared === 'taken-back') {
        options.onGone(waiting);
        return 'done';
      }
      const record = await outbox.change(id, (current) => {
        const now = clock.now();
        if (!isDue(current, now, sdk) || options.isHeld(id)) return undefined;
        if (current.age > expiry && current.state !== 'rejected' && !current.receipt) return reject(current, { code: 'expired' }, sdk, now);
        return lease(options.freezer.freeze(current, prepared), owner, now, sdk);
      });
      if (!record) return 'done';
      options.onChange(record);
      if (record.state !== 'leased') return 'done';
      stopRenewing = renew(id);
      const carried = await carry(record, {
        ...options,
        owner,
        cancellation: cancellable(),
        photos,
        keepalive: urgent,
        shouldYield: () => first.length > 0,
        onHidden(then) {
          hidden.add(then);
          return () => hidden.delete(then);
        },
      });
      // Whose it is cannot be asked: it waits, and the others go on.
      if (carried === 'auth') return !options.isOwn(record) || (await askForToken()) ? 'done' : 'paused';
      return carried;
    } catch (error) {
      platform.warn('not carried', error);
      await putAside(id);
      return 'done';
    } finally {
      stopRenewing();
    }
  }

  /** One feedback that cannot be carried must not hold up the others. */
  async function putAside(id: string): Promise<void> {
    const now = clock.now();
    try {
      const back = await outbox.change(id, (current) => {
        if (current.state !== 'queued' && !isLeasedTo(current, owner)) return undefined;
        const failures = current.state === 'queued' || current.state === 'leased' ? current.attempt : 0;
        return reschedule(current, now + Math.max(wakeInterval, backoff(failures, platform.random)), { code: 'storage' }, false, now);
      });
      if (back) options.onChange(back);
      // What a dead page had in hand, or what was delivered and has news, stays as due as it is: it would be taken up again at once.
      else stumbled = true;
    } catch (error) {
      platform.warn('not put aside', error);
      stumbled = true;
    }
  }

  function cancellable(): Cancellation {
    const listeners: (() => void)[] = [];
    const cancellation = { cancelled: stopped, onCancel: (listener: () => void) => void listeners.push(listener) };
    cancel = () => {
      cancellation.cancelled = true;
      for (const listener of listeners) listener();
    };
    return cancellation;
  }

  function renew(id: string): () => void {
    let ended = false;
    let disarmTick: () => void = () => undefined;
    const tick = () => {
      void outbox
        .change(id, (record) =>
          !ended && isLeasedTo(record, owner) && record.state === 'leased'
            ? { ...record, rev: record.rev + 1, until: clock.now() + leaseMs }
            : undefined,
        )
        .catch((error: unknown) => platform.warn('lease not renewed', error));
      disarmTick = clock.after(leaseMs / 3, tick);
    };
    disarmTick = clock.after(leaseMs / 3, tick);
    return () => {
      ended = true;
      disarmTick();
    };
  }

  async function askForToken(): Promise<boolean> {
    if (await options.refreshToken()) {
      pausedUntil = 0;
      const now = clock.now();
      for (const id of await outbox.ids())
        await outbox.change(id, (record) =>
          record.state === 'queued' && record.fault?.code === 'auth' && options.isOwn(record)
            ? { ...record, due: now, heldByServer: false }
            : undefined,
        );
      again = true;
      return true;
    }
    pausedUntil = clock.now() + 300_000;
    return false;
  }

  /** Sleeps until the next attempt is due. Nothing waiting: no timer at all. */
  async function plan(free: boolean): Promise<void> {
    if (stopped || again) return;
    disarm?.();
    disarm = undefined;
    await outbox.mark();
    const now = clock.now();
    const moments = (await outbox.list())
      .filter((record) => isWaiting(record) && !options.isHeld(record.id))
      .map((record) => nextDue(record, now) ?? Number.POSITIVE_INFINITY);
    const soonest = Math.min(...moments);
    if (soonest === Number.POSITIVE_INFINITY || !options.isOpen()) return;
    const wait = Math.max(soonest, pausedUntil > now + 300_000 ? 0 : pausedUntil) - now;
    // Behind another tab or offline nothing is gained by the clock: look again at a walking pace.
    const idle = platform.connectivity.isOnline() ? (free ? 20 : wakeInterval) : 30_000;
    arm(Math.min(longestSleep, Math.max(idle, wait)), () => void run());
  }

  async function shorten(): Promise<void> {
    const now = clock.now();
    for (const record of await outbox.list()) {
      if (record.state !== 'queued' || record.heldByServer || record.due <= now) continue;
      await outbox.change(record.id, (current) =>
        current.state === 'queued' && !current.heldByServer && current.due > now
          ? { ...current, rev: current.rev + 1, due: now }
          : undefined,
      );
    }
  }

  function wake(): void {
    const since = clock.monotonic() - lastWake;
    if (since < wakeInterval) {
      // A timer of its own: a run that ends in between plans anew and must not forget it.
      waking ??= clock.after(wakeInterval - since, () => {
        waking = undefined;
        wake();
      });
      return;
    }
    lastWake = clock.monotonic();
    void shorten().then(run, unread);
  }

  return {
    nudge(id) {
      if (!first.includes(id)) first.push(id);
      void run();
    },
    wake,
    hide() {
      for (const then of hidden) then();
      urgent = true;
      void run().finally(() => (urgent = false));
    },
    greet() {
      if (pausedUntil > clock.now()) askForToken().then((given) => void (given && run()), unread);
    },
    async flush() {
      await shorten();
      await run();
    },
    stop() {
      stopped = true;
      disarm?.();
      waking?.();
      cancel();
    },
  };
}
