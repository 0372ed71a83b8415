import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { root } from './root.mjs';
import { Stop } from './stop.mjs';

const sources = [
  'package-lock.json',
  'rollup.config.ts',
  'tsconfig.json',
  'sdk/package.json',
  'sdk/src',
  'widget/package.json',
  'widget/src',
  'miniprogram/package.json',
  'miniprogram/src',
  'examples/backend/package.json',
  'examples/backend/src',
];
/** What is built, by part; the packages with their types take twice as long as all that a server serves. */
const outputs = {
  served: ['widget/dist', 'examples/backend/dist'],
  all: ['sdk/dist', 'widget/dist', 'miniprogram/dist', 'examples/backend/dist'],
};
/** Holds the hash of the sources that the part was built of. @param {Part} part */
const markOf = (part) => join(root, '.cache', part === 'all' ? 'built' : `built-${part}`);

/** @typedef {keyof typeof outputs} Part */

/**
 * What rollup makes, of the sources as they are now; built only where a source changed since.
 * @param {{ always?: boolean, part?: Part }} [options]
 */
export async function ensureBuilt({ always = false, part = 'all' } = {}) {
  const now = hashOf([...sources, ...plugins()].map((source) => join(root, source)));
  const isBuilt = [part, /** @type {const} */ ('all')].some((built) => {
    const mark = markOf(built);
    return existsSync(mark) && readFileSync(mark, 'utf8') === now;
  });
  if (!always && isBuilt && outputs[part].every((output) => existsSync(join(root, output)))) return;
  if (!existsSync(join(root, 'rollup.config.ts'))) throw new Stop('rollup.config.ts is missing: nothing can be built.');
  console.error('Building …');
  // Both: a part that is built anew is no longer of one piece with what was built before.
  for (const mark of [markOf('served'), markOf('all')]) rmSync(mark, { force: true });
  const started = Date.now();
  const rollup = join(root, 'node_modules', 'rollup', 'dist', 'bin', 'rollup');
  const args = [rollup, '-c', 'rollup.config.ts', '--configPlugin', 'esbuild', '--silent'];
  const { code, output } = await run(process.execPath, args, { quiet: true, env: { YIJIAN_PART: part } });
  if (code !== 0) throw new Stop(`The build failed:\n${output.trim()}`);
  for (const folder of outputs[part]) dropOlder(join(root, folder), started);
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(markOf(part), now);
}

/** rollup.config.ts takes its plugins from the modules beside this one. */
function plugins() {
  return readdirSync(join(root, 'scripts'))
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => join('scripts', name));
}

/**
 * One hash over files and folders, by path and content; tests don't count, they are not built.
 * @param {string[]} paths
 */
export function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    if (!existsSync(path)) continue;
    for (const file of filesIn(path)) {
      if (/\.test(-d)?\.tsx?$/.test(file)) continue;
      hash.update(file).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/**
 * Removes what an earlier build left under names that are no longer written.
 * @param {string} folder
 * @param {number} started
 */
function dropOlder(folder, started) {
  if (!existsSync(folder)) return;
  // A second of slack: file systems round times.
  for (const file of filesIn(folder)) if (statSync(file).mtimeMs < started - 1000) rmSync(file);
}

/**
 * @param {string} path
 * @returns {string[]} files below it, in a fixed order
 */
function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}
