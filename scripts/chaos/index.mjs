import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { lineFor, Stop } from '../stop.mjs';
import { runChaos } from './run.mjs';
import { isClean } from './verdict.mjs';

try {
  process.exitCode = await main();
} catch (cause) {
  console.error(lineFor(cause));
  process.exitCode = 1;
}

/** `npm run chaos -- --n 200 --seed 7 [--json] [--verbose]`: one run, one line; 0 only if nothing was lost, doubled or harmed. */
async function main() {
  const { values } = parseArgs({
    options: {
      n: { type: 'string', default: '200' },
      seed: { type: 'string' },
      json: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  });
  const count = wholeNumber('n', values.n, 1, 10_000);
  const seed = values.seed === undefined ? randomInt(1_000_000) : wholeNumber('seed', values.seed, 0, 2 ** 31);
  const outcome = await runChaos({ seed, count, log: values.verbose ? (line) => console.error(line) : () => undefined });
  const { submitted, told, arrived, duplicates, lost, photosIntact, photosTold, findings, waiting, unfinished, requests, seconds } =
    outcome;

  // A run in which hardly anybody was told anything proves nothing.
  const isProof = told * 2 >= count;
  const ok = isClean(outcome) && waiting.length === 0 && isProof;
  const troubles = [...findings, ...waiting.map((line) => `still in the outbox: ${line}`)];
  if (!isProof) troubles.push(`only ${told} of ${count} were told anything: the run proves nothing`, ...unfinished);
  if (values.verbose) for (const line of unfinished) console.error(`not finished: ${line}`);
  for (const line of troubles) console.error(line);
  if (!ok) console.error(`Again: npm run chaos -- --n ${count} --seed ${seed} --verbose`);
  const figures = {
    ok,
    seed,
    submitted_count: submitted,
    told_count: told,
    arrived_count: arrived,
    duplicates_count: duplicates,
    lost_count: lost,
    photos_told_count: photosTold,
    photos_intact_count: photosIntact,
    photos_intact_percent: photosTold === 0 ? 100 : (100 * photosIntact) / photosTold,
    waiting_count: waiting.length,
    unfinished_count: unfinished.length,
    requests_count: requests,
    duration_s: seconds,
    findings: troubles,
  };
  console.log(
    values.json
      ? JSON.stringify(figures)
      : `chaos: ${submitted} submitted, ${told} told, ${arrived} arrived, ${duplicates} duplicates, ${lost} lost, ` +
          `photos intact ${photosIntact}/${photosTold}, seed ${seed}, ${seconds} s`,
  );
  return ok ? 0 : 1;
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} least
 * @param {number} most
 */
function wholeNumber(name, text, least, most) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Stop(`--${name} is "${text}"; it must be a whole number from ${least} to ${most}.`);
  return value;
}
