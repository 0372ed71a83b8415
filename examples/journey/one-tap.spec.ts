import { recordsOnDisk } from './device.js';
import { expect, test } from './journey.js';
import { expectReceived, finish, tapOn } from './report.js';
import { said } from './said.js';
import { screensOf, shopPages, shopPath } from './screens.js';
import { onlyRow, until } from './waiting.js';

for (const name of shopPages) {
  for (const good of [true, false]) {
    test(`one tap ${good ? 'up' : 'down'} on the ${name} page arrives once, and the screen never says more than is true`, async ({
      page,
      shop,
    }) => {
      const screens = screensOf(page);
      const { words, sheet, honest } = screens;
      shop.proxy.follow(({ kind }) => (kind === 'feedback' ? { type: 'stall' } : undefined));
      await page.goto(shopPath(name));
      await tapOn(page, screens, name, good);
      await expect(honest).toHaveText(new RegExp(`^(${words.first.saved}|${words.sheet.sending})$`));
      const [record] = await recordsOnDisk(page);
      expect(record?.steps).toMatchObject([{ rating: {} }]);
      await finish(screens, good);
      await expect(honest).toHaveText(words.sheet.sending);
      await expect(sheet.getByRole('heading', { name: words.first.saved })).toBeVisible();
      expect(await shop.rows()).toEqual([]);

      shop.proxy.heal();
      const row = await onlyRow(shop);
      await expectReceived(screens, row);
      expect(row.id).toBe(record?.id);
      const score = { scale: 'thumb', value: good ? 1 : -1 };
      expect(said(row).rating).toMatchObject(name === 'order' ? { overall: score } : { goods: score });
      expect(row.body).toMatchObject({ kind: good ? 'praise' : 'complaint', channel: 'web_widget', submittedBy: 'customer' });
      await screens.button(words.details.done).click();
      await expect(sheet).toBeHidden();
      expect(await shop.rows()).toHaveLength(1);
    });
  }
}

test('a thumb up on the row needs nothing else: it is sent while nobody touches anything', async ({ page, shop }) => {
  const { thumb, trigger, words } = screensOf(page);
  await page.goto('/order.html');
  await thumb(true).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.noted + words.trigger.good);
  const row = await onlyRow(shop);
  expect(row).toMatchObject({ attempts: 1, orderId: 'QH2611220722', trust: 'signed' });
});

test('a thumb down without a word goes out when the customer leaves the page', async ({ page, shop }) => {
  const { thumb, trigger, words } = screensOf(page);
  await page.goto('/order.html');
  await thumb(false).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  await page.goto('/');
  const row = await onlyRow(shop);
  expect(said(row).rating).toMatchObject({ overall: { value: -1 } });
});

test('what was received stands in the list of one’s own feedback, with its number', async ({ page, shop }) => {
  const screens = screensOf(page);
  await page.goto('/delivery.html');
  await tapOn(page, screens, 'delivery', true);
  await finish(screens, true);
  const row = await onlyRow(shop);
  await expectReceived(screens, row);
  await screens.close();
  await page.reload();
  await screens.trigger.getByRole('button', { name: screens.words.trigger.floating }).click();
  await screens.mine.click();
  const card = screens.sheet.getByRole('listitem').filter({ hasText: row.ref });
  await expect(card).toContainText(screens.words.details.stages['received'] ?? '');
  await card.getByRole('button').first().click();
  await expect(screens.sheet.getByText(row.ref, { exact: true })).toBeVisible();
  await until('a look at the ticket', async () => shop.proxy.seen.some(({ kind, answered }) => kind === 'tickets' && answered === 200));
});
