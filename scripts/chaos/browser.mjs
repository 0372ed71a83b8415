import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright';
import { chromiumLaunch } from '../launch.mjs';
import { Stop } from '../stop.mjs';

/**
 * A Chromium whose processes are ours to kill, on a profile that stays.
 *
 * @typedef {object} ChaosBrowser
 * @property {() => Promise<import('playwright').BrowserContext>} context the running browser's, starting it where it is not
 * @property {() => Promise<void>} kill SIGKILL to every process of it at once; `context()` starts it again
 * @property {(nth: number) => Promise<boolean>} killRenderer SIGKILL to one renderer process; false where there is none
 * @property {() => Promise<void>} close
 */

/** Milliseconds that a browser may take to start. */
const patience = 60_000;

/**
 * @param {string} profile folder of the profile
 * @param {(context: import('playwright').BrowserContext) => Promise<void>} prepare called after each start
 * @returns {ChaosBrowser}
 */
export function createChaosBrowser(profile, prepare) {
  /** @typedef {{ child: import('node:child_process').ChildProcess, browser: import('playwright').Browser, context: import('playwright').BrowserContext }} Running */
  /** @type {Promise<Running> | undefined} */
  let running;

  async function start() {
    const { executablePath = chromium.executablePath(), args } = chromiumLaunch();
    const child = spawn(
      executablePath,
      [
        ...args,
        '--headless',
        '--remote-debugging-port=0',
        `--user-data-dir=${profile}`,
        '--no-first-run',
        '--no-default-browser-check',
        '--disable-component-update',
        '--disable-dev-shm-usage',
        '--disable-renderer-backgrounding',
        '--disable-backgrounding-occluded-windows',
        '--lang=zh-CN',
        'about:blank',
      ],
      // A group of its own: killing it leaves no renderer behind.
      { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
    );
    const browser = await chromium.connectOverCDP(await endpointOf(child));
    const context = browser.contexts()[0];
    if (!context) throw new Stop('Chromium came up without a context.');
    await prepare(context);
    return { child, browser, context };
  }

  /** @param {Running} run */
  async function killAll({ child, browser }) {
    const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve();
    if (child.pid !== undefined) killGroup(child.pid);
    await gone;
    await browser.close().catch(ignoreGone);
  }

  return {
    async context() {
      running ??= start();
      const asked = running;
      const run = await asked;
      if (run.browser.isConnected() && run.child.exitCode === null && run.child.signalCode === null) return run.context;
      // Another lane may have started the next one already: that is not to be killed.
      if (running === asked) await this.kill();
      return this.context();
    },
    async kill() {
      const run = running;
      running = undefined;
      if (run) await killAll(await run);
    },
    async killRenderer(nth) {
      const run = await running;
      if (!run?.browser.isConnected()) return false;
      const session = await run.browser.newBrowserCDPSession();
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      const renderers = processInfo.filter(({ type }) => type === 'renderer');
      const victim = renderers[nth % Math.max(1, renderers.length)];
      await session.detach().catch(ignoreGone);
      if (!victim) return false;
      process.kill(victim.id, 'SIGKILL');
      return true;
    },
    async close() {
      await this.kill();
    },
  };
}

/**
 * The address on which it can be driven, as it tells it.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
function endpointOf(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Stop(`Chromium did not start: ${said}`)), patience);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Stop(`Chromium ended with ${code}: ${said}`)));
    if (!child.stderr) return;
    createInterface({ input: child.stderr }).on('line', (line) => {
      said = `${said}${line}\n`.slice(-2_000);
      const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}

/** @param {number} pid of the group's leader */
function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (cause) {
    // Gone already is what we wanted.
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause;
  }
}

/** What was killed on purpose has nothing more to say. @param {unknown} cause */
export function ignoreGone(cause) {
  if (!(cause instanceof Error)) throw cause;
}
