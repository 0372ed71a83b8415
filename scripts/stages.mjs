import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { prepared } from './prepare.mjs';
import { root } from './root.mjs';
import { lineFor } from './stop.mjs';
import { notRun, playwrightTally, single, vitestTally } from './tally.mjs';
import { ensureTaroBuilt } from './taro.mjs';

/**
 * @typedef {import('./tally.mjs').Tally} Tally
 * @typedef {import('./browsers.mjs').Engine} Engine
 * @typedef {import('./browsers.mjs').Provided} Provided
 *
 * @typedef {object} StageContext
 * @property {string[]} args handed to the runner
 * @property {Provided} browsers
 * @property {Record<string, string>} env
 * @property {boolean} maySkip false in CI
 *
 * @typedef {object} Stage
 * @property {string} name
 * @property {'static' | 'unit' | 'long'} group static ones fail together before anything longer starts
 * @property {boolean} [built] tests what `build` makes
 * @property {boolean} [database] uses PostgreSQL where there is one
 * @property {Engine[]} [engines]
 * @property {(context: StageContext) => Promise<Tally>} run
 */

/** Minutes after which a stage counts as hung. */
const limitMinutes = 20;

const bin = {
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  oxlint: 'node_modules/oxlint/bin/oxlint',
  tsc: 'node_modules/typescript/bin/tsc',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
};

/** Everything that `npm test` runs, in order. @type {Stage[]} */
export const stages = [
  {
    name: 'format',
    group: 'static',
    run: (context) => yesOrNo([bin.prettier, '--check', '--log-level', 'warn', ...orAll(context)], context),
  },
  { name: 'lint', group: 'static', run: (context) => yesOrNo([bin.oxlint, '--deny-warnings', ...orAll(context)], context) },
  { name: 'contract', group: 'static', run: (context) => yesOrNo(['scripts/contract.mjs', '--check'], context) },
  { name: 'build', group: 'static', run: build },
  // The Taro shop sees the packages as they are built.
  { name: 'types', group: 'static', built: true, run: types },
  { name: 'size', group: 'static', built: true, run: (context) => yesOrNo(['scripts/size.mjs'], context) },
  { name: 'checks', group: 'static', built: true, run: (context) => vitest(['checks'], context) },
  { name: 'unit', group: 'unit', database: true, run: (context) => vitest(['unit'], context) },
  { name: 'mini', group: 'long', built: true, run: (context) => vitest(['mini'], context) },
  { name: 'e2e', group: 'long', built: true, database: true, engines: ['chromium', 'firefox'], run: playwright },
  {
    name: 'browser',
    group: 'long',
    engines: ['chromium', 'firefox'],
    run: (context) => vitest(present(context, ['chromium', 'firefox']), context),
  },
  { name: 'webkit', group: 'long', built: true, engines: ['webkit'], run: (context) => vitest(['webkit'], context, ['xvfb-run', '-a']) },
  { name: 'chaos', group: 'long', built: true, engines: ['chromium'], run: (context) => yesOrNo(chaosArgs(context), context) },
];

/** Rollup's output of the sources as they are; the stages after it test that. @returns {Promise<Tally>} */
async function build() {
  return single(await isMade(prepared()));
}

/** Says why where it is not. @param {Promise<unknown>} making */
async function isMade(making) {
  try {
    await making;
    return true;
  } catch (cause) {
    console.error(lineFor(cause));
    return false;
  }
}

/** @param {StageContext} context */
const orAll = ({ args }) => (args.length > 0 ? args : ['.']);

/** The short chaos run: its seed is fixed, so that two runs of one commit do the same. @param {StageContext} context */
const chaosArgs = ({ args }) => ['scripts/chaos/index.mjs', ...(args.length > 0 ? args : ['--n', '40', '--seed', '1'])];

/**
 * @param {StageContext} context
 * @param {Engine[]} engines
 */
const present = ({ browsers }, engines) => engines.filter((engine) => browsers.found[engine]);

/** Sources by project references, the tests and everything else by one configuration, and what Taro builds, which is React to the compiler. */
const typed = [
  ['--build'],
  ['--project', 'scripts/tsconfig.tests.json'],
  ['--project', 'examples/taro-shop/tsconfig.json'],
  ['--project', 'miniprogram/native/tsconfig.json'],
];

/** @param {StageContext} context */
async function types(context) {
  let ok = true;
  for (const what of typed) ok = (await node([bin.tsc, ...what, '--pretty', 'false'], context)).ok && ok;
  return single(ok);
}

/**
 * @param {string[]} args
 * @param {StageContext} context
 */
async function yesOrNo(args, context) {
  return single((await node(args, context)).ok);
}

/**
 * @param {string[]} projects
 * @param {StageContext} context
 * @param {string[]} [under] a program that starts the runner
 */
async function vitest(projects, context, under = []) {
  if (projects.length === 0) return notRun('no browser to run in', context.maySkip);
  const report = reportFile(`vitest-${projects[0]}`);
  const chosen = projects.flatMap((project) => ['--project', project]);
  const args = [
    bin.vitest,
    'run',
    '--config',
    'scripts/vitest.config.ts',
    ...chosen,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...context.args,
  ];
  const { ok } = await node(args, context, {}, under);
  return vitestTally(readReport(report), ok);
}

/** @param {StageContext} context */
async function playwright(context) {
  // Two of its journeys run them, and this stage may run alone.
  if (!(await isMade(ensureTaroBuilt(['weapp', 'h5'])))) return single(false);
  const report = reportFile('playwright');
  const { ok } = await node([bin.playwright, 'test', '--config', 'scripts/playwright.config.ts', ...context.args], context, {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  return playwrightTally(readReport(report), ok);
}

/**
 * @param {string[]} args
 * @param {StageContext} context
 * @param {Record<string, string>} [extra]
 * @param {string[]} [under]
 */
async function node(args, { env }, extra = {}, under = []) {
  const [file = '', ...rest] = [...under, process.execPath, ...args];
  const { code, timedOut } = await run(file, rest, { env: { ...env, ...extra }, apart: true, limitMinutes });
  if (timedOut) console.error(`ended after ${limitMinutes} minutes`);
  return { ok: code === 0 && !timedOut };
}

/** @param {string} name */
function reportFile(name) {
  const file = join(root, '.cache', 'reports', `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
