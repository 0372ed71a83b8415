import type { Clock } from '../core/index.js';

/** A clock that moves only when told. */
export interface FakeClock extends Clock {
  /**
   * Moves time on, calling every timer that falls due, in order; after each one everything already promised is let through.
   * @returns once nothing more is due
   */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock off by so many milliseconds; timers and `monotonic` do not notice. */
  jump(ms: number): void;
  /** Lets promises through without moving time. */
  settle(): Promise<void>;
  /** How many timers are set. */
  readonly pending: number;
}

/** @param start wall clock at the beginning, milliseconds. @default 2026-11-22T10:00:00Z */
export function createFakeClock(start = Date.UTC(2026, 10, 22, 10), offset = 480): FakeClock {
  let passed = 0;
  let wall = start;
  let made = 0;
  const timers = new Map<number, { due: number; call: () => void }>();

  const settle = async () => {
    // Real turns of the event loop: adapters below may need more than microtasks.
    for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => setTimeout(resolve, 0));
  };

  function next(until: number): number | undefined {
    let soonest: number | undefined;
    for (const [id, { due }] of timers) {
      if (due <= until && (soonest === undefined || due < (timers.get(soonest)?.due ?? 0))) soonest = id;
    }
    return soonest;
  }

  return {
    now: () => wall + passed,
    monotonic: () => passed,
    after(ms, call) {
      const id = made++;
      timers.set(id, { due: passed + Math.max(0, ms), call });
      return () => void timers.delete(id);
    },
    offsetMinutes: () => offset,
    async advance(ms) {
      const until = passed + ms;
      await settle();
      for (let id = next(until); id !== undefined; id = next(until)) {
        const timer = timers.get(id);
        timers.delete(id);
        passed = Math.max(passed, timer?.due ?? passed);
        timer?.call();
        await settle();
      }
      passed = until;
      await settle();
    },
    jump: (ms) => void (wall += ms),
    settle,
    get pending() {
      return timers.size;
    },
  };
}
