/**
 * @typedef {import('./plan.mjs').PlannedFeedback} PlannedFeedback
 * @typedef {import('./pictures.mjs').Recognised} Recognised
 *
 * @typedef {object} Told what the customer was told about one order, as far as the run heard it
 * @property {boolean} submitted a tap was made
 * @property {boolean} tap the tap is saved
 * @property {string | undefined} id
 * @property {boolean} words the words are saved
 * @property {Set<number>} photos which of the photos are saved, by their index
 *
 * @typedef {object} Arrived one row at the backend
 * @property {string} id
 * @property {string | null} order
 * @property {string} text
 * @property {number} due attachments that the row names and that are not there
 * @property {readonly ArrivedPhoto[]} photos
 *
 * @typedef {object} ArrivedPhoto
 * @property {string} id
 * @property {Recognised | undefined} seen
 * @property {readonly string[]} metadata what is left of it
 * @property {boolean} whole the bytes have the digest that the row tells
 *
 * @typedef {object} Verdict
 * @property {number} submitted
 * @property {number} told
 * @property {number} arrived
 * @property {number} duplicates
 * @property {number} lost
 * @property {number} photosTold
 * @property {number} photosIntact
 * @property {readonly string[]} findings every fault in words
 */

/** The longest side that is sent, pixels. */
const longest = 2048;

/**
 * Compares what was told with what arrived.
 * @param {readonly PlannedFeedback[]} plan
 * @param {ReadonlyMap<string, Told>} told by order
 * @param {readonly Arrived[]} rows
 * @returns {Verdict}
 */
export function judge(plan, told, rows) {
  /** @type {string[]} */
  const findings = [];
  const verdict = { submitted: 0, told: 0, arrived: 0, duplicates: 0, lost: 0, photosTold: 0, photosIntact: 0, findings };
  const strange = rows.filter(({ order }) => !plan.some((feedback) => feedback.order === order));
  for (const { id, order } of strange) findings.push(`${id} arrived about ${order}, which nobody tapped`);
  verdict.duplicates += strange.length;
  for (const feedback of plan) {
    const said = told.get(feedback.order);
    const here = rows.filter(({ order }) => order === feedback.order);
    const row = here.find(({ id }) => id === said?.id) ?? here[0];
    const lose = (/** @type {string} */ what) => {
      verdict.lost += 1;
      findings.push(`${feedback.order} (${said?.id}): ${what}`);
    };
    if (said?.submitted) verdict.submitted += 1;
    if (said?.tap) verdict.told += 1;
    if (row) verdict.arrived += 1;
    if (here.length > 1) findings.push(`${feedback.order} arrived ${here.length} times: ${here.map(({ id }) => id).join(', ')}`);
    verdict.duplicates += Math.max(0, here.length - 1);
    if (said?.tap && !row) lose('told saved, never arrived');
    if (said?.tap && said.id && row && row.id !== said.id) findings.push(`${feedback.order} arrived as ${row.id}, told as ${said.id}`);
    if (said?.words && row && row.text !== feedback.words) lose(`the words that were told saved are not there, but "${row.text}"`);
    if (row && row.due > 0) findings.push(`${feedback.order}: ${row.due} photos are named and not there`);
    judgePhotos(feedback, said, row, verdict);
  }
  return verdict;
}

/**
 * @param {PlannedFeedback} feedback
 * @param {Told | undefined} said
 * @param {Arrived | undefined} row
 * @param {{ duplicates: number, photosTold: number, photosIntact: number, findings: string[] }} verdict
 */
function judgePhotos({ order, photos }, said, row, verdict) {
  const arrived = row?.photos ?? [];
  for (const photo of arrived) {
    if (!photos.some(({ number }) => number === photo.seen?.number))
      verdict.findings.push(`${order}: ${photo.id} is a picture that nobody picked here, or not to be recognised`);
  }
  for (const [index, picture] of photos.entries()) {
    const same = arrived.filter(({ seen }) => seen?.number === picture.number);
    if (same.length > 1) verdict.findings.push(`${order}: photo ${index} arrived ${same.length} times`);
    verdict.duplicates += Math.max(0, same.length - 1);
    const faults = same[0] ? faultsOf(picture, same[0]) : ['told saved, never arrived'];
    if (said?.photos.has(index)) {
      verdict.photosTold += 1;
      if (faults.length === 0) verdict.photosIntact += 1;
    }
    if (faults.length > 0 && (same[0] || said?.photos.has(index)))
      verdict.findings.push(`${order}: photo ${index} (${row?.id}): ${faults.join(', ')}`);
  }
}

/**
 * @param {import('./pictures.mjs').Picture} picture
 * @param {ArrivedPhoto} photo
 */
function faultsOf({ width, height }, { seen, metadata, whole }) {
  const faults = [...metadata];
  if (!whole) faults.push('other bytes than the digest says');
  if (!seen) return [...faults, 'cannot be decoded'];
  const wrong = Math.abs(seen.width * height - seen.height * width);
  if (wrong > 1.5 * Math.max(width, height)) faults.push(`${seen.width}×${seen.height} of ${width}×${height}: another shape`);
  // A picture whose decoding killed the page twice is sent as large as it was.
  const isUnscaled = seen.width === width && seen.height === height;
  if (Math.max(seen.width, seen.height) > longest && !isUnscaled) faults.push(`${seen.width}×${seen.height}: too large`);
  return faults;
}

/** @param {Verdict} verdict */
export const isClean = ({ duplicates, lost, photosIntact, photosTold, findings }) =>
  lost === 0 && duplicates === 0 && photosIntact === photosTold && findings.length === 0;
