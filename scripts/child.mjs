import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from './root.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * @typedef {object} RunOptions
 * @property {Record<string, string>} [env] added to this process's environment
 * @property {string} [cwd] the repository if absent
 * @property {boolean} [apart] in a group of its own, its output passed on line by line
 * @property {boolean} [quiet] keeps the output to the result
 * @property {number} [limitMinutes] the child and what it started are ended after this
 *
 * @typedef {object} RunResult
 * @property {number} code exit code; 1 where the child was ended by a signal
 * @property {string} output both streams, as they came; empty where the child wrote to our terminal directly
 * @property {boolean} timedOut
 */

/**
 * Runs a program to its end. Never throws for a failed program, only for one that can't be started.
 * @param {string} file
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(file, args, options = {}) {
  const { env, cwd = root, apart = false, quiet = false, limitMinutes } = options;
  const captured = quiet || apart;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: captured ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      // A group of its own, so that ending it also ends the browsers and servers that it started.
      detached: captured && process.platform !== 'win32',
    });
    if (captured) running.add(child);
    let output = '';
    let timedOut = false;
    for (const [stream, sink] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        output += `${line}\n`;
        if (!quiet) sink.write(`${line}\n`);
      });
    }
    const limit = limitMinutes
      ? setTimeout(() => {
          timedOut = true;
          end(child, 'SIGKILL');
        }, limitMinutes * 60_000)
      : undefined;
    child.on('error', (cause) => {
      clearTimeout(limit);
      running.delete(child);
      reject(cause);
    });
    child.on('close', (code) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ code: code ?? 1, output, timedOut });
    });
  });
}

/**
 * Ends a child of `run` and what it started.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function end(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (cause) {
    // Already gone is what we wanted.
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause;
  }
}

/** Ends every child that still runs; for the way out. */
export function endChildren() {
  for (const child of running) end(child, 'SIGTERM');
}
