/**
 * A seeded generator (mulberry32): the same seed gives the same run.
 *
 * @typedef {object} Random
 * @property {() => number} next 0 ≤ x < 1
 * @property {(below: number) => number} int
 * @property {(probability: number) => boolean} chance
 * @property {<T>(from: readonly T[]) => T} pick
 * @property {<T>(weighted: readonly (readonly [T, number])[]) => T} weigh picks by weight
 */

/**
 * @param {number} seed
 * @returns {Random}
 */
export function createRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  /** @type {Random['weigh']} */
  const weigh = (weighted) => {
    let left = next() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [thing, weight] of weighted) if ((left -= weight) < 0) return thing;
    const last = weighted.at(-1);
    if (!last) throw new RangeError('nothing to weigh');
    return last[0];
  };
  return {
    next,
    int: (below) => Math.floor(next() * below),
    chance: (probability) => next() < probability,
    pick: (from) => weigh(from.map((thing) => [thing, 1])),
    weigh,
  };
}

/**
 * A seed of its own for one thing of a run, so that what happens to it does not hang on what happened to others before.
 * @param {number} seed
 * @param {string} name
 */
export function seedOf(seed, name) {
  let hash = (seed ^ 0x811c9dc5) >>> 0;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
