import type { Clock } from '../core/index.js';
/** The wall clock of the host; `monotonic` is the same with steps backwards left out. */
export declare function createClock(): Clock;
