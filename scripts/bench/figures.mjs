/**
 * One thing that was measured, beside what the machine itself needs for the like.
 *
 * @typedef {object} Figure
 * @property {string} name with words, for people
 * @property {string} key without the unit, for machines
 * @property {'ms' | 'kB' | 'MB' | 'count' | 'score'} unit
 * @property {number} ours
 * @property {number | undefined} floor
 * @property {string} floorName what the floor is; empty where there is none
 */

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/**
 * Runs both by turns, so that a busy moment of the machine hits both, and resolves with the median of each.
 * @template {Record<string, number>} Measured
 * @param {number} runs
 * @param {Record<string, () => Promise<Measured>>} sides
 * @returns {Promise<Record<string, Measured>>}
 */
export async function byTurns(runs, sides) {
  /** @type {Record<string, Measured[]>} */
  const all = {};
  for (let n = 0; n < runs; n++) for (const [side, measure] of Object.entries(sides)) (all[side] ??= []).push(await measure());
  return Object.fromEntries(Object.entries(all).map(([side, measured]) => [side, mediansOf(measured)]));
}

/**
 * @template {Record<string, number>} Measured
 * @param {readonly Measured[]} measured
 * @returns {Measured}
 */
function mediansOf(measured) {
  const names = Object.keys(measured[0] ?? {});
  return /** @type {Measured} */ (Object.fromEntries(names.map((name) => [name, median(measured.map((one) => one[name] ?? Number.NaN))])));
}

/** One flat object: every figure under its key and unit, its floor and the ratio beside it. @param {readonly Figure[]} figures */
export function asJson(figures) {
  return Object.fromEntries(
    figures.flatMap(({ key, unit, ours, floor }) => [
      [`${key}_${unit}`, rounded(ours)],
      ...(floor === undefined ? [] : [[`${key}_floor_${unit}`, rounded(floor)]]),
      ...(ratioOf(ours, floor) === undefined ? [] : [[`${key}_ratio`, rounded(ratioOf(ours, floor) ?? 0)]]),
    ]),
  );
}

/** A table for people. @param {readonly Figure[]} figures */
export function asTable(figures) {
  const rows = figures.map(({ name, unit, ours, floor, floorName }) => {
    const ratio = ratioOf(ours, floor);
    return [
      name,
      `${rounded(ours)} ${unit}`,
      floor === undefined ? '' : `${rounded(floor)} ${unit}`,
      ratio === undefined ? '' : `${ratio.toFixed(2)}×`,
      floorName,
    ];
  });
  const all = [['', 'Yijian', 'floor', 'ratio', 'the floor is'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => (column === 0 || column === 4 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/**
 * @param {number} ours
 * @param {number | undefined} floor
 */
const ratioOf = (ours, floor) => (floor === undefined || !(floor > 0) ? undefined : ours / floor);

/** JSON has no NaN: what could not be measured is null. @param {number} value */
const rounded = (value) => (Number.isFinite(value) ? Number(value.toPrecision(value >= 1000 ? 4 : 3)) : null);
