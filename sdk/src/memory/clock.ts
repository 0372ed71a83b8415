import type { Clock } from '../core/index.js';

// Every host has these two; the language alone does not know them.
const host = globalThis as unknown as {
  setTimeout(call: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
};

/** The wall clock of the host; `monotonic` is the same with steps backwards left out. */
export function createClock(): Clock {
  let latest = 0;
  return {
    now: () => Date.now(),
    monotonic: () => (latest = Math.max(latest, Date.now())),
    after(ms, call) {
      // A longer wait would overflow to none at all.
      const timer = host.setTimeout(call, Math.min(ms, 2 ** 31 - 1));
      return () => host.clearTimeout(timer);
    },
    offsetMinutes: (now) => -new Date(now).getTimezoneOffset(),
  };
}
