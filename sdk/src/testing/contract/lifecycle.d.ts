import type { Lifecycle } from '../../core/index.js';
export interface LifecycleStage {
    /** Two tabs of one site. */
    readonly here: Lifecycle;
    readonly there: Lifecycle;
    readonly wake: () => void;
    readonly hide: () => void;
}
/** Everything the core relies on to hear of its page and of the other tabs. */
export declare function lifecycleContract(name: string, make: () => LifecycleStage): void;
