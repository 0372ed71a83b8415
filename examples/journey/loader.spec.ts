import { setTimeout as after } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { isUndone, recordsOnDisk } from './device.js';
import { element, hostPage } from './host-page.js';
import { expect, test } from './journey.js';
import { holdBack, ownFiles } from './own-files.js';
import { screensOf } from './screens.js';
import { onlyRow, until } from './waiting.js';

/** Every file of ours but the loader. */
const chunks = /\/yijian\/(?!yijian\.js)[^/]+\.js$/;

/** Reasons that the page was told for chunks which did not come. */
async function hearErrors(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const reasons: unknown[] = [];
    Object.assign(window, { reasons });
    addEventListener('yijian-error', (event) => reasons.push((event as CustomEvent).detail));
  });
}

const heard = (page: Page): Promise<readonly unknown[]> => page.evaluate(() => (window as unknown as { reasons: unknown[] }).reasons);

test('the loader alone puts a tap on disk, and the next visit delivers it', async ({ page, context, shop }) => {
  await context.route(chunks, (route) => route.abort());
  await hearErrors(page);
  const { thumb, trigger, words } = screensOf(page);
  await page.goto('/order.html');
  await thumb(false).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  await expect(thumb(false)).toHaveAttribute('aria-pressed', 'true');
  const [record, ...others] = await recordsOnDisk(page);
  expect(others).toEqual([]);
  expect(record?.steps).toMatchObject([{ rating: -1 }]);
  await until('the reason why the sheet does not come', async () => (await heard(page)).includes('blocked'));
  expect(shop.proxy.seen).toEqual([]);
  // A change of mind is the same feedback.
  await thumb(true).click();
  await expect(thumb(true)).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(async () => (await recordsOnDisk(page)).map(({ steps }) => steps.length)).toEqual([2]);
  await page.close();

  await context.unroute(chunks);
  const next = await context.newPage();
  await next.goto('/');
  const row = await onlyRow(shop);
  expect(row.id).toBe(record?.id);
  expect(row.body).toMatchObject({ kind: 'praise', rating: { overall: { scale: 'thumb', value: 1 } }, order: { trust: 'signed' } });
});

test('a page that dies 50 ms after a tap has not lost what it called saved', async ({ context, browserName, shop }) => {
  const told: boolean[] = [];
  for (let round = 0; round < 4; round++) {
    const page = await context.newPage();
    shop.serve('/host.html', { body: hostPage({ body: element(`DIES-${round}`) }) });
    await page.goto('/host.html');
    const { thumb, trigger, words } = screensOf(page);
    await thumb(false).waitFor();
    await thumb(false).evaluate((button: HTMLElement) => button.click());
    await after(50);
    told.push(((await trigger.getByRole('status').textContent()) ?? '').includes(words.trigger.saved));
    if (browserName === 'chromium') {
      const crashed = page.waitForEvent('crash');
      (await context.newCDPSession(page)).send('Page.crash').catch(() => undefined); // The page that would answer is gone.
      await crashed;
    }
    await page.close();
  }
  const next = await context.newPage();
  await next.goto('/');
  const kept = told.filter(Boolean).length;
  await until(`${kept} feedbacks that were called saved`, async () => (await shop.rows()).length >= kept);
  const ids = (await shop.rows()).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeLessThanOrEqual(told.length);
});

test('a second tap after a reload is the same feedback, before and after it was sent', async ({ page, shop }) => {
  const { thumb, trigger, words } = screensOf(page);
  const sheet = await ownFiles(page, 'sheet');
  // Not yet told by the core: the loader alone.
  const tapAfterReload = async (good: boolean): Promise<void> => {
    const release = await holdBack(page, sheet, 1);
    await page.reload({ waitUntil: 'commit' });
    await thumb(good).click();
    release();
  };
  await page.goto('/order.html');
  await thumb(false).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  await tapAfterReload(true);
  const row = await onlyRow(shop, ({ body }) => body.rating?.overall?.value === 1, 'the second word');
  await tapAfterReload(false);
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  await page.goto('/');
  const after = await onlyRow(shop, ({ events }) => events.length > 0, 'the third word');
  expect(after.id).toBe(row.id);
});

test('what an earlier page stored is shown again, and can be taken back', async ({ page, shop }) => {
  shop.proxy.follow(({ kind }) => (kind === 'feedback' ? { type: 'refuse' } : undefined));
  const { thumb, trigger, words } = screensOf(page);
  await page.goto('/order.html');
  await thumb(false).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  await page.reload();
  await expect(thumb(false)).toHaveAttribute('aria-pressed', 'true');
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  await trigger.getByRole('button', { name: words.trigger.undo }).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.question);
  await until('the undo on disk', () => isUndone(page));
  await page.reload();
  await trigger.getByRole('button').first().waitFor();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.question);
  shop.proxy.heal();
  await onlyRow(shop, ({ withdrawnAt }) => withdrawnAt !== null, 'the withdrawal');
});

