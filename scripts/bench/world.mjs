import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from 'playwright';
import { startBackend } from '../chaos/backend.mjs';
import { forward, readBody, send } from '../chaos/exchange.mjs';
import { chromiumLaunch } from '../launch.mjs';
import { pages } from './pages.mjs';

/**
 * @typedef {object} World
 * @property {string} url origin of the pages
 * @property {string} folder for files of the bench
 * @property {(path: string, conditions?: Conditions) => Promise<Visit>} visit a page in a browser profile of its own
 * @property {(options: { browser: import('playwright').Browser }) => Promise<number>} peakMemory most memory that a renderer of that
 *   browser ever held, bytes; NaN where the system does not tell
 * @property {() => Promise<import('playwright').Browser>} freshBrowser to be closed by the caller
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Conditions
 * @property {number} [slowdown] of the processor; 1 if absent
 * @property {boolean} [slow4g]
 * @property {import('playwright').Browser} [browser]
 *
 * @typedef {object} Visit
 * @property {import('playwright').Page} page
 * @property {import('playwright').CDPSession} session
 * @property {string[]} requests
 * @property {() => Promise<void>} end
 */

/** Lighthouse's slow 4G. */
const slow4g = { offline: false, latency: 150, downloadThroughput: (1.6e6 * 0.9) / 8, uploadThroughput: (750e3 * 0.9) / 8 };

/**
 * The real backend, the bench's own pages on the same origin, and a Chromium that looks like a phone.
 * @returns {Promise<World>}
 */
export async function createWorld() {
  const folder = await mkdtemp(join(tmpdir(), 'yijian-bench-'));
  const backend = await startBackend(join(folder, 'data'));
  const agent = new Agent({ keepAlive: true });
  const origin = new URL(backend.url);
  const server = createServer(async (incoming, answer) => {
    const own = pages[new URL(incoming.url ?? '/', backend.url).pathname];
    try {
      if (own === undefined) send(answer, await forward({ origin, agent }, incoming, await readBody(incoming)));
      else {
        const type = own.startsWith('<') ? 'text/html; charset=utf-8' : 'text/javascript; charset=utf-8';
        answer.writeHead(200, { 'content-type': type, 'content-encoding': 'br', 'cache-control': 'no-cache' });
        answer.end(brotliCompressSync(own));
      }
    } catch {
      // The page that asked is gone.
      answer.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const shared = await chromium.launch(chromiumLaunch());

  return {
    url,
    folder,
    async visit(path, { slowdown = 1, slow4g: slow = false, browser = shared } = {}) {
      const context = await browser.newContext({ viewport: { width: 412, height: 915 }, isMobile: true, hasTouch: true, locale: 'zh-CN' });
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      /** @type {string[]} */
      const requests = [];
      page.on('request', (request) => request.url().startsWith('http') && requests.push(`${request.method()} ${request.url()}`));
      await page.addInitScript(watch);
      if (slowdown > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
      await session.send('Network.enable');
      if (slow) await session.send('Network.emulateNetworkConditions', slow4g);
      await session.send('Performance.enable');
      await page.goto(url + path, { waitUntil: 'load' });
      return { page, session, requests, end: () => context.close() };
    },
    freshBrowser: () => chromium.launch(chromiumLaunch()),
    async peakMemory({ browser }) {
      const session = await browser.newBrowserCDPSession();
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      const peaks = await Promise.all(processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => peakOf(id)));
      return Math.max(...peaks, Number.NEGATIVE_INFINITY);
    },
    async close() {
      await shared.close();
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await backend.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** @param {number} pid */
async function peakOf(pid) {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1024;
  } catch {
    return Number.NaN;
  }
}

/** Starts counting the peak of every renderer anew, where the system can. @param {import('playwright').Browser} browser */
export async function forgetPeaks(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  for (const { id, type } of processInfo) if (type === 'renderer') await writeFile(`/proc/${id}/clear_refs`, '5').catch(() => undefined);
}

/** Runs in the page, before its scripts: watches for shifts, long tasks and timers. */
function watch() {
  const seen = { shift: 0, blockedMs: 0, timers: 0 };
  Reflect.set(globalThis, 'bench', seen);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shift += Number(Reflect.get(entry, 'value'));
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.blockedMs += Math.max(0, duration - 50);
  }).observe({ type: 'longtask', buffered: true });
  for (const name of /** @type {const} */ (['setTimeout', 'setInterval'])) {
    const native = globalThis[name];
    Reflect.set(globalThis, name, (/** @type {unknown[]} */ ...values) => {
      seen.timers += 1;
      return Reflect.apply(native, globalThis, values);
    });
  }
}
