import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoff, readRetryAfter } from './backoff.js';

const hour = 3_600_000;
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const wait = fc.oneof(fc.nat({ max: 10 * hour }), fc.constantFrom(0, Infinity, 10 * 365 * 24 * hour));

describe('the wait after a failure', () => {
  test('is anywhere between nothing and one second doubled each time, up to five minutes', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000 }), chance, (attempt, random) => {
        const ceiling = Math.min(300_000, 1_000 * 2 ** attempt);
        expect(backoff(attempt, () => random)).toBeCloseTo(random * ceiling, 3);
      }),
    );
  });

  test('is at least what the server asked for, at most a quarter more, and never over an hour', () => {
    fc.assert(
      fc.property(fc.nat({ max: 40 }), wait, fc.infiniteStream(chance), (attempt, retryAfter, randoms) => {
        const random = () => randoms.next().value as number;
        const ms = backoff(attempt, random, retryAfter);
        expect(ms).toBeGreaterThanOrEqual(Math.min(hour, retryAfter));
        expect(ms).toBeLessThanOrEqual(Math.min(hour, Math.max(300_000, retryAfter * 1.25)));
      }),
    );
  });

  test('does not bring all devices back in the same moment', () => {
    const waits = Array.from({ length: 50 }, () => backoff(0, Math.random, 120_000));
    expect(new Set(waits).size).toBeGreaterThan(40);
    expect(Math.max(...waits)).toBeLessThanOrEqual(150_000);
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 22, 10);
  const date = (at: number) => new Date(at).toUTCString();
  const read = (retryAfter?: string, sent?: string) =>
    readRetryAfter({ ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }), ...(sent ? { date: sent } : {}) }, now);

  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['9'.repeat(400), Infinity],
  ])('in seconds: %s', (text, ms) => expect(read(text)).toBe(ms));

  test('as a date is measured from the same answer’s own time, whatever the device’s clock says', () => {
    const server = now + hour;
    expect(read(date(server + 90_000), date(server))).toBe(90_000);
  });

  test('as a date goes by the device when the answer has no time of its own', () => {
    expect(read(date(now + 90_000))).toBe(90_000);
    expect(read(date(now + 90_000), 'nonsense')).toBe(90_000);
  });

  test('that lies in the past is now', () => expect(read(date(now - hour), date(now))).toBe(0));

  test('that cannot be read is none', () => {
    for (const text of [undefined, '', 'soon', '12 parsecs']) expect(read(text)).toBeUndefined();
  });
});
