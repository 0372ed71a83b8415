import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { createFaultProxy } from '../fault-proxy.mjs';
import { chromiumLaunch } from '../launch.mjs';
import { startBackend } from './backend.mjs';
import { createChaosBrowser, ignoreGone } from './browser.mjs';
import { disturb } from './disturb.mjs';
import { metadataOf } from './exif.mjs';
import { seededFaults } from './faults.mjs';
import { heal } from './heal.mjs';
import { drawPicture, recognise } from './pictures.mjs';
import { lanes, planOf } from './plan.mjs';
import { createTab } from './tab.mjs';
import { judge } from './verdict.mjs';

/**
 * @typedef {import('./verdict.mjs').Told} Told
 * @typedef {import('./plan.mjs').PlannedFeedback} PlannedFeedback
 *
 * @typedef {import('./verdict.mjs').Verdict & { waiting: string[], requests: number, unfinished: string[], seconds: number }} Outcome
 *   `waiting`: records still in the outbox; `unfinished`: what the run itself could not do, with the reason
 */

/**
 * One run from the first tap to the comparison; everything that it started has ended and gone when it resolves.
 * @param {{ seed: number, count: number, log: (line: string) => void }} options
 * @returns {Promise<Outcome>}
 */
export async function runChaos({ seed, count, log }) {
  const began = Date.now();
  const plan = planOf(seed, count);
  const folder = await mkdtemp(join(tmpdir(), 'yijian-chaos-'));
  /** @type {(() => Promise<unknown>)[]} */
  const endings = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })];
  try {
    const lab = await chromium.launch(chromiumLaunch());
    endings.unshift(() => lab.close());
    const bench = await lab.newPage();
    const backend = await startBackend(join(folder, 'data'));
    endings.unshift(() => backend.stop());
    const proxy = await createFaultProxy({ target: backend.url, next: seededFaults(seed) });
    endings.unshift(() => proxy.close());
    /** @type {Map<string, Told>} */
    const told = new Map(
      plan.map(({ order }) => [order, { submitted: false, tap: false, id: undefined, words: false, photos: new Set() }]),
    );
    const browser = createChaosBrowser(join(folder, 'profile'), async (context) => {
      await context.exposeBinding('chaosTell', (_, text) => hear(told, JSON.parse(text)));
    });
    endings.unshift(() => browser.close());

    /** @type {string[]} */
    const unfinished = [];
    const lane = async (/** @type {number} */ number) => {
      const tab = createTab({ context: () => browser.context(), url: proxy.url, lane: number });
      for (const feedback of plan.filter((planned) => planned.lane === number)) {
        const files = await draw(bench, folder, feedback);
        await tab.ready(feedback.shiftMs);
        const said = told.get(feedback.order);
        if (!said) continue;
        log(
          `${feedback.order} ${feedback.way}, ${feedback.photos.length} photos, ${feedback.disturbance.kind} after ${feedback.disturbance.afterMs} ms`,
        );
        const given = tab.give(feedback, files, said).catch((cause) => {
          ignoreGone(cause);
          // Where nothing was done to it, a page that does not do its work is worth a word.
          if (feedback.disturbance.kind === 'nothing') unfinished.push(`${feedback.order} by ${feedback.way}: ${firstLine(cause)}`);
        });
        await disturb(feedback.disturbance, { tab, browser, proxy, given, told: said });
        await given;
      }
      await tab.close();
    };
    await Promise.all([...Array(lanes).keys()].map(lane));

    log(`healing after ${proxy.seen.length} requests`);
    const waiting = await heal({ browser, proxy, log });
    const rows = await Promise.all(
      (await backend.list()).map(async ({ id, orderId, body, events, attachments, need }) => ({
        id,
        order: orderId,
        text: events.reduce((text, event) => event.details?.text ?? text, body.text ?? ''),
        due: need.length,
        attachments,
      })),
    );
    const arrived = [];
    for (const { attachments, ...row } of rows) {
      const photos = [];
      for (const { id, url, sha256 } of attachments.filter(({ state }) => state !== 'missing' && state !== 'removed')) {
        const bytes = url ? await backend.bytes(url) : new Uint8Array();
        const whole = createHash('sha256').update(bytes).digest('hex') === sha256;
        photos.push({ id, seen: await recognise(bench, bytes), metadata: metadataOf(bytes), whole });
      }
      arrived.push({ ...row, photos });
    }
    const verdict = judge(plan, told, arrived);
    return { ...verdict, waiting, unfinished, requests: proxy.seen.length, seconds: Math.round((Date.now() - began) / 1000) };
  } finally {
    for (const end of endings) await end().catch((cause) => log(`while ending: ${firstLine(cause)}`));
  }
}

/**
 * @param {Map<string, Told>} told
 * @param {{ what: 'tap' | 'words' | 'photo', order: string, id?: string, index?: number }} said
 */
function hear(told, { what, order, id, index }) {
  const about = told.get(order);
  if (!about) return;
  if (what === 'tap') {
    about.tap = true;
    about.id ??= id;
  } else if (what === 'words') about.words = true;
  else if (index !== undefined) about.photos.add(index);
}

/**
 * The photos of one feedback as files, as a phone would have taken them.
 * @param {import('playwright').Page} page
 * @param {string} folder
 * @param {PlannedFeedback} feedback
 */
async function draw(page, folder, { order, photos }) {
  const files = [];
  for (const [index, picture] of photos.entries()) {
    const file = join(folder, `${order}-${index}.jpg`);
    await writeFile(file, await drawPicture(page, picture));
    files.push(file);
  }
  return files;
}

/** @param {unknown} cause */
const firstLine = (cause) => (cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause));
