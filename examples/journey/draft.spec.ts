import { setTimeout as after } from 'node:timers/promises';
import { holdDisk, isUndone, recordsOnDisk } from './device.js';
import { expect, test } from './journey.js';
import { holdBack, ownFiles } from './own-files.js';
import { tapTo } from './report.js';
import { said } from './said.js';
import { screensOf } from './screens.js';
import { isWhole, onlyRow, until } from './waiting.js';

test('what was chosen and typed is there again after closing and after a reload, and gone once it is sent', async ({
  page,
  shop,
  darkroom,
}) => {
  const screens = await tapTo(page, 'order', false);
  const { words, sheet, trigger } = screens;
  const text = sheet.getByRole('textbox', { name: words.details.words });
  await screens.reason('item.wrong').click();
  await screens.next();
  await screens.item('可生食鸡蛋').click();
  await screens.pick([darkroom.small], 'received');
  await sheet.getByRole('radio', { name: words.details.wishes.replace }).click();
  await text.fill('写到一半');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);

  const comeBack = async (): Promise<void> => {
    await trigger.getByRole('button', { name: words.trigger.complain }).click();
    await expect(screens.reason('item.wrong')).toHaveAttribute('aria-pressed', 'true');
    await screens.next();
    await expect(screens.item('可生食鸡蛋')).toBeChecked();
    await expect(sheet.getByRole('radio', { name: words.details.wishes.replace })).toBeChecked();
    await expect(text).toHaveValue('写到一半');
  };
  await comeBack();
  await page.reload();
  await comeBack();
  await text.fill('写到一半，写完了');
  await screens.submit();
  const row = await onlyRow(shop, (there) => isWhole(1)(there) && said(there).text === '写到一半，写完了', 'the whole feedback');
  expect(said(row)).toMatchObject({ text: '写到一半，写完了', desiredResolution: 'replace' });

  await page.reload();
  await trigger.getByRole('button', { name: words.trigger.progress }).click();
  await screens.button(words.details.tellThis).click();
  await screens.rating('goods', false).click();
  await screens.more(false);
  await expect(screens.reason('item.wrong')).toHaveAttribute('aria-pressed', 'false');
});

test('a tap that is undone before it was sent never was', async ({ page, context, shop }) => {
  const { thumb, trigger, words } = screensOf(page);
  await page.goto('/order.html');
  await thumb(false).click();
  await trigger.getByRole('button', { name: words.trigger.undo }).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.question);
  await until('an empty outbox', async () => (await recordsOnDisk(page)).length === 0);
  await page.close();
  await (await context.newPage()).goto('/');
  expect(await shop.rows()).toEqual([]);
  expect(shop.proxy.seen.filter(({ kind }) => kind === 'feedback')).toEqual([]);
});

test('a tap that is undone after it was sent is withdrawn at the backend', async ({ page, shop }) => {
  const { thumb, trigger, words } = screensOf(page);
  await page.goto('/order.html');
  await thumb(true).click();
  await onlyRow(shop);
  await trigger.getByRole('button', { name: words.trigger.undo }).click();
  const row = await onlyRow(shop, ({ withdrawnAt }) => withdrawnAt !== null, 'the withdrawal');
  expect(row.events.map(({ type }) => type)).toContain('withdrawn');
  // The next tap is another feedback.
  await thumb(true).click();
  await until('a second one', async () => (await shop.rows()).length === 2);
});

