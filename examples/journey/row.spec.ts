import type { Locator, Page } from '@playwright/test';
import { recordsOnDisk } from './device.js';
import { element, hostPage, scriptTag } from './host-page.js';
import { expect, test } from './journey.js';
import type { Merchant } from './merchant.js';
import { finish, tapTo } from './report.js';
import { said } from './said.js';
import { screensOf, type Screens } from './screens.js';
import { onlyRow, until } from './waiting.js';

test('the row says where the tap is: on this device, then received with its number, also to the next page', async ({ page, shop }) => {
  shop.proxy.follow(({ kind }) => (kind === 'feedback' ? { type: 'refuse' } : undefined));
  const { thumb, trigger, words } = screensOf(page);
  const status = trigger.getByRole('status');
  await page.goto('/order.html');
  await thumb(true).click();
  await expect(status).toHaveText(`${words.trigger.noted}${words.trigger.good}\n${words.trigger.saved}`);
  shop.proxy.heal();
  const row = await onlyRow(shop);
  const received = `${words.trigger.noted}${words.trigger.good}\n${words.trigger.received} · ${row.ref}`;
  await expect(status).toHaveText(received);
  await page.reload();
  // Nobody touches it.
  await expect(status).toHaveText(received);
  await trigger.getByRole('button', { name: words.trigger.undo }).click();
  await onlyRow(shop, ({ withdrawnAt }) => withdrawnAt !== null, 'the withdrawal');
  await page.reload();
  await expect(status).toHaveText(words.trigger.question);
});

test('what was handed in leads to its progress, and what is said next is another feedback', async ({ page, shop }) => {
  const screens = await tapTo(page, 'order', true);
  const { words, sheet, trigger, thumb } = screens;
  const status = trigger.getByRole('status');
  await screens.reason('praise.fresh').click();
  await screens.submit();
  const first = await onlyRow(shop, (row) => said(row).reasons?.length === 1, 'the first');
  await screens.close();

  const lead = async (): Promise<void> => {
    await expect(status).toHaveText(`${words.trigger.noted}${words.trigger.good}\n${words.trigger.received} · ${first.ref}`);
    await expect(thumb(false)).toBeHidden();
    await expect(trigger.getByRole('button', { name: words.trigger.undo })).toBeHidden();
    await trigger.getByRole('button', { name: words.trigger.progress }).click();
    await expect(sheet.getByRole('listitem').filter({ hasText: first.ref })).toHaveCount(1);
  };
  await lead();
  await screens.close();
  await lead();
  await screens.close();
  await page.reload();
  await lead();

  await screens.button(words.details.tellThis).click();
  await expect(screens.rating('goods', false)).toHaveAttribute('aria-pressed', 'false');
  await screens.rating('goods', false).click();
  await screens.more(false);
  await screens.reason('item.wrong').click();
  await finish(screens, false);
  await until('the second', async () => (await shop.rows()).length === 2);
  const rows = await shop.rows();
  // Nothing of the first was replaced.
  for (const row of rows) expect(said(row).reasons).toMatchObject([{ code: row.id === first.id ? 'praise.fresh' : 'item.wrong' }]);
  await screens.close();
  const refs = rows.map(({ ref }) => ref).filter((ref) => ref !== first.ref);
  await expect(status).toContainText(refs);
  await page.reload();
  await expect(status).toContainText(refs);
});

test('a refusal is told on the row, and leads to the list', async ({ page, shop }) => {
  shop.proxy.follow(({ kind }) => (kind === 'feedback' ? { type: 'status', status: 422, problem: 'invalid-body' } : undefined));
  const { thumb, trigger, words } = screensOf(page);
  await page.goto('/order.html');
  await thumb(true).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.refused);
  await page.reload();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.refused);
});

/** A page about order A-1, with the core there and a thumb up given; its router leads to B-1 as the test says. */
async function tappedIn(page: Page, shop: Merchant, more = ''): Promise<Screens> {
  for (const id of ['A-1', 'B-1']) shop.serve(`/${id}.html`, { body: hostPage({ body: element(id) + more }) });
  const screens = screensOf(page);
  await page.goto('/A-1.html');
  await screens.thumb(true).click();
  await screens.trigger.getByRole('button', { name: screens.words.trigger.praise }).waitFor();
  return screens;
}

