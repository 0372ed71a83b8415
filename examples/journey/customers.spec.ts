import type { Page } from '@playwright/test';
import { isMarked } from './device.js';
import { element, hostPage, scriptTag } from './host-page.js';
import { expect, test } from './journey.js';
import { holdBack, ownFiles } from './own-files.js';
import { screensOf } from './screens.js';
import { onlyRow, until } from './waiting.js';

test('at sign-out the row asks again, and the list is empty', async ({ page, shop }) => {
  const screens = screensOf(page);
  const { thumb, trigger, words, sheet } = screens;
  await page.goto('/order.html');
  await thumb(false).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  await page.evaluate(() => window.yijian?.('reset'));
  await expect(trigger.getByRole('status')).toHaveText(words.trigger.question);
  await page.reload();
  await expect(trigger.getByRole('status')).toHaveText(words.trigger.question);
  await page.evaluate(() => window.yijian?.('open'));
  await screens.mine.click();
  await expect(sheet.getByText(words.details.emptyText)).toBeVisible();
  // What was said before is carried all the same.
  await onlyRow(shop);
});

test('a customer who signs in without a new page is the one who says it, and sees nothing of the one before', async ({ page, shop }) => {
  shop.serve('/host.html', { body: hostPage({ body: element('C-1') + element('C-2') }) });
  await page.goto('/host.html');
  const call = <T>(...values: string[]) => page.evaluate(async (given) => (await window.yijian?.(...given)) as T, values);
  const list = async () => (await call<{ id: string }[]>('list')).map(({ id }) => id);
  await page.evaluate(() => void window.yijian?.('configure', { customer: 'anna' }));
  const { thumb, trigger, words } = screensOf(page);
  await thumb(true).click();
  const first = await onlyRow(shop);
  expect(first).toMatchObject({ subjectId: 'anna', orderId: 'C-1' });
  expect(await list()).toEqual([first.id]);
  // Too late, and said so: the client has its options.
  await expect(page.evaluate(() => window.yijian?.('configure', { customer: 'bert' }))).rejects.toThrow('"configure" came too late');

  await call('reset', 'bert');
  await expect(trigger.getByRole('status')).toHaveText(words.trigger.question);
  expect(await list()).toEqual([]);
  await page.locator('yijian-feedback').nth(1).getByRole('button', { name: words.trigger.good }).click();
  const second = await until('a second one', async () => (await shop.rows()).find(({ id }) => id !== first.id));
  expect(second).toMatchObject({ subjectId: 'bert', orderId: 'C-2' });
  expect(await list()).toEqual([second.id]);

  await call('reset', 'anna');
  expect(await list()).toEqual([first.id]);
});

test('who signs in after the first words goes on with them, and the next one finds nothing', async ({ page, shop }) => {
  shop.serve('/host.html', { body: hostPage({ body: element('C-1') }) });
  await page.goto('/host.html');
  const screens = screensOf(page);
  const { thumb, trigger, words, sheet } = screens;
  const identify = (customer: string) => page.evaluate(async (id) => void (await window.yijian?.('identify', id)), customer);
  await thumb(false).click();
  await trigger.getByRole('button', { name: words.trigger.complain }).click();
  await screens.reason('item.wrong').click();
  await screens.next();
  await sheet.getByRole('textbox', { name: words.details.words }).fill('two litres on the stairs');
  await identify('anna');
  await screens.submit();
  const row = await onlyRow(shop, ({ body }) => !!body['text'], 'the whole of it');
  expect(row).toMatchObject({ subjectId: 'anna', body: { text: 'two litres on the stairs' } });
  await screens.close();
  await expect(trigger.getByRole('status')).toContainText(row.ref);

  // Known late again, and known from the start.
  await page.reload();
  await expect(trigger.getByRole('status')).toHaveText(words.trigger.question);
  await identify('anna');
  await expect(trigger.getByRole('status')).toContainText(row.ref);
  shop.serve('/anna.html', { body: hostPage({ script: scriptTag('demo-shop', 'data-customer="anna"'), body: element('C-1') }) });
  await page.goto('/anna.html');
  await expect(trigger.getByRole('status')).toContainText(row.ref);

  await identify('bert');
  await expect(trigger.getByRole('status')).toHaveText(words.trigger.question);
  expect(await page.evaluate(async () => await window.yijian?.('list'))).toEqual([]);
});

