import { recordsOnDisk } from './device.js';
import { element, hostPage, scriptTag } from './host-page.js';
import { expect, test } from './journey.js';
import { otherSite } from './merchant.js';
import { finish, tapOn, tapTo } from './report.js';
import { said } from './said.js';
import { screensOf } from './screens.js';
import { isWhole, onlyRow, until } from './waiting.js';

test('two tabs with the same feedback waiting send it once', async ({ page, context, shop, darkroom }) => {
  shop.proxy.follow(() => ({ type: 'refuse' }));
  const screens = await tapTo(page, 'order', false);
  await screens.reason('item.wrong').click();
  await screens.next();
  await screens.pick([darkroom.small], 'received');
  await screens.submit();
  await expect(screens.sheet.getByRole('heading', { name: screens.words.first.saved })).toBeVisible();
  const others = [await context.newPage(), await context.newPage()];
  for (const other of others) await other.goto('/');
  shop.proxy.heal();
  const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
  for (const tab of [page, ...others])
    await until('nothing waiting', async () => (await recordsOnDisk(tab)).every(({ state }) => state === 'delivered'));
  expect(shop.proxy.seen.filter(({ kind, reached }) => kind === 'feedback' && reached !== undefined)).toHaveLength(1);
  expect(shop.proxy.seen.filter(({ kind, reached }) => kind === 'attachment' && reached !== undefined)).toHaveLength(1);
  expect((await shop.rows())[0]?.attempts).toBe(1);
  expect(row.attempts).toBe(1);
  // The tab that showed it as saved tells that it arrived, whichever sent it.
  await expect(screens.sheet.getByText(row.ref, { exact: true })).toBeVisible();
});

test('what one tab adds to a feedback that another one sent arrives under the same id', async ({ page, context, shop }) => {
  const first = await tapTo(page, 'delivery', true);
  await finish(first, true);
  const row = await onlyRow(shop);
  const other = await context.newPage();
  await other.goto('/delivery.html');
  const second = screensOf(other);
  await second.trigger.getByRole('button', { name: second.words.trigger.floating }).click();
  await second.mine.click();
  await expect(second.sheet.getByRole('listitem').filter({ hasText: row.ref })).toHaveCount(1);
});

test('what one tab took back is gone from the other, where the next tap is another feedback', async ({ page, context, shop }) => {
  const first = screensOf(page);
  const status = first.trigger.getByRole('status');
  await page.goto('/order.html');
  await first.thumb(true).click();
  const taken = await onlyRow(shop);
  const tab = await context.newPage();
  await tab.goto('/order.html');
  const second = screensOf(tab);
  // What it shows of the feedback comes with the core, which the finger's approach fetches.
  await second.trigger.getByRole('button').first().hover();
  await second.trigger.getByRole('button', { name: second.words.trigger.undo }).click();
  await expect(status).toContainText(first.words.trigger.question);
  await first.thumb(false).click();
  await expect(status).toContainText(first.words.trigger.saved);
  await first.trigger.getByRole('button', { name: first.words.trigger.complain }).click();
  await first.button(first.words.sheet.all).click();
  await until('the other feedback', async () => (await shop.rows()).length === 2);
  const rows = await shop.rows();
  expect(rows.find(({ id }) => id === taken.id)?.withdrawnAt).not.toBeNull();
  expect(rows.find(({ id }) => id !== taken.id)).toMatchObject({ withdrawnAt: null, body: { rating: { overall: { value: -1 } } } });
});

test('two merchants on one page share nothing', async ({ page, shop }) => {
  shop.serve('/mall.html', {
    body: hostPage({ body: `<div id="a">${element('M-1')}</div><div id="b">${element('M-1', `site="${otherSite}"`)}</div>` }),
  });
  await page.goto('/mall.html');
  const { words } = screensOf(page);
  const thumb = (at: string, good: boolean) =>
    page.locator(at).getByRole('button', { name: good ? words.trigger.good : words.trigger.problem });
  await thumb('#a', true).click();
  await expect(page.locator('#a').getByRole('status')).toContainText(words.trigger.noted);
  await expect(page.locator('#b').getByRole('status')).not.toContainText(words.trigger.noted);
  await thumb('#b', true).click();
  await until('both', async () => (await shop.rows()).length === 2);
  expect((await shop.rows()).map(({ site, orderId }) => [site, orderId]).sort()).toEqual([
    ['demo-shop', 'M-1'],
    ['other-shop', 'M-1'],
  ]);
  expect(await recordsOnDisk(page, 'demo-shop')).toHaveLength(1);
  expect(await recordsOnDisk(page, otherSite)).toHaveLength(1);
});

test('the script twice on a page is the script once', async ({ page, shop }) => {
  shop.serve('/twice.html', {
    body: hostPage({
      script: scriptTag() + scriptTag(),
      body: '<yijian-feedback mode="floating" order-id="TWICE-1"></yijian-feedback>',
    }),
  });
  await page.goto('/twice.html');
  await page.waitForLoadState('networkidle');
  const screens = screensOf(page);
  await expect(page.getByRole('button', { name: screens.words.trigger.floating })).toHaveCount(1);
  await tapOn(page, screens, 'delivery', true);
  await finish(screens, true);
  await onlyRow(shop);
});

test('a second tap changes the feedback under the same id, also after it was sent', async ({ page, shop }) => {
  const screens = screensOf(page);
  const { rating, trigger, words, sheet } = screens;
  await page.goto('/delivery.html');
  await trigger.getByRole('button', { name: words.trigger.floating }).click();
  await rating('goods', true).click();
  const sent = await onlyRow(shop);
  await rating('goods', false).click();
  await rating('delivery', true).click();
  await screens.close();
  await expect(sheet).toBeHidden();
  const row = await onlyRow(shop, (there) => said(there).rating?.goods?.value === -1, 'the change');
  expect(row.id).toBe(sent.id);
  await onlyRow(shop, (there) => said(there).rating?.delivery?.value === 1, 'the second rating');
});