const nameOrder = (trigger: Locator, id: string): Promise<void> => trigger.evaluate((node, to) => node.setAttribute('order-id', to), id);

async function handIn(screens: Screens): Promise<void> {
  await screens.trigger.getByRole('button', { name: screens.words.trigger.praise }).click();
  await screens.reason('praise.fresh').click();
  await screens.submit();
}

test('a row that is about another order by now takes nothing of the one before along', async ({ page, shop }) => {
  const screens = await tappedIn(page, shop);
  const { trigger, words } = screens;
  const status = trigger.getByRole('status');
  // While the sheet is open …
  await screens.trigger.getByRole('button', { name: words.trigger.praise }).click();
  await screens.reason('praise.fresh').click();
  await nameOrder(trigger, 'B-1');
  await screens.submit();
  const row = await onlyRow(shop, (there) => said(there).reasons?.length === 1, 'the reasons');
  await screens.close();
  await expect(status).toHaveText(words.trigger.question);
  // … and between a tap and its storing.
  await trigger.evaluate((node) => {
    node.shadowRoot?.querySelector<HTMLElement>('[value="-1"]')?.click();
    node.setAttribute('order-id', 'C-1');
  });
  await expect(status).toHaveText(words.trigger.question);
  await nameOrder(trigger, 'A-1');
  await expect(status).toContainText(row.ref);
  await page.goto('/B-1.html');
  await expect(status).toContainText(words.trigger.noted + words.trigger.problem);
  await screens.thumb(false).click();
  await page.goto('/');
  await until('B-1', async () => (await shop.rows()).length === 2);
  expect((await shop.rows()).map(({ orderId, body }) => [orderId, body.rating?.overall?.value]).sort()).toEqual([
    ['A-1', 1],
    ['B-1', -1],
  ]);
});

test('an order that comes back to a row within the page is not asked about again', async ({ page, shop }) => {
  const screens = await tappedIn(page, shop);
  const status = screens.trigger.getByRole('status');
  await handIn(screens);
  const row = await onlyRow(shop, (there) => said(there).reasons?.length === 1, 'the reasons');
  // The page has the answer too.
  await expect(status).toContainText(row.ref);
  await page.goto('/B-1.html');
  await screens.thumb(true).click();
  await expect(screens.trigger.getByRole('button', { name: screens.words.trigger.undo })).toBeVisible();
  await nameOrder(screens.trigger, 'A-1');
  await expect(status).toContainText(row.ref);
  await expect(screens.thumb(false)).toBeHidden();
});

test('a page that is left from the sheet is followed by one whose row knows', async ({ page, shop }) => {
  shop.serve('/A-1.html', { body: hostPage({ body: element('A-1') }) });
  shop.serve('/away.html', { body: '<!doctype html><title>Away</title>' });
  await page.goto('/A-1.html');
  const { thumb, trigger, sheet, words } = screensOf(page);
  await thumb(false).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  await trigger.getByRole('button', { name: words.trigger.complain }).click();
  await expect(sheet.getByRole('heading').first()).toBeVisible();
  // By what a later page looks for: from here on this one may be told of nothing any more.
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.endsWith('A-1 ')).length)).toBe(1);
  expect(await shop.rows()).toEqual([]);
  await page.evaluate(() => location.assign('/away.html'));
  await page.waitForURL('**/away.html');
  await page.goto('/A-1.html');
  // Nobody touches it.
  await expect(trigger.getByRole('status')).toContainText(words.trigger.noted + words.trigger.problem);
});

test('what one trigger handed in, another of the same order neither asks nor takes back', async ({ page, shop }) => {
  const pill = '<yijian-feedback id="pill" mode="floating" order-id="A-1"></yijian-feedback>';
  const screens = await tappedIn(page, shop, pill);
  await page.locator('#pill').getByRole('button').click();
  await screens.reason('praise.fresh').click();
  await screens.submit();
  await screens.close();
  await expect(screens.trigger.getByRole('button', { name: screens.words.trigger.progress })).toBeVisible();
  await expect(screens.trigger.getByRole('button', { name: screens.words.trigger.undo })).toHaveCount(0);
});