test('a sign-in that reaches two tabs and the sites on them loses no mark', async ({ page, context, shop }) => {
  const other = '<yijian-feedback site="other-shop" order-id="C-2" order-state="delivered"></yijian-feedback>';
  shop.serve('/host.html', { body: hostPage({ body: element('C-1') + other }) });
  shop.serve('/anna.html', { body: hostPage({ script: scriptTag('demo-shop', 'data-customer="anna"'), body: element('C-1') + other }) });
  await page.goto('/host.html');
  const { thumb, words } = screensOf(page);
  const row = (tab: Page, nth: number) => tab.locator('yijian-feedback').nth(nth).getByRole('status');
  await thumb(false).click();
  await page.locator('yijian-feedback').nth(1).getByRole('button', { name: words.trigger.good }).click();
  for (const nth of [0, 1]) await expect(row(page, nth)).toContainText(words.trigger.noted);
  const second = await context.newPage();
  await second.goto('/host.html');
  await expect(row(second, 0)).toContainText(words.trigger.noted);
  await screensOf(second).trigger.getByRole('button', { name: words.trigger.problem }).click();
  await expect(row(second, 0)).toContainText(words.trigger.saved);
  for (const tab of [page, second]) await tab.evaluate(async () => void (await window.yijian?.('identify', 'anna')));
  for (const nth of [0, 1]) await expect(row(page, nth)).toContainText(words.trigger.noted);
  await page.goto('/anna.html');
  for (const nth of [0, 1]) await expect(row(page, nth)).toContainText(words.trigger.noted);
  // Nobody is here any more, and nothing of hers is left to them.
  await page.evaluate(() => window.yijian?.('reset'));
  for (const nth of [0, 1]) await expect(row(page, nth)).toHaveText(words.trigger.question);
});

test('a page that names another customer shows nothing of the one before, without a call', async ({ page, shop }) => {
  for (const name of ['anna', 'bert'])
    shop.serve(`/${name}.html`, { body: hostPage({ script: scriptTag('demo-shop', `data-customer="${name}"`) }) });
  const screens = screensOf(page);
  const { thumb, trigger, words, sheet } = screens;
  await page.goto('/anna.html');
  await thumb(true).click();
  await onlyRow(shop);
  await page.goto('/bert.html');
  await page.evaluate(() => window.yijian?.('open'));
  await screens.mine.click();
  await expect(sheet.getByText(words.details.emptyText)).toBeVisible();
  await screens.close();
  await expect(trigger.getByRole('status')).toHaveText(words.trigger.question);
  await page.goto('/anna.html');
  await page.evaluate(() => window.yijian?.('open'));
  await screens.mine.click();
  await expect(sheet.getByText(words.details.emptyText)).toHaveCount(0);
  await expect(sheet).toContainText((await onlyRow(shop)).ref);
});

const configure = `${scriptTag()}<script>
  window.yijian ??= Object.assign((...call) => window.yijian.q.push(call), { q: [] });
  yijian('configure', { customer: 'anna' });
</script>`;
for (const [what, script, isLeft] of [
  ['the tag names', scriptTag('demo-shop', 'data-customer="anna"'), false],
  ['the tag names, also when its page was left at once', scriptTag('demo-shop', 'data-customer="anna"'), true],
  ['a call names', configure, false],
] as const)
  test(`a tap before any other file is there is said by the customer whom ${what}`, async ({ page, shop }) => {
    shop.serve('/host.html', { body: hostPage({ script }) });
    const release = await holdBack(page, await ownFiles(page, 'sheet'));
    await page.goto('/host.html', { waitUntil: 'commit' });
    const { thumb, trigger, words } = screensOf(page);
    await thumb(true).click();
    await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
    if (isLeft) await page.goto('about:blank');
    release();
    if (isLeft) await page.goto('/host.html');
    const row = await onlyRow(shop);
    expect(row).toMatchObject({ subjectId: 'anna', attempts: 1 });

    const listAs = (customer: string) =>
      page.evaluate(async (next) => {
        await window.yijian?.('reset', next);
        const entries = (await window.yijian?.('list')) as { id: string }[];
        return entries.map(({ id }) => id);
      }, customer);
    expect(await listAs('bert')).toEqual([]);
    expect(await listAs('anna')).toEqual([row.id]);
  });

