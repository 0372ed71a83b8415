import { spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { prepared } from './prepare.mjs';
import { root } from './root.mjs';
import { Stop } from './stop.mjs';

/** The shop and its backend on one address, until it is stopped; resolves with the exit code. */
export async function start() {
  const port = portFrom(process.env['PORT']);
  await assertFree(port);
  const data = resolve(process.env['DATA_DIR'] ?? join(root, '.data'));
  makeFolder(data);
  await prepared({ part: 'served' });
  return serve(join(root, 'examples', 'backend', 'dist', 'main.js'), { PORT: String(port), DATA_DIR: data });
}

/**
 * @param {string} folder
 */
export function makeFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const inTheWay = cause instanceof Error && 'code' in cause && ['EEXIST', 'ENOTDIR', 'ENOENT'].includes(String(cause.code));
    throw inTheWay ? new Stop(`${folder} can not be the data folder: a file is in the way. Choose another one with DATA_DIR.`) : cause;
  }
  accessSync(folder, constants.W_OK);
}

/**
 * @param {string | undefined} text
 */
export function portFrom(text) {
  if (text === undefined || text === '') return 4173;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Stop(`PORT is "${text}"; it must be a number from 0 to 65535.`);
  return port;
}

/**
 * Says at once, before anything is built, that the port can't be had.
 * @param {number} port
 */
export function assertFree(port) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause) => {
      const code = 'code' in cause ? cause.code : '';
      if (code === 'EADDRINUSE')
        reject(new Stop(`Port ${port} is taken: stop what listens there, or choose another one, for example PORT=${port + 1} npm start.`));
      else if (code === 'EACCES')
        reject(new Stop(`Port ${port} may not be used by you: choose one above 1023, for example PORT=4173 npm start.`));
      else reject(cause);
    });
    probe.listen(port, '127.0.0.1', () => probe.close(resolve));
  });
}

/**
 * @param {string} file
 * @param {Record<string, string>} env
 * @returns {Promise<number>}
 */
function serve(file, env) {
  const server = spawn(process.execPath, [file], { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' });
  // Ctrl-C in a terminal reaches the server by itself, as it is of the same group; a second one would cut its goodbye short.
  process.on('SIGINT', () => process.stdin.isTTY || server.kill('SIGINT'));
  process.on('SIGTERM', () => server.kill('SIGTERM'));
  process.on('exit', () => server.kill('SIGTERM'));
  stopWithNpm(() => server.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.on('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

/**
 * A signal to the npm process ends npm and leaves us behind; we notice by our new parent.
 * @param {() => void} stop
 */
function stopWithNpm(stop) {
  if (!process.env['npm_lifecycle_event']) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 500).unref();
}
