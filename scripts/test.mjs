import { provideBrowsers } from './browsers.mjs';
import { endChildren } from './child.mjs';
import { providePostgres } from './postgres.mjs';
import { prepared } from './prepare.mjs';
import { stages } from './stages.mjs';
import { Stop } from './stop.mjs';
import { closingLine, notRun, sum } from './tally.mjs';

/**
 * @typedef {import('./stages.mjs').Stage} Stage
 * @typedef {import('./stages.mjs').StageContext} StageContext
 * @typedef {import('./tally.mjs').Tally} Tally
 */

/**
 * Every stage, or with `--only name` one of them (arguments after it go to its runner); resolves with the exit code.
 * All static stages run before a failure among them ends the run; the long ones run two at a time.
 * @param {string[]} args
 */
export async function test(args) {
  const started = Date.now();
  const { chosen, rest } = chosenStages(args);
  endOnSignal();
  await prepared({ build: 'no' });

  const maySkip = process.env['CI'] !== 'true';
  const engines = [...new Set(chosen.flatMap((stage) => stage.engines ?? []))];
  const browsers = engines.length > 0 ? await provideBrowsers(engines) : { found: {}, missing: {} };
  const database = chosen.some((stage) => stage.database) ? await providePostgres() : null;
  /** @type {Record<string, string>} */
  const env = Object.assign({}, ...Object.values(browsers.found), database && 'url' in database && { TEST_DATABASE_URL: database.url });
  /** @type {StageContext} */
  const context = { args: rest, browsers, env, maySkip };

  const tallies = Object.values(browsers.missing).map((why) => notRun(why, maySkip));
  if (database && 'missing' in database) tallies.push(notRun(database.missing, maySkip));
  try {
    tallies.push(...(await runStages(chosen, context, sum(tallies).failed > 0)));
  } finally {
    if (database && 'stop' in database) await database.stop();
  }
  return closed(sum(tallies), started);
}

/**
 * @param {Stage[]} chosen
 * @param {StageContext} context
 * @param {boolean} alreadyFailed only the static stages run then
 */
async function runStages(chosen, context, alreadyFailed) {
  /** @type {Tally[]} */
  const tallies = [];
  let failed = alreadyFailed;
  for (const group of /** @type {const} */ (['static', 'unit', 'long'])) {
    const members = chosen.filter((stage) => stage.group === group);
    if (group !== 'static' && failed && members.length > 0) {
      console.log(`\nnot started because of what failed above: ${members.map(({ name }) => name).join(', ')}`);
      continue;
    }
    // One after another: browsers of two stages on two cores make each other late.
    const results = await oneByOne(members, context);
    tallies.push(...results);
    failed ||= sum(results).failed > 0;
  }
  return tallies;
}

/**
 * @param {Stage[]} members
 * @param {StageContext} context
 */
async function oneByOne(members, context) {
  /** @type {Tally[]} */
  const tallies = [];
  let unbuilt = false;
  for (const stage of members) {
    if (stage.built && unbuilt) console.log(`\nnot started, as there is no build: ${stage.name}`);
    else tallies.push(await runStage(stage, context));
    if (stage.name === 'build') unbuilt = tallies.at(-1)?.failed !== 0;
  }
  return tallies;
}

/**
 * @param {Stage} stage
 * @param {StageContext} context
 * @returns {Promise<Tally>}
 */
async function runStage(stage, context) {
  const started = Date.now();
  console.log(`\n== ${stage.name} ==`);
  // An engine that is missing was counted once, for all stages.
  if (stage.engines && !stage.engines.some((engine) => context.browsers.found[engine])) return sum([]);
  const tally = await stage.run(context);
  console.log(
    `== ${stage.name}: ${tally.failed > 0 ? 'FAILED' : 'ok'}, ${tally.passed} of ${tally.passed + tally.failed}, ${seconds(started)} ==`,
  );
  return { ...tally, why: tally.why.map((line) => `${stage.name}: ${line}`) };
}

/**
 * @param {Tally} tally
 * @param {number} started
 */
function closed(tally, started) {
  console.log(`\n${tally.failed > 0 ? 'Failed' : 'Done'} after ${seconds(started)}.`);
  if (tally.why.length > 0)
    console.log(`Not run, not at once, or failed as a whole:\n${[...new Set(tally.why)].map((line) => `- ${line}`).join('\n')}`);
  console.log(closingLine(tally));
  return tally.failed > 0 ? 1 : 0;
}

/**
 * @param {string[]} args
 */
export function chosenStages(args) {
  if (args[0] !== '--only') {
    if (args.length > 0) throw new Stop(`Unknown argument "${args[0]}": npm test takes -- --only <stage> [arguments for its runner].`);
    return { chosen: stages, rest: [] };
  }
  const [, name = '', ...rest] = args;
  const found = stages.find((stage) => stage.name === name);
  const chosen = stages.filter((stage) => stage === found || (found?.built && stage.name === 'build'));
  if (chosen.length === 0) throw new Stop(`Unknown stage "${name}": one of ${stages.map((stage) => stage.name).join(', ')}.`);
  return { chosen, rest };
}

/** Ends what runs below us, then ourselves; a database follows by its own exit hook. */
function endOnSignal() {
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])) {
    process.on(signal, () => {
      endChildren();
      process.exit(code);
    });
  }
}

/** @param {number} since */
const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`;
