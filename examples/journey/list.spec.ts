import { element, hostPage } from './host-page.js';
import { expect, test } from './journey.js';
import { finish } from './report.js';
import { said } from './said.js';
import { screensOf, type Screens } from './screens.js';
import { onlyRow, until } from './waiting.js';

const pill = hostPage({ body: element('L-1').replace('inline', 'floating') });

/** From the pill to the list, where what cannot be sent yet is taken back. */
async function takeBack({ trigger, rating, mine, button, words, honest }: Screens): Promise<void> {
  await trigger.getByRole('button', { name: words.trigger.floating }).click();
  await rating('goods', true).click();
  await expect(honest).toContainText(words.trigger.saved);
  await mine.click();
  await button(words.details.takeBack).click();
}

test.beforeEach(({ shop }) => {
  shop.serve('/pill.html', { body: pill });
  shop.proxy.follow(() => ({ type: 'refuse' }));
});

test('what is being taken back is not sent meanwhile, and is when that is undone', async ({ page, shop }) => {
  await page.goto('/pill.html');
  const screens = screensOf(page);
  await takeBack(screens);
  shop.proxy.heal();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.waitForTimeout(2500);
  expect(await shop.rows()).toEqual([]);
  await screens.button(screens.words.trigger.undo).click();
  await onlyRow(shop);
});

test('what is said while the last is being taken back is another feedback', async ({ page, shop }) => {
  await page.goto('/pill.html');
  const screens = screensOf(page);
  const { rating, button, words, honest } = screens;
  await takeBack(screens);
  await button(words.details.tellThis).click();
  // Not only once the ten seconds are over.
  await expect(rating('goods', true)).toHaveAttribute('aria-pressed', 'false', { timeout: 5000 });
  await rating('goods', false).click();
  await screens.more(false);
  await screens.reason('item.missing').click();
  await expect(honest).toContainText(words.trigger.saved);
  shop.proxy.heal();
  await finish(screens, false);
  const row = await onlyRow(shop, (there) => said(there).reasons?.length === 1, 'the complaint alone');
  expect(row.withdrawnAt).toBeNull();
  expect(said(row).reasons).toMatchObject([{ code: 'item.missing' }]);
});

test('a page that is left while something is being taken back takes it back', async ({ page, browserName, shop }) => {
  // As long as the next page takes on a phone; on loopback this one would be gone before its disk has answered.
  await page.route('**/order.html', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  await page.goto('/pill.html');
  await takeBack(screensOf(page));
  // Firefox tells nobody that another page is on its way, only that this one is hidden, as by another app.
  if (browserName === 'firefox') {
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    await page.waitForTimeout(500);
  }
  await page.evaluate(() => location.assign('/order.html'));
  await page.waitForURL('**/order.html');
  shop.proxy.heal();
  await page.waitForTimeout(3000);
  await until('nothing that stands', async () => (await shop.rows()).every(({ withdrawnAt }) => withdrawnAt !== null));
});
