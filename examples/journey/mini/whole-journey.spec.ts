import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expectPhotos } from '../photo-promises.js';
import { ownWords, said } from '../said.js';
import { isWhole, onlyRow, until } from '../waiting.js';
import { miniScreens } from './mini-screens.js';
import { expect, test } from './two-thread.js';

const output = join(import.meta.dirname, '../../taro-shop/dist/weapp');

test('one tap, reasons, an item, a photo of 12 megapixels and words, all without network: after a kill it arrives once and whole', async ({
  launch,
  shop,
  darkroom,
}) => {
  const app = await launch({ output, endpoint: shop.url });
  app.offline(true);
  let screens = miniScreens(app.page);
  const { words } = screens;
  await screens.tap(words.trigger.problem);
  await expect(screens.text(words.trigger.saved)).toBeVisible();
  await screens.tap(words.trigger.complain);
  await screens.reason('pack.damaged');
  await screens.next();
  await screens.tap('可生食鸡蛋');
  await screens.pick(darkroom.photos[0], 'outer');
  await screens.write(ownWords);
  await screens.tap(words.details.wishes.refund);
  await until('the photo on the phone', async () => app.memory.saved.size > 0);
  await screens.tap(words.sheet.submit);
  await expect(screens.text(words.sheet.offline)).toBeVisible();
  await expect(screens.text(words.first.saved)).toBeVisible();
  expect(await shop.rows()).toEqual([]);
  // Ended while it makes the photo smaller, the next run would send the photo as it was picked.
  await until('nothing in hand', async () => ![...app.memory.stored.values()].some((text) => text.includes('leased')));

  await app.relaunch();
  screens = miniScreens(app.page);
  expect(await shop.rows()).toEqual([]);
  app.offline(false);
  const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
  expect(said(row)).toMatchObject({
    text: ownWords,
    desiredResolution: 'refund',
    rating: { overall: { scale: 'thumb', value: -1 } },
    reasons: [{ code: 'pack.damaged', items: [{ lineId: '2', sku: 'FR-EG-10' }] }],
  });
  expect(row.body).toMatchObject({ channel: 'mp_weixin', order: { id: 'QH2611220722' } });
  await expectPhotos(shop, darkroom, row);
  await until('an empty phone', async () => app.memory.saved.size === 0);
});

test('put into the background in mid-upload and back: it goes on, and arrives once', async ({ launch, shop, darkroom }) => {
  const app = await launch({ output, endpoint: shop.url });
  const screens = miniScreens(app.page);
  const { words } = screens;
  shop.proxy.follow(({ kind }) => (kind === 'attachment' ? { type: 'stall' } : undefined));
  await screens.tap(words.trigger.problem);
  await screens.tap(words.trigger.complain);
  await screens.reason('item.wrong');
  await screens.next();
  await screens.pick(darkroom.small, 'received');
  await until('the photo on the phone', async () => app.memory.saved.size > 0);
  await screens.tap(words.sheet.submit);
  await until('an upload', async () => shop.proxy.seen.some(({ kind }) => kind === 'attachment'));
  await app.background(6.5);
  shop.proxy.heal();
  const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
  await expect(screens.text(row.ref)).toBeVisible();
  await screens.tap(words.details.done);
  await expect(screens.text('订单详情')).toBeVisible();
  const stored = (await shop.photos(row)).map((photo) => createHash('sha256').update(photo).digest('hex'));
  expect(stored).toEqual([row.attachments[0]?.sha256]);
});

test('camera and album refused: the reason is said, and the text goes without a photo', async ({ launch, shop }) => {
  const app = await launch({ output, endpoint: shop.url });
  const screens = miniScreens(app.page);
  const { words } = screens;
  await screens.tap(words.trigger.problem);
  await screens.tap(words.trigger.complain);
  await screens.reason('pack.damaged');
  await screens.next();
  for (const [reason, errno, told] of [
    ['auth deny', undefined, '没有相机或相册权限'],
    ['api scope is not declared in the privacy agreement', 112, '没有得到隐私授权，打不开相机和相册'],
  ] as const) {
    app.refuse('chooseMedia', reason, errno);
    await screens.shot('outer');
    await screens.tap(words.details.album);
    await expect(screens.text(told)).toBeAttached();
    await screens.shot('outer');
  }
  await screens.tap(words.sheet.submit);
  await expect(screens.text(words.details.photoMissing)).toBeInViewport();
  await screens.tap(words.details.exit);
  await screens.tap(words.details.exits.eaten);
  await screens.tap(words.sheet.submit);
  const row = await onlyRow(shop, (stored) => said(stored).reasons !== undefined, 'the text');
  expect(row.attachments).toEqual([]);
  await expect(screens.text(row.ref)).toBeVisible();
});

test('signed for, rated and left: what an earlier run began goes on', async ({ launch, shop }) => {
  const app = await launch({ output, endpoint: shop.url, start: 'pages/sign-for/index' });
  let screens = miniScreens(app.page);
  const { words } = screens;
  await screens.tap('确认收货');
  await expect(screens.text(words.trigger.question)).toBeVisible();
  const thumbs = app.page.locator('.yj-thumb');
  await thumbs.nth(1).tap();
  await thumbs.nth(2).tap();
  await expect(app.page.locator('.yj-thumb.yj-is-pressed')).toHaveCount(2);
  await expect(screens.text(words.first.saved)).toBeVisible();
  await app.relaunch();
  const row = await onlyRow(shop);
  expect(row.body).toMatchObject({
    rating: { goods: { value: -1 }, delivery: { value: 1 } },
    order: { entry: 'sign_for', state: 'delivered' },
  });
  screens = miniScreens(app.page);
  await screens.tap('说说这单');
  await expect(app.page.locator('.yj-thumb.yj-is-pressed')).toHaveCount(2);
});

test('a message about progress is asked for in the press on submit; refused, the customer is told where progress is', async ({
  launch,
  shop,
}) => {
  const app = await launch({ output, endpoint: shop.url });
  const screens = miniScreens(app.page);
  const { words } = screens;
  const told = screens.text('不发消息提醒，进度在“我的反馈”里看');
  for (const subscription of ['reject', 'accept'] as const) {
    app.surroundings.subscription = subscription;
    await screens.tap('还有 1 单等您签收');
    await screens.tap('说说这单');
    await app.page.locator('.yj-thumb').locator('visible=true').nth(0).tap();
    await screens.tap(words.trigger.praise);
    await screens.tap(words.sheet.submit);
    await until('the receipt', async () => (await shop.rows()).length === (subscription === 'reject' ? 1 : 2));
    await expect(screens.text(words.trigger.received)).toBeVisible();
    await expect(told).toHaveCount(subscription === 'reject' ? 1 : 0);
    await screens.tap(words.details.done);
    await app.page.getByRole('button', { name: '返回' }).last().tap();
  }
});
