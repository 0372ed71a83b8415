import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../root.mjs';
import { Stop } from '../stop.mjs';

/**
 * @typedef {object} RunningBackend
 * @property {string} url origin without a slash at the end
 * @property {() => Promise<ListedFeedback[]>} list all that has arrived, as /admin/feedback.json gives it
 * @property {(path: string) => Promise<Uint8Array>} bytes of an attachment, by its `url` in the list
 * @property {() => Promise<void>} stop
 *
 * @typedef {object} ListedAttachment
 * @property {string} id
 * @property {'stored' | 'missing' | 'unnamed' | 'removed'} state
 * @property {string | null} sha256
 * @property {string | null} url
 *
 * @typedef {object} ListedFeedback
 * @property {string} id
 * @property {string | null} orderId
 * @property {number} attempts
 * @property {{ text?: string }} body
 * @property {{ type: string, details?: { text?: string } }[]} events
 * @property {ListedAttachment[]} attachments
 * @property {string[]} need
 */

/** Milliseconds until a backend that says nothing counts as broken: its first start makes a database. */
const patience = 240_000;

/**
 * The built backend and shop, on a free port of 127.0.0.1, with its data in the given folder.
 * @param {string} dataFolder
 * @returns {Promise<RunningBackend>}
 */
export async function startBackend(dataFolder) {
  const main = process.env['YIJIAN_BACKEND'] ?? join(root, 'examples', 'backend', 'dist', 'main.js');
  const { DATABASE_URL: _, ADMIN_TOKEN: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [main], {
    cwd: root,
    env: { ...inherited, PORT: '0', DATA_DIR: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Stop(`The backend did not start: ${said}`)), patience);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Stop(`The backend ended with ${code}: ${said}`)));
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        said = `${said}${line}\n`.slice(-4_000);
        const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
        if (address) {
          clearTimeout(timer);
          resolve(address);
        }
      });
    }
  });
  return {
    url,
    async list() {
      const answer = await fetch(`${url}/admin/feedback.json`);
      if (!answer.ok) throw new Stop(`/admin/feedback.json answers ${answer.status}: ${said}`);
      return (await answer.json()).feedback;
    },
    async bytes(path) {
      const answer = await fetch(url + path);
      if (!answer.ok) throw new Stop(`${path} answers ${answer.status}`);
      return new Uint8Array(await answer.arrayBuffer());
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const cut = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(cut);
    },
  };
}
