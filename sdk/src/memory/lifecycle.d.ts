import type { Lifecycle } from '../core/index.js';
/** A lifecycle that is moved by hand; those made with the same `tabs` hear each other. */
export interface ManualLifecycle extends Lifecycle {
    wake(): void;
    hide(): void;
}
export declare function createLifecycle(tabs?: Set<unknown>): ManualLifecycle;
