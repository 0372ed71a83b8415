import { createRandom, seedOf } from './random.mjs';

/**
 * @typedef {import('../fault-proxy.mjs').Fault} Fault
 * @typedef {import('../fault-proxy.mjs').NextFault} NextFault
 */

/** How often an exchange suffers, as long as nothing is healed. */
const share = 0.45;

/** What networks and servers do, and how often. @type {readonly (readonly [Fault, number])[]} */
const faults = [
  [{ type: 'refuse' }, 2],
  [{ type: 'reset' }, 2],
  [{ type: 'reset', after: true }, 4],
  [{ type: 'status', status: 500 }, 2],
  [{ type: 'status', status: 500, after: true }, 4],
  [{ type: 'status', status: 503, retryAfter: '1' }, 1],
  [{ type: 'status', status: 429, retryAfter: '2' }, 1],
  [{ type: 'slow', ms: 300 }, 2],
  [{ type: 'slow', ms: 1500 }, 2],
  [{ type: 'stall' }, 0.5],
  [{ type: 'stall', after: true }, 1],
  [{ type: 'cut' }, 3],
  [{ type: 'captive' }, 2],
  [{ type: 'redirect' }, 1],
  [{ type: 'garbage' }, 1],
  [{ type: 'status', status: 401, problem: 'sign-in' }, 0.3],
  [{ type: 'status', status: 404, problem: 'not-found' }, 0.5],
];

/** A final refusal of a text; tried again a day later, when everything is healed. @type {Fault} */
const refusal = { type: 'status', status: 400, problem: 'invalid-body' };
/** @type {Fault} */
const tooLarge = { type: 'status', status: 413, problem: 'too-large' };

/**
 * Faults that follow from the seed, from which feedback (by order of arrival) is concerned and from how often the same was asked before;
 * not from everything else that happens. Photos are refused as too large at most twice: a third time would rightly park them for good.
 * @param {number} seed
 * @returns {NextFault}
 */
export function seededFaults(seed) {
  /** @type {Map<string, number>} */
  const ordinals = new Map();
  const ordinal = (/** @type {string} */ id) => {
    const known = ordinals.get(id) ?? ordinals.size;
    ordinals.set(id, known);
    return known;
  };
  return ({ kind, feedback = '', attachment, attempt }) => {
    const random = createRandom(seedOf(seed, [kind, ordinal(feedback), attachment ? ordinal(attachment) : '', attempt].join(' ')));
    if (kind === 'attachment' && attempt < 2 && random.chance(0.1)) return tooLarge;
    if (kind === 'feedback' && attempt === 0 && random.chance(0.02)) return refusal;
    return random.chance(share) ? random.weigh(faults) : undefined;
  };
}
