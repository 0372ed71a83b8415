import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant } from '../../contract/index.js';
import { formatInstant } from './instant.js';

const at = Date.UTC(2026, 10, 22, 10, 4, 11, 987);

test.each([
  [0, '2026-11-22T10:04:11Z'],
  [480, '2026-11-22T18:04:11+08:00'],
  [-210, '2026-11-22T06:34:11-03:30'],
  [345, '2026-11-22T15:49:11+05:45'],
  [840, '2026-11-23T00:04:11+14:00'],
])('writes local time %i minutes from UTC with its offset', (offset, text) => expect(formatInstant(at, offset)).toBe(text));

test('names the same second that it was given, and fits the wire', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(9998, 0, 1) }),
      fc.integer({ min: -14 * 60, max: 14 * 60 }),
      (time, offset) => {
        const text = formatInstant(time, offset);
        expect(instant.safeParse(text).success).toBe(true);
        expect(Date.parse(text)).toBe(Math.floor(time / 1_000) * 1_000);
      },
    ),
  );
});
