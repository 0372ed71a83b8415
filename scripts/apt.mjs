import { readFileSync } from 'node:fs';
import { run } from './child.mjs';

/** Whether missing programs may be installed here: Debian itself (Ubuntu's browser packages are stubs) and root. */
export function canInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && isDebian(readRelease());
}

/**
 * @param {string} release text of /etc/os-release
 */
export function isDebian(release) {
  return /^ID="?debian"?$/m.test(release);
}

/**
 * The exact command that a person would type.
 * @param {string[]} packages
 */
export function installCommand(packages) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/**
 * Installs Debian packages; says what it does, and false where it did not work.
 * @param {string[]} packages
 */
export async function install(packages) {
  console.error(`Installing ${packages.join(', ')} (apt-get) …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  const update = await run('apt-get', [...wait, '-qq', 'update'], { quiet: true, env });
  if (update.code !== 0) console.error(`apt-get update failed: ${lastLine(update.output)}`);
  const installed = await run('apt-get', [...wait, '-qq', '-y', 'install', '--no-install-recommends', ...packages], { quiet: true, env });
  if (installed.code !== 0) console.error(`apt-get install failed: ${lastLine(installed.output)}`);
  return installed.code === 0;
}

/** @param {string} output */
function lastLine(output) {
  return output.trim().split('\n').at(-1) ?? '';
}

function readRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
