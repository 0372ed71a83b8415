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
export declare function createFakeClock(start?: number, offset?: number): FakeClock;
