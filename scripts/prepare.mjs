import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './root.mjs';

const lock = join(root, '.cache', 'preparing');

/**
 * Dependencies as the lockfile asks and a build of the sources as they are now, made only where they are not there yet.
 * Two commands at once don't install or build into each other's files: the second waits.
 * @param {{ build?: 'if-changed' | 'always' | 'no', part?: import('./build.mjs').Part }} [options]
 */
export async function prepared({ build = 'if-changed', part = 'all' } = {}) {
  await takeLock();
  process.once('exit', releaseLock);
  try {
    await ensureInstalled();
    if (build !== 'no') await ensureBuilt({ always: build === 'always', part });
  } finally {
    process.off('exit', releaseLock);
    releaseLock();
  }
}

async function takeLock() {
  mkdirSync(join(root, '.cache'), { recursive: true });
  for (let said = false; ; said = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
    }
    if (!holderLives()) rmSync(lock, { force: true });
    else {
      if (!said) console.error('Another command is installing or building here; waiting for it.');
      await wait(300);
    }
  }
}

function holderLives() {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (!pid) return true;
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

function releaseLock() {
  rmSync(lock, { force: true });
}
