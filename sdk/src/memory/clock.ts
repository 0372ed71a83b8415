import type { Clock } from '../core/index.js';

// Every host has these two; the language alone does not know them, and older mini-programs do not know `globalThis`.
declare function setTimeout(call: () => void, ms: number): unknown;
declare function clearTimeout(timer: unknown): void;

/** The wall clock of the host; `monotonic` is the same with steps backwards left out. */
export function createClock(): Clock {
  let latest = 0;
  return {
    now: () => Date.now(),
    monotonic: () => (latest = Math.max(latest, Date.now())),
    after(ms, call) {
      // A longer wait would overflow to none at all.
      const timer = setTimeout(call, Math.min(ms, 2 ** 31 - 1));
      return () => clearTimeout(timer);
    },
    offsetMinutes: (now) => -new Date(now).getTimezoneOffset(),
  };
}
