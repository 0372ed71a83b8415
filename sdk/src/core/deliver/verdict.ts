import { problem } from '../../contract/answer.js';
import type { HttpAnswer } from '../ports.js';
import { readRetryAfter } from './backoff.js';
import type { Fault } from './outbox-record.js';

/** What an answer means for what was sent. */
export type Verdict<T> =
  | { readonly is: 'accepted'; readonly answer: T }
  | { readonly is: 'retry'; readonly fault: Fault; readonly retryAfter?: number | undefined }
  | { readonly is: 'auth'; readonly fault: Fault }
  | { readonly is: 'config'; readonly fault: Fault }
  | { readonly is: 'missing-feedback' }
  | { readonly is: 'digest-mismatch' }
  | { readonly is: 'too-large'; readonly fault: Fault }
  | { readonly is: 'refused'; readonly fault: Fault };

/**
 * Judges one exchange by the table of the protocol.
 * @param read parses an accepted body, or returns undefined when it is not an acceptance (a sign-in page, another id)
 */
export function judge<T>(answer: HttpAnswer, now: number, read: (body: unknown) => T | undefined): Verdict<T> {
  if ('cause' in answer) {
    const code =
      answer.cause === 'offline' || answer.cause === 'timeout' ? answer.cause : answer.cause === 'redirect' ? 'not-accepted' : 'network';
    return answer.cause === 'unreadable' ? { is: 'refused', fault: { code: 'unreadable' } } : { is: 'retry', fault: { code } };
  }
  const { status } = answer;
  const body = parse(answer.text);
  if (status >= 200 && status < 300) {
    const accepted = read(body);
    return accepted === undefined ? { is: 'retry', fault: { code: 'not-accepted', status } } : { is: 'accepted', answer: accepted };
  }
  const told = problem.safeParse(body);
  const type = told.success ? told.data.type : undefined;
  const fault = (code: Fault['code']): Fault => ({
    code,
    status,
    ...(type ? { type } : {}),
    ...(told.success && told.data.detail ? { detail: told.data.detail } : {}),
  });
  const named = (name: string) => type?.endsWith(`/${name}`) === true;
  if (status === 409 && named('missing-feedback')) return { is: 'missing-feedback' };
  if (status === 400 && named('digest-mismatch')) return { is: 'digest-mismatch' };
  if (status === 401 || status === 403) return { is: 'auth', fault: fault('auth') };
  if (status === 404 || status === 405 || status === 410) return { is: 'config', fault: fault('config') };
  if (status === 413) return { is: 'too-large', fault: fault('too-large') };
  if (status >= 500) return { is: 'retry', fault: fault('server'), retryAfter: readRetryAfter(answer.headers, now) };
  if (status === 408 || status === 409 || status === 425 || status === 429)
    return { is: 'retry', fault: fault('busy'), retryAfter: readRetryAfter(answer.headers, now) };
  if (status >= 400) return { is: 'refused', fault: fault('refused') };
  return { is: 'retry', fault: fault('not-accepted') };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON is not an acceptance; the status decides the rest.
  }
}
