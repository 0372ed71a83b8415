import { expect, test } from './journey.js';
import { expectPhotos } from './photo-promises.js';
import { expectReceived, openWhole, tapTo, tellAll } from './report.js';
import { ownWords, said } from './said.js';
import { isMarked } from './device.js';
import { screensOf } from './screens.js';
import { isWhole, onlyRow, until } from './waiting.js';

test('told offline, reloaded, killed and opened twice: one feedback, both photos, every attempt counted', async ({
  page,
  context,
  shop,
  darkroom,
}) => {
  const screens = await tapTo(page, 'order', false);
  const { words, sheet, honest } = screens;
  await context.setOffline(true);
  await tellAll(screens, darkroom.photos.slice(0, 2));
  await screens.submit();
  await expect(honest).toHaveText(words.first.saved);
  await expect(sheet.getByRole('heading', { name: words.first.saved })).toBeVisible();
  await expect(sheet.getByText(words.sheet.offline)).toBeVisible();
  await expect(sheet.getByText(words.details.savedText)).toBeVisible();
  expect(shop.proxy.seen.filter(({ kind }) => kind === 'feedback')).toEqual([]);

  // The page itself is to be had again, the backend is not.
  shop.proxy.follow(() => ({ type: 'refuse' }));
  await context.setOffline(false);
  await page.reload();
  await until('an attempt after the reload', async () => shop.proxy.seen.some(({ kind }) => kind === 'feedback'));
  expect(await isMarked(page)).toBe(true);
  await page.close();

  const tabs = [await context.newPage(), await context.newPage()];
  for (const tab of tabs) await tab.goto('/delivery.html');
  const [first] = tabs;
  if (!first) throw new Error('no tab');
  const other = screensOf(first);
  await other.trigger.getByRole('button', { name: words.trigger.floating }).click();
  await other.mine.click();
  await expect(other.sheet.getByRole('listitem').filter({ hasText: words.details.willSend })).toHaveCount(1);
  expect(await shop.rows()).toEqual([]);

  shop.proxy.heal();
  const row = await onlyRow(shop, isWhole(2), 'the feedback with both photos');
  expect(said(row)).toMatchObject({ text: ownWords, desiredResolution: 'refund' });
  expect(row.attempts).toBe(1);
  await expectPhotos(shop, darkroom, row);
  await expect(other.sheet.getByRole('listitem').filter({ hasText: row.ref })).toHaveCount(1);
  await until('nothing left waiting', async () => !(await isMarked(first)));
  // No photo was sent twice, by neither tab.
  const whole = shop.proxy.seen.filter(({ kind, reached }) => kind === 'attachment' && reached === 200);
  expect(whole.map(({ attachment }) => attachment).sort()).toEqual(row.attachments.map(({ id }) => id).sort());
});

test('coming online again is enough: nobody has to press anything', async ({ page, context, shop }) => {
  const screens = await openWhole(page);
  await context.setOffline(true);
  await screens.rating('goods', true).click();
  await screens.more(true);
  await screens.submit();
  await expect(screens.sheet.getByRole('heading', { name: screens.words.first.saved })).toBeVisible();
  await context.setOffline(false);
  await expectReceived(screens, await onlyRow(shop));
});

test('a tap on the row without a network is stored, and says no more than that', async ({ page, context, shop }) => {
  const { thumb, trigger, words } = screensOf(page);
  await page.goto('/order.html');
  await thumb(true).waitFor();
  await context.setOffline(true);
  await thumb(true).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  shop.proxy.follow(() => ({ type: 'refuse' }));
  await context.setOffline(false);
  await page.goto('/');
  expect(await shop.rows()).toEqual([]);
  shop.proxy.heal();
  expect(await onlyRow(shop)).toMatchObject({ attempts: 1, orderId: 'QH2611220722' });
});