test('undo in the sheet takes the tap back and asks again', async ({ page, shop }) => {
  const screens = screensOf(page);
  await page.goto('/delivery.html');
  await screens.trigger.getByRole('button', { name: screens.words.trigger.floating }).click();
  await screens.rating('goods', false).click();
  await screens.button(screens.words.trigger.undo).click();
  await expect(screens.rating('goods', false)).toHaveAttribute('aria-pressed', 'false');
  await until('an empty outbox', async () => (await recordsOnDisk(page)).length === 0);
  await screens.rating('goods', true).click();
  const row = await onlyRow(shop);
  expect(row.body).toMatchObject({ kind: 'praise' });
  expect(row.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
});

test('an undo on the row that dies before it is on disk leaves the tap to the next page', async ({ page, shop }) => {
  shop.proxy.follow(({ kind }) => (kind === 'feedback' ? { type: 'refuse' } : undefined));
  const { thumb, trigger, words } = screensOf(page);
  await page.goto('/order.html');
  await thumb(false).click();
  const undo = trigger.getByRole('button', { name: words.trigger.undo });
  await undo.waitFor();
  await holdDisk(page);
  await undo.click();
  await expect(trigger.getByRole('status')).toHaveText(words.trigger.question);
  await page.reload();
  await expect(thumb(false)).toHaveAttribute('aria-pressed', 'true');
  shop.proxy.heal();
  await onlyRow(shop);
});

for (const hasCore of [true, false])
  test(`an undo in the sheet ${hasCore ? '' : 'without the core '}that dies before it is on disk leaves the tap to the next page`, async ({
    page,
    context,
    shop,
  }) => {
    const screens = screensOf(page);
    const { trigger, words, rating, button, honest } = screens;
    const core = await ownFiles(page, 'core');
    shop.proxy.follow(({ kind }) => (kind === 'feedback' ? { type: 'refuse' } : undefined));
    if (!hasCore) await context.route(core, (route) => route.abort());
    await page.goto('/delivery.html');
    await trigger.getByRole('button', { name: words.trigger.floating }).click();
    await rating('goods', false).click();
    await expect(honest).toContainText(words.first.saved);
    if (hasCore) {
      await screens.more(false);
      await screens.reason('delivery.late').waitFor();
      await button(words.first.back).click();
    }
    await holdDisk(page);
    await button(words.trigger.undo).click();
    await expect(rating('goods', false)).toHaveAttribute('aria-pressed', 'false');
    await context.unroute(core);
    await page.reload();
    await trigger.getByRole('button', { name: words.trigger.floating }).click();
    await expect(rating('goods', false)).toHaveAttribute('aria-pressed', 'true');
    await button(words.trigger.undo).click();
    await until('the undo on disk', () => isUndone(page));
    await page.reload();
    await trigger.getByRole('button', { name: words.trigger.floating }).click();
    await expect(rating('goods', false)).toHaveAttribute('aria-pressed', 'false');
  });

test('a tap under the mark of what is taken back already is another feedback', async ({ page, context, shop }) => {
  const { thumb, trigger, words } = screensOf(page);
  await page.goto('/order.html');
  await thumb(true).click();
  await onlyRow(shop);
  const marks = await page.evaluate(() => Object.entries(localStorage));
  await trigger.getByRole('button', { name: words.trigger.undo }).click();
  const { id } = await onlyRow(shop, ({ withdrawnAt }) => withdrawnAt !== null, 'the withdrawal');
  // As a page leaves it that died between the two writes.
  await page.evaluate((before) => before.forEach(([name, value]) => localStorage.setItem(name, value)), marks);
  const release = await holdBack(context, await ownFiles(page, 'core'));
  await page.reload();
  await thumb(true).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  release();
  await until('a second one', async () => (await shop.rows()).some((row) => row.id !== id && row.withdrawnAt === null));
  // Also where it was not tapped before the core is there.
  await trigger.getByRole('button', { name: words.trigger.undo }).click();
  await until('both withdrawn', async () => (await shop.rows()).every(({ withdrawnAt }) => withdrawnAt !== null));
  await page.evaluate((before) => before.forEach(([name, value]) => localStorage.setItem(name, value)), marks);
  await page.reload();
  await until('the mark to be gone', () => page.evaluate(() => !Object.keys(localStorage).some((name) => name.includes(' '))));
  await thumb(true).click();
  await until('a third one', async () => (await shop.rows()).length === 3);
});

test('leaving forwards and closing loses nothing that was tapped', async ({ page, shop }) => {
  const screens = await tapTo(page, 'order', false);
  await screens.reason('delivery.late').or(screens.reason('item.missing')).first().click();
  await screens.next();
  await screens.close();
  const row = await onlyRow(shop);
  expect(said(row).reasons).toHaveLength(1);
});

test('closed before the core is there, a complaint waits no longer', async ({ page, context, shop }) => {
  const screens = screensOf(page);
  const release = await holdBack(context, await ownFiles(page, 'core'));
  await page.goto('/delivery.html');
  await screens.trigger.getByRole('button', { name: screens.words.trigger.floating }).click();
  await screens.rating('goods', false).click();
  await expect(screens.honest).toContainText(screens.words.first.saved);
  await screens.close();
  release();
  await onlyRow(shop);
});

test('closed before the core is there and opened again, it waits for its details', async ({ page, context, shop }) => {
  const screens = screensOf(page);
  const release = await holdBack(context, await ownFiles(page, 'core'));
  await page.goto('/delivery.html');
  const pill = screens.trigger.getByRole('button', { name: screens.words.trigger.floating });
  await pill.click();
  await screens.rating('goods', false).click();
  await expect(screens.honest).toContainText(screens.words.first.saved);
  await screens.close();
  await pill.click();
  await expect(screens.rating('goods', false)).toHaveAttribute('aria-pressed', 'true');
  release();
  await screens.more(false);
  await expect(screens.button(screens.words.sheet.all)).toBeVisible();
  // Long enough for one that does not wait.
  await after(2000);
  expect(await shop.rows()).toEqual([]);
  await screens.close();
  await onlyRow(shop);
});

test('closed before its form is there, a complaint waits no longer', async ({ page, context, shop }) => {
  const screens = screensOf(page);
  await holdBack(context, await ownFiles(page, 'details'));
  await page.goto('/delivery.html');
  await screens.trigger.getByRole('button', { name: screens.words.trigger.floating }).click();
  await page.waitForFunction(() => !!(window.yijian?.r as { core?: object } | undefined)?.core);
  await screens.rating('goods', false).click();
  await expect(screens.honest).toContainText(screens.words.first.saved);
  await screens.close();
  await onlyRow(shop);
});
