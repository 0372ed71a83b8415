import type { Clock } from '../../core/index.js';
import type { TestTools } from './test-tools.js';

export interface ClockStage {
  readonly clock: Clock;
  /** Lets so much time pass. */
  readonly pass: (ms: number) => Promise<void>;
}

/** Everything the core relies on when it waits. */
export function clockContract({ describe, it, expect }: TestTools, name: string, make: () => ClockStage): void {
  describe(`${name} as a clock`, () => {
    it('never goes back and does go on', async () => {
      const { clock, pass } = make();
      const began = clock.monotonic();
      const wall = clock.now();
      await pass(30);
      expect(clock.monotonic()).toBeGreaterThan(began);
      expect(clock.now()).toBeGreaterThan(wall);
    });

    it('calls once, in order, after the time asked for', async () => {
      const { clock, pass } = make();
      const calls: string[] = [];
      clock.after(40, () => calls.push('second'));
      clock.after(0, () => calls.push('first'));
      expect(calls).toEqual([]);
      await pass(200);
      expect(calls).toEqual(['first', 'second']);
    });

    it('does not call what was cancelled, nor what is a month away', async () => {
      const { clock, pass } = make();
      const calls: string[] = [];
      clock.after(10, () => calls.push('cancelled'))();
      const stop = clock.after(31 * 86_400_000, () => calls.push('month'));
      await pass(50);
      stop();
      expect(calls).toEqual([]);
    });

    it('knows a plausible offset from UTC', () => {
      const { clock } = make();
      expect(Math.abs(clock.offsetMinutes(clock.now()))).toBeLessThanOrEqual(14 * 60);
    });
  });
}
