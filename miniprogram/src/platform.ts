import type { FeedbackSettings, Surface } from './settings.js';
import { miniSurface } from './mini-surface.js';
import { webSurface } from './web-surface.js';

/** Decided by the host's build, which drops the other one. */
export const createSurface: (options: FeedbackSettings) => Surface = process.env.TARO_ENV === 'h5' ? webSurface : miniSurface;
