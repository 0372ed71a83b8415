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
const outputs = ['sdk/dist', 'widget/dist', 'miniprogram/dist', 'examples/backend/dist'];
const mark = join(root, '.cache', 'built');

/**
 * What rollup makes, of the sources as they are now; built only where a source changed since.
 * @param {{ always?: boolean }} [options]
 */
export async function ensureBuilt({ always = false } = {}) {
  const now = hashOf([...sources, ...plugins()].map((source) => join(root, source)));
  const built = existsSync(mark) ? readFileSync(mark, 'utf8') : '';
  if (!always && built === now && outputs.every((output) => existsSync(join(root, output)))) return;
  if (!existsSync(join(root, 'rollup.config.ts'))) throw new Stop('rollup.config.ts is missing: nothing can be built.');
  console.error('Building …');
  rmSync(mark, { force: true });
  const started = Date.now();
  const rollup = join(root, 'node_modules', 'rollup', 'dist', 'bin', 'rollup');
  const args = [rollup, '-c', 'rollup.config.ts', '--configPlugin', 'esbuild', '--silent'];
  const { code, output } = await run(process.execPath, args, { quiet: true });
  if (code !== 0) throw new Stop(`The build failed:\n${output.trim()}`);
  for (const folder of outputs) dropOlder(join(root, folder), started);
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(mark, now);
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
