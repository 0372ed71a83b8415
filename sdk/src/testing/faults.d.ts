import type { Cancellation, Clock, HttpAnswer } from '../core/index.js';
/** What can go wrong with one exchange. `after: true`: the backend did its work, only the answer suffers. */
export type Fault = {
    readonly type: 'refuse' | 'offline' | 'redirect' | 'captive';
} | {
    readonly type: 'reset' | 'stall';
    readonly after?: boolean;
}
/** The answer ends after so many characters. */
 | {
    readonly type: 'cut';
    readonly length?: number;
} | {
    readonly type: 'status';
    readonly status: number;
    readonly after?: boolean;
    /** Seconds or an HTTP date, as the header says it. */
    readonly retryAfter?: string;
    /** Last part of the problem type. */
    readonly problem?: string;
}
/** A correct answer, so many milliseconds late. */
 | {
    readonly type: 'slow';
    readonly ms: number;
};
/** Whether the backend does its work before the fault strikes. */
export declare function commits(fault: Fault): boolean;
export interface FaultyExchange {
    readonly clock: Clock;
    readonly timeoutMs: number;
    readonly cancellation: Cancellation;
    readonly stamp: () => string;
}
/** Plays a fault; undefined means that the true answer goes through. */
export declare function play(fault: Fault, exchange: FaultyExchange, answer?: HttpAnswer): Promise<HttpAnswer | undefined>;
