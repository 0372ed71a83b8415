import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { root } from './root.mjs';
import { Stop } from './stop.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean, extraneous?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lockfile
 */

/** Dependencies as package-lock.json asks; nothing is done where they already are. */
export async function ensureInstalled() {
  const wanted = readLock('package-lock.json');
  if (!wanted) throw new Stop('package-lock.json is missing or unreadable: restore it from the repository.');
  if (isInstalled(wanted, readLock('node_modules/.package-lock.json'))) return;
  console.error('Installing dependencies (npm ci) …');
  const npm = npmCommand();
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  const { code, output } = await run(npm.file, [...npm.args, ...args], { quiet: true });
  if (code !== 0) throw new Stop(installFailure(output));
}

/**
 * Whether npm's own record of node_modules holds every package of the lockfile in its version.
 * Optional packages (bindings for other platforms) may be missing.
 * @param {Lockfile} wanted
 * @param {Lockfile | null} installed
 */
export function isInstalled(wanted, installed) {
  const have = installed?.packages;
  if (!have) return false;
  return Object.entries(wanted.packages ?? {}).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.optional) return true;
    return have[path] !== undefined && have[path].version === entry.version;
  });
}

/**
 * One clear line out of what a failed `npm ci` printed.
 * @param {string} output
 */
export function installFailure(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT/.test(output)) {
    return 'Dependencies could not be installed: the npm registry can not be reached. Connect to the network and run the command again.';
  }
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return `Dependencies could not be installed: no permission to write ${join(root, 'node_modules')}. Give yourself write access there and run the command again.`;
  }
  if (/ENOSPC/.test(output)) return 'Dependencies could not be installed: the disk is full.';
  if (/EBADENGINE/.test(output))
    return 'Dependencies could not be installed: this Node or npm is too old for one of them; use Node 20.19 or newer.';
  const reason = output.split('\n').find((line) => /^npm (error|ERR!) (?!code)/.test(line)) ?? output.trim().split('\n').at(-1) ?? '';
  return `Dependencies could not be installed; run "npm ci" to see all of it: ${reason.replace(/^npm (error|ERR!) /, '')}`;
}

/** npm as it started us, or the one on PATH. */
export function npmCommand() {
  const started = process.env['npm_execpath'];
  if (started && /npm-cli\.[cm]?js$/.test(started) && existsSync(started)) return { file: process.execPath, args: [started] };
  return process.platform === 'win32' ? { file: 'cmd.exe', args: ['/c', 'npm'] } : { file: 'npm', args: [] };
}

/**
 * @param {string} file
 * @returns {Lockfile | null}
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError || (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) return null;
    throw cause;
  }
}
