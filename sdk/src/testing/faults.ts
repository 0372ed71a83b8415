import type { Cancellation, Clock, HttpAnswer } from '../core/index.js';

/** What can go wrong with one exchange. `after: true`: the backend did its work, only the answer suffers. */
export type Fault =
  | { readonly type: 'refuse' | 'offline' | 'redirect' | 'captive' }
  | { readonly type: 'reset' | 'stall'; readonly after?: boolean }
  /** The answer ends after so many characters. */
  | { readonly type: 'cut'; readonly length?: number }
  | {
      readonly type: 'status';
      readonly status: number;
      readonly after?: boolean;
      /** Seconds or an HTTP date, as the header says it. */
      readonly retryAfter?: string;
      /** Last part of the problem type. */
      readonly problem?: string;
    }
  /** A correct answer, so many milliseconds late. */
  | { readonly type: 'slow'; readonly ms: number };

/** Whether the backend does its work before the fault strikes. */
export function commits(fault: Fault): boolean {
  return fault.type === 'cut' || fault.type === 'slow' || ('after' in fault && fault.after === true);
}

export interface FaultyExchange {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly cancellation: Cancellation;
  readonly stamp: () => string;
}

/** Plays a fault; undefined means that the true answer goes through. */
export async function play(fault: Fault, exchange: FaultyExchange, answer?: HttpAnswer): Promise<HttpAnswer | undefined> {
  switch (fault.type) {
    case 'refuse':
    case 'reset':
      return { status: 0, cause: 'network' };
    case 'offline':
    case 'redirect':
      return { status: 0, cause: fault.type };
    case 'captive':
      return {
        status: 200,
        headers: { 'content-type': 'text/html', date: exchange.stamp() },
        text: '<!doctype html><title>Sign in</title><form></form>',
      };
    case 'stall':
      return waits(exchange, exchange.timeoutMs);
    case 'slow': {
      const gaveUp = await waits(exchange, Math.min(fault.ms, exchange.timeoutMs));
      return fault.ms < exchange.timeoutMs && 'cause' in gaveUp && gaveUp.cause === 'timeout' ? undefined : gaveUp;
    }
    case 'cut':
      return answer && 'text' in answer ? { ...answer, text: answer.text.slice(0, fault.length ?? 1) } : undefined;
    case 'status':
      return {
        status: fault.status,
        headers: {
          'content-type': 'application/problem+json',
          date: exchange.stamp(),
          ...(fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }),
        },
        text: JSON.stringify({ type: `https://yijian.dev/problems/${fault.problem ?? 'scripted'}`, status: fault.status }),
      };
  }
}

function waits({ clock, cancellation }: FaultyExchange, ms: number): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const stop = clock.after(ms, () => resolve({ status: 0, cause: 'timeout' }));
    const cancelled = () => {
      stop();
      resolve({ status: 0, cause: 'cancelled' });
    };
    if (cancellation.cancelled) cancelled();
    else cancellation.onCancel(cancelled);
  });
}