test('handed in on one tab, it is handed in on the other', async ({ page, context, shop }) => {
  const screens = await tappedIn(page, shop);
  const tab = await context.newPage();
  await tab.goto('/A-1.html');
  const other = screensOf(tab);
  await other.trigger.getByRole('button', { name: other.words.trigger.praise }).waitFor();
  await handIn(screens);
  await onlyRow(shop, (there) => said(there).reasons?.length === 1, 'the reasons');
  await expect(other.trigger.getByRole('button', { name: other.words.trigger.progress })).toBeVisible();
});

test('taken back on one tab before it went anywhere, it is asked again on the other', async ({ page, context, shop }) => {
  shop.serve('/host.html', { body: hostPage({ script: scriptTag('demo-shop', 'data-consent="required"') }) });
  await page.goto('/host.html');
  const { thumb, trigger, words } = screensOf(page);
  await thumb(true).click();
  await expect(trigger.getByRole('button', { name: words.trigger.undo })).toBeVisible();
  const tab = await context.newPage();
  await tab.goto('/host.html');
  const other = screensOf(tab).trigger.getByRole('status');
  await expect(other).toContainText(words.trigger.noted);
  await trigger.getByRole('button', { name: words.trigger.undo }).click();
  await expect(other).toHaveText(words.trigger.question);
});

test('left in the moment of the press it is handed in all the same, and the row says so', async ({ page, shop }) => {
  const screens = await tappedIn(page, shop);
  await screens.trigger.getByRole('button', { name: screens.words.trigger.praise }).click();
  await screens.reason('praise.fresh').click();
  await screens.button(screens.words.sheet.submit).evaluate((button: HTMLElement) => {
    button.click();
    button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  });
  await onlyRow(shop, (there) => said(there).reasons?.length === 1, 'the reasons');
  await expect(screens.trigger.getByRole('button', { name: screens.words.trigger.progress })).toBeVisible();
});

test('what was refused and discarded is asked again', async ({ page, shop }) => {
  shop.proxy.follow(({ kind }) => (kind === 'feedback' ? { type: 'status', status: 422, problem: 'invalid-body' } : undefined));
  const screens = await tappedIn(page, shop);
  const { words, trigger, sheet } = screens;
  await handIn(screens);
  await screens.button(words.details.discard).waitFor();
  await screens.close();
  await trigger.getByRole('button', { name: words.trigger.progress }).click();
  await sheet.getByRole('listitem').getByRole('button').first().click();
  await screens.button(words.details.discard).click();
  await screens.close();
  await expect(trigger.getByRole('status')).toHaveText(words.trigger.question);
  shop.proxy.heal();
  await screens.thumb(true).click();
  await onlyRow(shop);
});

test('a tap that finds the core there, and no client yet, is stored once and at once', async ({ page, shop }) => {
  shop.proxy.follow(({ kind }) => (kind === 'feedback' ? { type: 'refuse' } : undefined));
  const { thumb, trigger, words } = screensOf(page);
  await page.goto('/order.html');
  await thumb(true).hover();
  await page.waitForFunction(() => !!(window.yijian?.r as { core?: object } | undefined)?.core);
  await thumb(true).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  // Whoever waits for the other writes a second step.
  expect((await recordsOnDisk(page)).map(({ steps }) => steps.length)).toEqual([1]);
});

test('after confirming receipt the sheet knows its order', async ({ page, shop }) => {
  const { sheet, rating } = screensOf(page);
  await page.goto('/sign-for.html');
  const order = await page.locator('[data-yijian-order]').getAttribute('data-yijian-order');
  await page.locator('#confirm').click();
  await rating('goods', true).click();
  await expect(sheet.getByRole('list')).toBeVisible();
  expect(await onlyRow(shop)).toMatchObject({ orderId: order });
});
