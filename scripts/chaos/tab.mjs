import { equip } from './in-page.mjs';
import { ignoreGone } from './browser.mjs';
import { byCall, bySheet, byThumb } from './ways.mjs';

/**
 * One tab of the run: always tries to be on a page of the shop, whatever happens to it.
 *
 * @typedef {object} Tab
 * @property {(shiftMs: number) => Promise<import('playwright').Page>} ready resolves once a page with the widget is there, without faults of its own
 * @property {(feedback: import('./plan.mjs').PlannedFeedback, files: string[], told: import('./verdict.mjs').Told) => Promise<void>} give
 *   gives the feedback as a person would; rejects when the page went away in the middle
 * @property {() => import('playwright').Page | undefined} page
 * @property {() => Promise<void>} close
 */

/** Milliseconds after which a tab that can't get a page counts as broken. */
const patience = 90_000;
/** Milliseconds for one step of opening it: a renderer that died without a word never answers. */
const stepPatience = 15_000;
const pages = ['/order.html', '/delivery.html', '/sign-for.html'];

/**
 * @param {object} options
 * @param {() => Promise<import('playwright').BrowserContext>} options.context
 * @param {string} options.url origin of the shop
 * @param {number} options.lane
 * @returns {Tab}
 */
export function createTab({ context, url, lane }) {
  /** @type {import('playwright').Page | undefined} */
  let page;
  let alive = false;

  /** @param {number} shiftMs */
  async function open(shiftMs) {
    await close();
    const opening = context().then((running) => running.newPage());
    const fresh = await within(stepPatience, opening, 'no new page came').catch((cause) => {
      // One that comes after all is nobody's.
      opening.then((late) => late.close()).catch(ignoreGone);
      throw cause;
    });
    page = fresh;
    alive = true;
    fresh.setDefaultTimeout(8_000);
    fresh.on('crash', () => void (page === fresh && (alive = false)));
    fresh.on('close', () => void (page === fresh && (alive = false)));
    // A page that holds something in memory only asks before it goes.
    fresh.on('dialog', (dialog) => void dialog.accept().catch(ignoreGone));
    await within(stepPatience, fresh.addInitScript(equip, { shiftMs }), 'the page could not be prepared');
    return fresh;
  }

  async function close() {
    const old = page;
    page = undefined;
    alive = false;
    // A crashed page does not answer; its target is closed all the same.
    await Promise.race([old?.close().catch(ignoreGone), new Promise((resolve) => setTimeout(resolve, 3_000))]);
  }

  return {
    async ready(shiftMs) {
      for (const began = Date.now(); ; ) {
        try {
          const current = page && alive && shiftMs === 0 ? page : await open(shiftMs);
          if (!current.url().startsWith(url)) await current.goto(url + pages[lane % pages.length], { waitUntil: 'domcontentloaded' });
          await within(stepPatience, current.evaluate(widgetIsHere), 'the widget did not come');
          return current;
        } catch (cause) {
          ignoreGone(cause);
          if (Date.now() - began > patience) throw cause;
          await close();
          await new Promise((resolve) => setTimeout(resolve, 250));
        }
      }
    },
    async give(feedback, files, told) {
      if (!page) throw new Error('there is no page');
      if (feedback.way === 'thumb') await within(patience, byThumb(page, feedback, told), 'was not told in time');
      else if (feedback.way === 'sheet') await within(patience, bySheet(page, feedback, files, told), 'was not told in time');
      else await within(patience, byCall(page, feedback, files, told), 'was not told in time');
    },
    page: () => page,
    close,
  };
}

/**
 * @template T
 * @param {number} ms
 * @param {Promise<T>} work
 * @param {string} why
 * @returns {Promise<T>}
 */
function within(ms, work, why) {
  return Promise.race([work, /** @type {Promise<never>} */ (new Promise((_, reject) => setTimeout(reject, ms, new Error(why)).unref()))]);
}

/** Runs in the page: resolves when the widget's script has run, rejects when it does not come. */
async function widgetIsHere() {
  const late = new Promise((_, reject) => setTimeout(reject, 8_000, new Error('the widget did not come')));
  await Promise.race([customElements.whenDefined('yijian-feedback'), late]);
}
