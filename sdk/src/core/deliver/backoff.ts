import { farthestDue } from './record-change.js';

const base = 1_000;
const cap = 300_000;

/**
 * Milliseconds until the next attempt: full jitter `random(0, min(300 s, 1 s·2ⁿ))`, then at least the server's `Retry-After`
 * stretched by up to a quarter, so that devices do not return together. Never more than an hour.
 * @param attempt failures before this one
 * @param retryAfter milliseconds asked for by the server
 */
export function backoff(attempt: number, random: () => number, retryAfter?: number): number {
  const jitter = random() * Math.min(cap, base * 2 ** Math.min(attempt, 20));
  return Math.min(farthestDue, retryAfter === undefined ? jitter : Math.max(jitter, retryAfter * (1 + random() / 4)));
}

/**
 * Reads `Retry-After` as seconds or as a date; a date is measured against the same answer's `Date`, so a wrong device clock does not matter.
 * @returns milliseconds, or undefined when there is none that can be read
 */
export function readRetryAfter(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const value = headers['retry-after']?.trim();
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const then = Date.parse(value);
  const sent = Date.parse(headers['date'] ?? '');
  return Number.isNaN(then) ? undefined : Math.max(0, then - (Number.isNaN(sent) ? now : sent));
}
