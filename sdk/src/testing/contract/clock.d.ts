import type { Clock } from '../../core/index.js';
export interface ClockStage {
    readonly clock: Clock;
    /** Lets so much time pass. */
    readonly pass: (ms: number) => Promise<void>;
}
/** Everything the core relies on when it waits. */
export declare function clockContract(name: string, make: () => ClockStage): void;
