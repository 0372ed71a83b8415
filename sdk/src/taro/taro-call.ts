/** Why the platform did not do it: the customer turned back, refused, the privacy guideline does not name it, it is not there, or anything else. */
export type TaroReason = 'cancelled' | 'denied' | 'privacy' | 'unsupported' | 'failed';

/** A failed call of the platform, told the same way on all of them. */
export class TaroError extends Error {
  override readonly name = 'TaroError';
  readonly reason: TaroReason;
  /** The platform's own number, where it gave one. */
  readonly code: number | undefined;

  constructor(reason: TaroReason, message: string, code?: number) {
    super(message);
    this.reason = reason;
    this.code = code;
  }
}

/** What a call gives back at once: enough to stop or to watch it. Any of it may be missing. */
export interface TaroTask {
  abort?(): unknown;
  onHeadersReceived?(listener: (head: { statusCode?: number; header?: unknown; headers?: unknown }) => void): unknown;
  onProgressUpdate?(listener: (progress: { totalBytesSent?: number; totalBytesExpectedToSend?: number }) => void): unknown;
}

interface Watched<T> {
  success(result: T): void;
  fail(error: TaroError, raw: unknown): void;
}

/** Calls one function of the platform. @throws TaroError, `unsupported` when there is no such function */
export function call<T = unknown>(owner: object | undefined, name: string, options: object = {}): Promise<T> {
  return new Promise((resolve, reject) => void start<T>(owner, name, options, { success: resolve, fail: reject }));
}

/** The same for calls that can be stopped or watched; ends once, whatever the platform does twice. */
export function start<T>(owner: object | undefined, name: string, options: object, { success, fail }: Watched<T>): TaroTask {
  let ended = false;
  const end = (then: () => void) => {
    if (ended) return;
    ended = true;
    then();
  };
  const failed = (raw: unknown) => end(() => fail(errorOf(name, raw), raw));
  const method = (owner as Record<string, unknown> | undefined)?.[name];
  if (typeof method !== 'function') {
    end(() => fail(new TaroError('unsupported', `${name} is not there`), undefined));
    return {};
  }
  let returned: unknown;
  try {
    const given = { ...options, success: (result: T) => end(() => success(result)), fail: failed };
    returned = (method as (this: unknown, options: object) => unknown).call(owner, given);
  } catch (error) {
    failed(error);
  }
  // Its value is not waited for: tt gives none. But Taro rejects it, and calls nobody back, where the platform lacks the function.
  if (isThenable(returned)) returned.then(() => undefined, failed);
  return typeof returned === 'object' && returned !== null ? returned : {};
}

/** The platform's failure in one shape, from `errMsg` and `errno`, `error` and `errorMessage`, or an exception. */
export function errorOf(name: string, raw: unknown): TaroError {
  const fault = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
  const words = [fault['errMsg'], fault['errorMessage'], fault['message'], raw].find((text) => typeof text === 'string');
  const code = [fault['errno'], fault['errNo'], fault['errCode'], fault['error']].map(Number).find((number) => Number.isFinite(number));
  const text = typeof words === 'string' ? words : 'failed';
  return new TaroError(reasonOf(name, text, code), `${name}: ${text}`, code);
}

function reasonOf(name: string, text: string, code: number | undefined): TaroReason {
  const isPicker = name.startsWith('choose');
  // 103 and 104: refused in the privacy dialog; 112: the console's guideline does not name it.
  if (/privacy|scope is not declared/i.test(text) || code === 103 || code === 104 || code === 112) return 'privacy';
  // Alipay: 11 is turned back, which means something else in other calls; 2001 is refused.
  if (/cancel/i.test(text) || (isPicker && code === 11)) return 'cancelled';
  if (/\bauth|permission|denied|deny/i.test(text) || (isPicker && code === 2001)) return 'denied';
  return /not support|unsupported|not a function|not implemented/i.test(text) ? 'unsupported' : 'failed';
}

function isThenable(value: unknown): value is { then(resolve: () => void, reject: (error: unknown) => void): unknown } {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
