import type { Clock } from '../core/index.js';
import { createClock } from '../memory/index.js';

/** The browser's clocks. */
export const webClock: Clock = { ...createClock(), monotonic: () => performance.now() };
