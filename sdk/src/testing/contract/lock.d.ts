import type { Lock } from '../../core/index.js';
/** Everything the core relies on to drain in one tab at a time. */
export declare function lockContract(name: string, make: () => {
    readonly here: Lock;
    readonly there: Lock;
}): void;
