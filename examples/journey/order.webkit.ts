import { Buffer } from 'node:buffer';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { zhCN } from '../../sdk/src/core/messages/zh-cn.js';
import { axeSource, findBreaches } from './axe.js';
import { element, hostPage, scriptTag } from './host-page.js';
import { readJpeg, traces, withPhoneData } from './jpeg.js';
import { openMerchant, type Merchant, type Row } from './merchant.js';
import { draw, look, quarters, twelveMegapixels, type Seen } from './picture.js';
import { ownWords, said } from './said.js';
import { isWhole, onlyRow, until } from './waiting.js';
import { openWebKit, type WebKitWindow } from './webkit.js';

const { trigger, first, sheet, details, reasons } = zhCN;
let shop: Merchant;
let folder: string;
let photo: string;
let browser: WebKitWindow;

const inPage = <Result>(work: (value: never) => Promise<Result>, value?: unknown): Promise<Result> =>
  browser.driver.executeAsyncScript<Result>(
    `const done = arguments[arguments.length - 1]; (${String(work)})(arguments[0]).then(done, (why) => done({ failed: String(why) }));`,
    value,
  );

beforeAll(async () => {
  shop = await openMerchant('webkit');
  folder = await mkdtemp(join(tmpdir(), 'yijian-webkit-'));
  browser = await openWebKit();
  await browser.open('about:blank');
  photo = join(folder, 'IMG_1.jpg');
  await writeFile(photo, withPhoneData(Buffer.from(await inPage(draw, twelveMegapixels(1)), 'base64')));
  await browser.close();
});
afterAll(async () => {
  await shop.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await shop.clear();
  browser = await openWebKit();
});
afterEach(() => browser.close());

const shows = (text: string): Promise<string> =>
  until(`"${text}" on the screen`, async () => {
    const all = await browser.text();
    return all.includes(text) && all;
  });

/** From the thumb on the row to everything said, with one photo; ends before the last press. */
async function tellAll(): Promise<void> {
  await browser.press('button', trigger.problem);
  await browser.press('button', trigger.complain);
  await browser.press('button', reasons['item.wrong'] ?? '');
  await browser.press('button', new RegExp(`^${sheet.next}`));
  await browser.press('checkbox', /红颜草莓/);
  await browser.press('button', details.shots['received'] ?? '');
  await browser.type('input', details.album, photo);
  await shows(details.stored);
  await browser.press('radio', details.wishes.refund);
  await browser.type('textarea', details.words, ownWords);
}

async function expectPhoto(row: Row): Promise<void> {
  const [bytes, ...others] = await shop.photos(row);
  expect(others).toEqual([]);
  const stored = Buffer.from(bytes ?? []);
  expect(readJpeg(stored)).toMatchObject({ width: 1536, height: 2048 });
  expect(readJpeg(stored).segments.filter((name) => /^(APP1|APP13|COM|TAIL)$/.test(name))).toEqual([]);
  for (const trace of traces) expect(stored.includes(trace), trace).toBe(false);
  expect(stored.length).toBeLessThanOrEqual(1_000_000);
  const seen: Seen = await inPage(look, stored.toString('base64'));
  expect(seen.quarters).toEqual(quarters);
}

test('one tap arrives once', async () => {
  await browser.open(`${shop.url}/order.html`);
  await browser.press('button', trigger.good);
  const row = await onlyRow(shop);
  expect(row).toMatchObject({ trust: 'signed', orderId: 'QH2611220722', attempts: 1 });
  await shows(row.ref);
});

test('reasons, items, words, wish and a photo arrive, upright and without a trace', async () => {
  await browser.open(`${shop.url}/order.html`);
  await tellAll();
  await browser.press('button', sheet.submit);
  const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
  await shows(row.ref);
  expect(said(row)).toMatchObject({
    text: ownWords,
    desiredResolution: 'refund',
    reasons: [{ code: 'item.wrong', items: [{ lineId: '1' }] }],
  });
  await expectPhoto(row);
});

test('without a network it is stored, also in an ephemeral session, survives a reload and arrives with its photo', async () => {
  shop.proxy.follow(() => ({ type: 'refuse' }));
  await browser.open(`${shop.url}/order.html`);
  await tellAll();
  await browser.press('button', sheet.submit);
  await shows(details.savedText);
  await browser.open(`${shop.url}/delivery.html`);
  await until('an attempt after the reload', async () => shop.proxy.seen.some(({ kind }) => kind === 'feedback'));
  await browser.press('button', trigger.floating);
  await browser.press('button', first.mine);
  await shows(details.willSend);
  expect(await shop.rows()).toEqual([]);
  shop.proxy.heal();
  const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
  expect(row.attempts).toBe(1);
  await shows(row.ref);
  await expectPhoto(row);
});

test('an answer that was lost makes no second feedback', async () => {
  let first = true;
  shop.proxy.follow(({ kind }) => {
    if (kind !== 'feedback' || !first) return undefined;
    first = false;
    return { type: 'reset', after: true };
  });
  await browser.open(`${shop.url}/order.html`);
  await browser.press('button', trigger.good);
  await onlyRow(shop, ({ attempts }) => attempts === 2, 'the second attempt');
});

test('with all storage denied it says to keep the page open, and delivers while it is', async () => {
  const deny = `<script>for (const name of ['indexedDB', 'localStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError') } })</script>`;
  shop.serve('/denied.html', { body: hostPage({ script: deny + scriptTag(), body: element('DENIED-1') }) });
  shop.proxy.follow(() => ({ type: 'refuse' }));
  await browser.open(`${shop.url}/denied.html`);
  await tellAll();
  await browser.press('button', sheet.submit);
  expect(await shows(details.unsavedText)).not.toContain(first.saved);
  shop.proxy.heal();
  const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
  await shows(row.ref);
});

test('axe finds nothing', async () => {
  const breaches = async (): Promise<readonly string[]> => {
    await browser.driver.executeScript(axeSource);
    return inPage(findBreaches);
  };
  await browser.open(`${shop.url}/order.html`);
  await browser.await('button', trigger.good);
  expect(await breaches()).toEqual([]);
  await browser.press('button', trigger.problem);
  await browser.press('button', trigger.complain);
  await browser.await('button', reasons['item.wrong'] ?? '');
  expect(await breaches()).toEqual([]);
  await browser.press('button', new RegExp(`^${sheet.next}`));
  await browser.await('textarea', details.words);
  expect(await breaches()).toEqual([]);
  await browser.press('button', sheet.submit);
  await shows((await onlyRow(shop)).ref);
  expect(await breaches()).toEqual([]);
});