test('a tag that names nobody yet stores a tap once', async ({ page, shop }) => {
  shop.serve('/host.html', { body: hostPage({ script: scriptTag('demo-shop', 'data-customer=""') }) });
  const release = await holdBack(page, await ownFiles(page, 'sheet'));
  await page.goto('/host.html', { waitUntil: 'commit' });
  const { thumb, trigger, words } = screensOf(page);
  await thumb(true).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  release();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.received);
  await until('nothing waits', async () => !(await isMarked(page)));
  expect(await shop.rows()).toHaveLength(1);
});

test('a tap stays with the customer whom the page named then', async ({ page, shop }) => {
  shop.serve('/host.html', {
    body: hostPage({ script: scriptTag('demo-shop', 'data-customer="anna"'), body: element('H-1') + element('H-2') }),
  });
  const release = await holdBack(page, await ownFiles(page, 'sheet'));
  await page.goto('/host.html', { waitUntil: 'commit' });
  const { thumb, trigger, words } = screensOf(page);
  await thumb(true).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  await page.evaluate(() => document.querySelector('script[data-customer]')?.setAttribute('data-customer', 'bert'));
  release();
  expect(await onlyRow(shop)).toMatchObject({ subjectId: 'anna' });
  await page.locator('yijian-feedback').nth(1).getByRole('button', { name: words.trigger.good }).click();
  const second = await until('a second one', async () => (await shop.rows()).find(({ orderId }) => orderId === 'H-2'));
  expect(second).toMatchObject({ subjectId: 'bert' });
  expect(await shop.rows()).toHaveLength(2);
});

test('what another customer says on the same order is no word of the one before', async ({ page, shop }) => {
  for (const name of ['anna', 'bert'])
    shop.serve(`/${name}.html`, { body: hostPage({ script: scriptTag('demo-shop', `data-customer="${name}"`) }) });
  const { thumb, trigger, words } = screensOf(page);
  await page.goto('/anna.html');
  await thumb(true).click();
  const first = await onlyRow(shop);
  // Before any other file is there.
  const release = await holdBack(page, await ownFiles(page, 'sheet'));
  await page.goto('/bert.html', { waitUntil: 'commit' });
  await thumb(false).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  release();
  await page.goto('/bert.html');
  const second = await until('a second one', async () => (await shop.rows()).find(({ id }) => id !== first.id));
  expect(second).toMatchObject({ subjectId: 'bert', body: { rating: { overall: { value: -1 } } } });
  expect((await shop.rows()).find(({ id }) => id === first.id)).toMatchObject({ kind: 'praise', events: [] });
});

test('a page of nobody beside it does not make a customer’s row ask again', async ({ page, context, shop }) => {
  shop.serve('/guest.html', { body: hostPage() });
  shop.serve('/anna.html', { body: hostPage({ script: scriptTag('demo-shop', 'data-customer="anna"') }) });
  const guest = await context.newPage();
  await guest.goto('/guest.html');
  await guest.evaluate(() => window.yijian?.('list'));
  await page.goto('/anna.html');
  const { thumb, trigger, words } = screensOf(page);
  await thumb(true).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.received);
  await guest.evaluate(() => window.yijian?.('consent', true));
  await page.reload();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.received);
});
