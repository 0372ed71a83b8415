import type { Cancellation, Clock, Connectivity, HttpAnswer } from '../core/index.js';
import type { TaroApi, TaroEnv } from './taro-api.js';
import { start, type TaroError, type TaroTask } from './taro-call.js';

export interface ExchangeOptions {
  readonly taro: TaroApi;
  readonly env: TaroEnv;
  readonly clock: Clock;
  readonly connectivity: Connectivity;
}

/** What the platform answers; headers under one of two names, and the status too. */
export interface RawAnswer {
  readonly statusCode?: unknown;
  readonly status?: unknown;
  readonly header?: unknown;
  readonly headers?: unknown;
  readonly data?: unknown;
}

export interface Exchange {
  readonly name: 'request' | 'uploadFile';
  readonly options: object;
  readonly timeoutMs: number;
  readonly cancellation: Cancellation;
  /** Whatever moves sets the timeout back. */
  readonly watch?: (task: TaroTask, moved: () => void) => void;
}

/** Runs one call of the platform to its answer, its failure, its timeout or its cancellation, whichever is first. */
export function exchange(
  { taro, clock, connectivity }: ExchangeOptions,
  { name, options, timeoutMs, cancellation, watch }: Exchange,
): Promise<HttpAnswer> {
  if (cancellation.cancelled) return Promise.resolve({ status: 0, cause: 'cancelled' });
  return new Promise((resolve) => {
    let ended = false;
    let task: TaroTask = {};
    let head: RawAnswer = {};
    let stop = () => undefined as void;
    const end = (answer: HttpAnswer, abort = false) => {
      if (ended) return;
      ended = true;
      stop();
      resolve(answer);
      if (abort) task.abort?.();
    };
    const moved = () => {
      if (ended) return;
      stop();
      stop = clock.after(timeoutMs, () => end({ status: 0, cause: 'timeout' }, true));
    };
    const answered = (raw: RawAnswer) => end(answerOf(raw, head));
    moved();
    cancellation.onCancel(() => end({ status: 0, cause: 'cancelled' }, true));
    task = start<RawAnswer>(taro, name, options, {
      success: answered,
      fail(error, raw) {
        const answer = (raw ?? {}) as RawAnswer;
        // Alipay calls an error status a failure and tells the answer with it; weapp calls a redirect that it did not follow one.
        if (statusOf(answer) >= 100) answered(answer);
        else if (isRedirect(statusOf(head))) answered(head);
        else end({ status: 0, cause: causeOf(error, connectivity) });
      },
    });
    task.onHeadersReceived?.((received) => void (head = received));
    watch?.(task, moved);
  });
}

function answerOf(raw: RawAnswer, head: RawAnswer): HttpAnswer {
  const status = statusOf(raw);
  if (isRedirect(status)) return { status: 0, cause: 'redirect' };
  if (status < 100) return { status: 0, cause: 'network' };
  const headers: Record<string, string> = {};
  for (const { header, headers: other } of [head, raw]) {
    for (const [name, value] of Object.entries({ ...(header as object), ...(other as object) }))
      headers[name.toLowerCase()] = String(value);
  }
  const { data = '' } = raw;
  return { status, headers, text: typeof data === 'string' ? data : JSON.stringify(data) };
}

/** Also told as text; 0 where there is none. Below 100 it is an error number of the platform. */
function statusOf({ statusCode, status }: RawAnswer): number {
  return Number(statusCode ?? status) || 0;
}

/** 304 is the answer to a condition. */
function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

function causeOf({ message, code }: TaroError, connectivity: Connectivity): 'timeout' | 'offline' | 'network' {
  // Alipay's 13. What else there is, interruption in the background included, is the network's fault.
  if (/time ?out/i.test(message) || code === 13) return 'timeout';
  return connectivity.isOnline() ? 'network' : 'offline';
}
