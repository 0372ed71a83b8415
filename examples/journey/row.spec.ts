import { expect, test } from './journey.js';
import { finish, tapTo } from './report.js';
import { said } from './said.js';
import { screensOf } from './screens.js';
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
