import { expect, test } from 'vitest';
import { planOf, type PlannedFeedback } from './plan.mjs';
import { isClean, judge, type Arrived, type Told } from './verdict.mjs';

const feedback: PlannedFeedback = {
  n: 0,
  order: 'C1-0',
  way: 'sheet',
  value: 1,
  words: 'wet box',
  photos: [{ number: 7, width: 640, height: 480, orientation: 6 }],
  disturbance: { kind: 'nothing', afterMs: 0, ms: 0 },
  shiftMs: 0,
  lane: 0,
};
const told: Told = { submitted: true, tap: true, id: 'a', words: true, photos: new Set([0]) };
const row: Arrived = {
  id: 'a',
  order: 'C1-0',
  text: 'wet box',
  due: 0,
  photos: [{ id: 'p', seen: { number: 7, width: 640, height: 480 }, metadata: [], whole: true }],
};
const verdictOf = (rows: readonly Arrived[], said: Told = told) => judge([feedback], new Map([['C1-0', said]]), rows);

test('finds nothing wrong where all that was told arrived once', () => {
  expect(verdictOf([row])).toEqual({
    submitted: 1,
    told: 1,
    arrived: 1,
    duplicates: 0,
    lost: 0,
    photosTold: 1,
    photosIntact: 1,
    findings: [],
  });
});

test('does not call lost what nobody was told', () => {
  const unheard = { ...told, tap: false, words: false, photos: new Set<number>() };
  expect(isClean(verdictOf([], unheard))).toBe(true);
});

test.each([
  ['a feedback that never came', [], { lost: 1, photosIntact: 0 }],
  ['words that are missing', [{ ...row, text: '' }], { lost: 1 }],
  ['a second row of the same order', [row, { ...row, id: 'b', photos: [] }], { duplicates: 1 }],
  ['a row of an order that nobody tapped', [row, { ...row, order: 'X' }], { duplicates: 1 }],
  ['a photo that is missing', [{ ...row, photos: [] }], { photosIntact: 0 }],
  ['a photo that came twice', [{ ...row, photos: [...row.photos, ...row.photos] }], { duplicates: 1 }],
  ['a photo still due', [{ ...row, due: 1 }], {}],
  ['another id than was told', [{ ...row, id: 'b' }], {}],
  [
    'the wrong picture',
    [{ ...row, photos: [{ id: 'p', seen: { number: 8, width: 640, height: 480 }, metadata: [], whole: true }] }],
    { photosIntact: 0 },
  ],
  [
    'a picture on its side',
    [{ ...row, photos: [{ id: 'p', seen: { number: 7, width: 480, height: 640 }, metadata: [], whole: true }] }],
    { photosIntact: 0 },
  ],
  [
    'a position in the picture',
    [{ ...row, photos: [{ id: 'p', seen: { number: 7, width: 640, height: 480 }, metadata: ['EXIF'], whole: true }] }],
    { photosIntact: 0 },
  ],
] satisfies [string, Arrived[], Partial<ReturnType<typeof judge>>][])('finds %s', (_, rows, expected) => {
  const verdict = verdictOf(rows);
  expect(verdict).toMatchObject(expected);
  expect(isClean(verdict)).toBe(false);
});

test('plans the same run for the same seed, and every feedback about an order of its own', () => {
  expect(planOf(5, 60)).toEqual(planOf(5, 60));
  expect(planOf(6, 60)).not.toEqual(planOf(5, 60));
  expect(new Set(planOf(5, 60).map(({ order }) => order)).size).toBe(60);
});