test('the first screen needs one file, and what is tapped there is on disk before the others come', async ({ page, context, shop }) => {
  const release = await holdBack(context, await ownFiles(page, 'core', 'details', 'follow-up', 'zh-CN', 'en'));
  const screens = screensOf(page);
  const { words, sheet, honest } = screens;
  await page.goto('/delivery.html');
  await screens.trigger.getByRole('button').click();
  await expect(sheet.getByRole('heading', { name: words.trigger.question })).toBeVisible();
  await expect(sheet).toHaveAttribute('lang', 'zh-CN');
  await screens.rating('delivery', false).click();
  await expect(honest).toHaveText(words.first.saved);
  expect((await recordsOnDisk(page)).map(({ steps }) => steps.length)).toEqual([1]);
  // The next screen shows its frame, and its content once the rest is there.
  await screens.more(false);
  await expect(sheet.getByRole('heading', { name: words.first.wrong })).toBeVisible();
  await expect(screens.reason('delivery.late')).toHaveCount(0);
  release();
  await screens.reason('delivery.late').click();
  await screens.next();
  await screens.submit();
  const row = await onlyRow(shop);
  expect(row.body).toMatchObject({ rating: { delivery: { value: -1 } }, reasons: [{ code: 'delivery.late' }] });
});

test('a chunk that somebody changed does not run, is reported, and costs no tap', async ({ page, context, shop, complaints }) => {
  complaints.allow(/integrity|digest|hash/i);
  await context.route(chunks, async (route) => {
    const answer = await route.fetch();
    const headers = { ...answer.headers(), etag: '', 'cache-control': 'no-store' };
    await route.fulfill({ response: answer, headers, body: `window.tampered = true; ${await answer.text()}` });
  });
  await hearErrors(page);
  const { thumb, trigger, words } = screensOf(page);
  await page.goto('/order.html');
  await thumb(false).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  await until('the report', async () => (await heard(page)).includes('blocked'));
  expect(await page.evaluate(() => 'tampered' in window)).toBe(false);
  await context.unroute(chunks);
  await page.goto('/');
  await onlyRow(shop);
});

test('a call that was refused is not made later all the same', async ({ page, context, shop }) => {
  await context.route(chunks, (route) => route.abort());
  await page.goto('/order.html');
  await page.waitForFunction(() => !!window.yijian && !window.yijian.q?.length);
  const call = () =>
    page.evaluate(async () => {
      const told = window.yijian?.('tap', { rating: 1, order: { order: { id: 'CALLED-2' } } }) as Promise<unknown>;
      return told.then(
        () => 'stored',
        (reason: unknown) => String(reason),
      );
    });
  expect(await call()).toBe('blocked');
  await context.unroute(chunks);
  expect(await call()).toBe('stored');
  expect((await onlyRow(shop)).orderId).toBe('CALLED-2');
  expect((await recordsOnDisk(page)).length).toBe(1);
});

test('calls that were made before the script came run in order', async ({ page, shop }) => {
  await page.addInitScript(() => {
    const queue: unknown[] = [];
    const early = Object.assign((...call: unknown[]) => queue.push(call), { q: queue });
    Object.assign(window, { yijian: early });
    early('on', 'received', (entry: { id: string }) => Object.assign(window, { received: entry.id }));
    early('tap', { rating: 1, order: { order: { id: 'CALLED-1' } } });
  });
  await page.goto('/order.html');
  const row = await onlyRow(shop);
  expect(row).toMatchObject({ orderId: 'CALLED-1', trust: 'page' });
  await until('the event', () => page.evaluate((id) => 'received' in window && window.received === id, row.id));
});

test('a developer is told in the console what an attribute says that nobody reads', async ({ page, shop }) => {
  const card = '<yijian-feedback mode="floating" order-id="A-1" order-state="Delivered" order_items="[]"></yijian-feedback>';
  shop.serve('/wrong.html', { body: hostPage({ body: card }) });
  const told: string[] = [];
  page.on('console', (message) => void (message.type() === 'warning' && told.push(message.text())));
  await page.goto('/wrong.html');
  await page.getByRole('button').click();
  await until('both', async () => told.length >= 2);
  expect(told.sort()).toEqual(['yijian: order-state is not read: "Delivered"', 'yijian: order_items is not read, order-items is']);
});
