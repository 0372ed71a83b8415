import { ignoreGone } from './browser.mjs';

/**
 * @typedef {object} Surroundings
 * @property {import('./tab.mjs').Tab} tab
 * @property {import('./browser.mjs').ChaosBrowser} browser
 * @property {import('../fault-proxy.mjs').FaultProxy} proxy
 * @property {Promise<void>} given ends with the giving of the feedback
 * @property {import('./verdict.mjs').Told} told
 */

const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** How many lanes want the server to be away right now. */
let down = 0;

/**
 * Does to the page, the browser or the network what the plan says, so long after the tap; resolves when it is over.
 * @param {import('./plan.mjs').PlannedFeedback['disturbance']} disturbance
 * @param {Surroundings} surroundings
 */
export async function disturb({ kind, afterMs, ms }, { tab, browser, proxy, given, told }) {
  if (kind === 'nothing' || kind === 'second-tap') return;
  // Counted from the first tap: what comes before it is not the matter of the run.
  let over = false;
  void given.then(() => (over = true));
  while (!told.submitted && !over) await sleep(5);
  await sleep(afterMs);
  const page = tab.page();
  try {
    switch (kind) {
      case 'reload':
        await page?.reload({ waitUntil: 'commit', timeout: 5_000 });
        return;
      case 'leave':
        await page?.goto('about:blank', { waitUntil: 'commit', timeout: 5_000 });
        return;
      case 'back':
        // Into the back/forward cache and out of it, where the browser keeps the page.
        await page?.goto(`${proxy.url}/`, { waitUntil: 'commit', timeout: 5_000 });
        await sleep(ms);
        await page?.goBack({ waitUntil: 'commit', timeout: 5_000 });
        return;
      case 'close':
        await tab.close();
        return;
      case 'crash':
        await crash(page);
        return;
      case 'kill-renderer':
        await browser.killRenderer(afterMs);
        return;
      case 'kill-browser':
        await browser.kill();
        return;
      case 'offline':
        await goOffline(page, ms);
        return;
      case 'server-down':
        if (down++ === 0) await proxy.setDown(true);
        await sleep(ms);
        if (--down === 0) await proxy.setDown(false);
        return;
      case 'freeze':
        await freeze(page, ms);
        return;
      case 'clock':
        await soon(page?.evaluate((by) => Reflect.get(globalThis, 'chaos')?.jump(by), ms));
        return;
    }
  } catch (cause) {
    // Another lane may have killed what this one was about to disturb.
    ignoreGone(cause);
  }
}

/** @param {import('playwright').Page | undefined} page */
async function crash(page) {
  const session = await sessionOf(page);
  // It never answers: who would.
  void session?.send('Page.crash').catch(ignoreGone);
  await Promise.race([page?.waitForEvent('crash', { timeout: 3_000 }).catch(ignoreGone), sleep(3_000)]);
}

/**
 * Every tab that is there now loses the network. Not by the context's own `setOffline`: that waits for a crashed tab for ever.
 * @param {import('playwright').Page | undefined} page
 * @param {number} ms
 */
async function goOffline(page, ms) {
  const context = page?.context();
  const away = { offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
  const back = await Promise.all(
    (context?.pages() ?? []).map(async (tab) => {
      const session = await sessionOf(tab).catch(() => undefined);
      if (!session) return () => undefined;
      void session.send('Network.enable').catch(ignoreGone);
      void session.send('Network.emulateNetworkConditions', away).catch(ignoreGone);
      return () => {
        void session.send('Network.emulateNetworkConditions', { ...away, offline: false }).catch(ignoreGone);
        void session.detach().catch(ignoreGone);
      };
    }),
  );
  await sleep(ms);
  for (const restore of back) restore();
}

/** @param {import('playwright').Page | undefined} page */
const sessionOf = (page) => soon(page?.context().newCDPSession(page));

/**
 * What a tab answers, or undefined where it has died and never will.
 * @template T
 * @param {Promise<T> | undefined} answer
 * @returns {Promise<T | undefined>}
 */
async function soon(answer) {
  return Promise.race([answer, sleep(3_000).then(() => undefined)]);
}

/**
 * @param {import('playwright').Page | undefined} page
 * @param {number} ms
 */
async function freeze(page, ms) {
  const session = await sessionOf(page);
  await soon(session?.send('Page.setWebLifecycleState', { state: 'frozen' }));
  await sleep(ms);
  await soon(session?.send('Page.setWebLifecycleState', { state: 'active' }));
}
