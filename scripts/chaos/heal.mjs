import { ignoreGone } from './browser.mjs';
import { equip, waiting } from './in-page.mjs';

/** The customer comes back the day after: refusals are tried once more, and no wait that a server asked for is left. */
const shiftMs = 25 * 3_600_000;
/** Milliseconds without any record leaving the outbox after which the run gives up. */
const patience = 60_000;

const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Takes every fault away, comes back to the shop with two tabs, and waits until nothing is left to send.
 * @param {object} options
 * @param {import('./browser.mjs').ChaosBrowser} options.browser
 * @param {import('../fault-proxy.mjs').FaultProxy} options.proxy
 * @param {(line: string) => void} options.log
 * @returns {Promise<string[]>} what was still waiting when no more came
 */
export async function heal({ browser, proxy, log }) {
  proxy.heal();
  await proxy.setDown(false);
  const context = await browser.context();
  for (const page of context.pages()) {
    // A crashed tab does not answer.
    if (page.url() !== 'about:blank') await Promise.race([page.close().catch(ignoreGone), sleep(2_000)]);
  }
  const [page] = await Promise.all([open(context, `${proxy.url}/order.html`), open(context, `${proxy.url}/delivery.html`)]);
  let left = await page.evaluate(waiting, 'demo-shop');
  for (let moved = Date.now(); left.length > 0 && Date.now() - moved < patience; ) {
    await sleep(250);
    const now = await page.evaluate(waiting, 'demo-shop');
    if (now.join() !== left.join()) moved = Date.now();
    left = now;
  }
  log(`healed: ${left.length} left, ${proxy.seen.length} requests in all`);
  return left;
}

/**
 * @param {import('playwright').BrowserContext} context
 * @param {string} url
 */
async function open(context, url) {
  const page = await context.newPage();
  await page.addInitScript(equip, { shiftMs });
  await page.goto(url);
  return page;
}
