import { inOrder } from '../../scripts/fault-proxy.mjs';
import { expect, test } from './journey.js';
import { expectPhotos } from './photo-promises.js';
import { expectReceived, finish, openWhole, tapTo } from './report.js';
import { isWhole, onlyRow, until } from './waiting.js';

test('a photo whose connection dies half-way arrives whole, and the text did not wait for it', async ({ page, shop, darkroom }) => {
  const screens = await tapTo(page, 'order', false);
  await screens.reason('item.wrong').click();
  await screens.next();
  shop.proxy.follow(inOrder([{ type: 'reset' }, { type: 'cut' }], 'attachment'));
  await screens.pick(darkroom.photos.slice(0, 1), 'received');
  await screens.submit();
  const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
  await until('the answer that was not cut', async () =>
    shop.proxy.seen.some(({ kind, fault, answered }) => kind === 'attachment' && !fault && answered === 200),
  );
  const uploads = shop.proxy.seen.filter(({ kind }) => kind === 'attachment');
  // Died in the body; arrived, but the answer did not; then the true answer.
  expect(uploads.map(({ reached, fault }) => [fault?.type, reached])).toEqual([
    ['reset', undefined],
    ['cut', 200],
    [undefined, 200],
  ]);
  expect(uploads[0]?.bytes).toBeGreaterThan(0);
  expect(Date.parse(row.receivedAt)).toBeLessThanOrEqual(Date.parse(row.attachments[0]?.storedAt ?? ''));
  await expectPhotos(shop, darkroom, row);
});

test('an answer that is lost after the commit makes no second feedback', async ({ page, shop }) => {
  shop.proxy.follow(inOrder([{ type: 'reset', after: true }, { type: 'cut' }], 'feedback'));
  const screens = await tapTo(page, 'delivery', true);
  await finish(screens, true);
  const row = await onlyRow(shop, ({ attempts }) => attempts === 3, 'the third attempt');
  await expectReceived(screens, row);
});

test('a server that asks for patience gets it, and the screen says so', async ({ page, shop }) => {
  shop.proxy.follow(inOrder([{ type: 'status', status: 503, retryAfter: '3' }], 'feedback'));
  const screens = await tapTo(page, 'delivery', true);
  await finish(screens, true);
  await expect(screens.honest).toHaveText(screens.words.first.saved);
  // Waking does not shorten what the server asked for.
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expectReceived(screens, await onlyRow(shop));
  const [first, second] = shop.proxy.seen.filter(({ kind }) => kind === 'feedback');
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(3000);
});

for (const type of ['captive', 'redirect', 'garbage', 'refuse'] as const) {
  test(`is never told as received while the network answers with ${type}, and arrives when it is healed`, async ({ page, shop }) => {
    shop.proxy.follow(({ kind }) => (kind === 'feedback' ? { type } : undefined));
    const screens = await tapTo(page, 'delivery', true);
    await finish(screens, true);
    const refused = (): boolean => shop.proxy.seen.filter(({ kind, fault }) => kind === 'feedback' && fault !== undefined).length >= 2;
    await until('two attempts', async () => refused());
    await expect(screens.honest).toHaveText(new RegExp(`^(${screens.words.first.saved}|${screens.words.sheet.sending})$`));
    await expect(screens.sheet.getByRole('heading', { name: screens.words.first.saved })).toBeVisible();
    expect(await shop.rows()).toEqual([]);
    shop.proxy.heal();
    const row = await onlyRow(shop);
    await expectReceived(screens, row);
    expect(row.attempts).toBe(1);
  });
}

test('a backend that is switched off and on again gets the feedback by itself', async ({ page, shop }) => {
  const screens = await openWhole(page);
  const { words, sheet } = screens;
  await shop.proxy.setDown(true);
  await screens.rating('goods', true).click();
  await screens.more(true);
  await screens.reason('praise.manner').click();
  await finish(screens, true);
  await expect(sheet.getByRole('heading', { name: words.first.saved })).toBeVisible();
  await shop.proxy.setDown(false);
  await expectReceived(screens, await onlyRow(shop));
});

for (const status of [400, 422]) {
  test(`a feedback refused with ${status} needs action: text kept, also after a reload, and the next one goes on`, async ({
    page,
    shop,
  }) => {
    const screens = await tapTo(page, 'order', false);
    const { words, sheet } = screens;
    await screens.reason('item.missing').click();
    await screens.next();
    await sheet.getByRole('textbox', { name: words.details.words }).fill('少了一袋');
    shop.proxy.follow(({ kind }) => (kind === 'feedback' ? { type: 'status', status, problem: 'invalid-body' } : undefined));
    await screens.submit();
    await expect(screens.honest).toHaveText(words.trigger.refused);
    await expect(sheet.getByText('少了一袋')).toBeVisible();
    await expect(sheet.getByRole('heading', { name: words.faults.refused })).toBeVisible();
    expect(await shop.rows()).toEqual([]);

    shop.proxy.heal();
    await page.goto('/delivery.html');
    await screens.trigger.getByRole('button', { name: words.trigger.floating }).click();
    await screens.rating('goods', true).click();
    await until('the next feedback', async () => (await shop.rows()).length === 1);
    await page.goto('/sign-for.html');
    await page.locator('[data-yijian-order]').click();
    await screens.mine.click();
    await sheet.getByRole('listitem').filter({ hasText: words.details.needsAction }).getByRole('button').first().click();
    await expect(sheet.getByText('少了一袋')).toBeVisible();
    await screens.button(words.details.tryAgain).click();
    await until('both', async () => (await shop.rows()).length === 2);
    const texts = (await shop.rows()).map(({ body }) => body.text);
    expect(texts).toContain('少了一袋');
  });
}

test('a photo that is too large for the server is sent smaller, and the text is there all the time', async ({ page, shop, darkroom }) => {
  const screens = await tapTo(page, 'order', false);
  await screens.reason('item.wrong').click();
  await screens.next();
  shop.proxy.follow(inOrder([{ type: 'status', status: 413, problem: 'too-large' }], 'attachment'));
  await screens.pick(darkroom.photos.slice(0, 1), 'received');
  await screens.submit();
  const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
  await expectPhotos(shop, darkroom, row, [1000, 1280]);
});
