import { createRandom, seedOf } from './random.mjs';

/**
 * @typedef {import('./pictures.mjs').Picture} Picture
 *
 * @typedef {'nothing' | 'second-tap' | 'reload' | 'leave' | 'back' | 'close' | 'crash' | 'kill-renderer' | 'kill-browser' | 'offline'
 *   | 'server-down' | 'freeze' | 'clock'} Disturbance
 *
 * @typedef {object} PlannedFeedback
 * @property {number} n
 * @property {string} order number of the order that it is about; no other feedback is about it
 * @property {'thumb' | 'sheet' | 'call'} way the trigger's thumb alone, the whole form, or the calls that a host makes
 * @property {1 | -1} value
 * @property {string} words empty for a thumb alone
 * @property {readonly Picture[]} photos
 * @property {{ kind: Disturbance, afterMs: number, ms: number }} disturbance `afterMs`: after the first tap; `ms`: how long, or how far
 * @property {number} shiftMs how wrong the clock is in a page that is opened for it
 * @property {number} lane which tab
 */

const day = 86_400_000;
/** Wrong clocks. A record grows older by at most a day a start, so only so many of them belong into one run. */
const shifts = [8 * day, 400 * day, -2 * day, -3650 * day];
const shiftsAtMost = 12;

export const lanes = 3;

/**
 * What the run does, in full; the same for the same seed.
 * @param {number} seed
 * @param {number} count
 * @returns {PlannedFeedback[]}
 */
export function planOf(seed, count) {
  const random = createRandom(seedOf(seed, 'plan'));
  let shifted = 0;
  const shift = () => (shifted < shiftsAtMost && random.chance(0.08) ? (shifted++, random.pick(shifts)) : 0);
  return [...Array(count).keys()].map((n) => {
    const way = random.weigh(
      /** @type {const} */ ([
        ['thumb', 5],
        ['sheet', 3],
        ['call', 3],
      ]),
    );
    const quick = way === 'thumb';
    const order = `C${seed}-${n}`;
    return {
      n,
      order,
      way,
      value: random.chance(0.5) ? 1 : -1,
      words: quick ? '' : `第${n}单 ${order}: ${random.pick(['苹果变质了', '苹果压坏了', '送得很快', 'the box was wet', '重量不够'])}`,
      photos: quick ? [] : [...Array(random.int(4)).keys()].map((k) => picture(random, n * 4 + k)),
      disturbance: disturbance(random, quick),
      shiftMs: shift(),
      lane: random.int(lanes),
    };
  });
}

/**
 * @param {import('./random.mjs').Random} random
 * @param {boolean} quick
 * @returns {PlannedFeedback['disturbance']}
 */
function disturbance(random, quick) {
  const kind = random.weigh(
    /** @type {const} */ ([
      ['nothing', 40],
      ['second-tap', 4],
      ['reload', 14],
      ['leave', 4],
      ['back', 4],
      ['close', 8],
      ['crash', 6],
      ['kill-renderer', 4],
      ['kill-browser', 4],
      ['offline', 5],
      ['server-down', 4],
      ['freeze', 3],
      ['clock', 2],
    ]),
  );
  return {
    kind,
    afterMs: random.int(quick ? 400 : random.pick([400, 1500, 4000])),
    ms: kind === 'clock' ? random.pick([-day, day / 2, 3 * day]) : 300 + random.int(kind === 'freeze' ? 4000 : 2000),
  };
}

/**
 * Some small enough to be sent as they are, some larger than the longest side that is sent.
 * @param {import('./random.mjs').Random} random
 * @param {number} number
 * @returns {Picture}
 */
function picture(random, number) {
  const [width, height] = random.weigh(
    /** @type {const} */ ([
      [[640, 480], 4],
      [[960, 1280], 4],
      [[1600, 1200], 2],
      [[2400, 1800], 1],
    ]),
  );
  return { number: number % 65_536, width, height, orientation: random.pick([1, 1, 3, 6, 6, 8, 2, 5]) };
}
