import type { Lock } from '../core/index.js';
/** Keeps work under one name apart on this page only. */
export declare function createLock(): Lock;
