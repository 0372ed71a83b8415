import { format } from '../../sdk/src/core/messages/format.js';
import { bytesOnDisk } from './device.js';
import { expect, test } from './journey.js';
import { expectPhotos } from './photo-promises.js';
import { expectReceived, finish, tapTo, tellAll } from './report.js';
import { ownWords, said } from './said.js';
import { isWhole, onlyRow } from './waiting.js';

test('reasons, items, words, wish and three photos of 12 megapixels arrive whole, upright and without a trace', async ({
  page,
  shop,
  darkroom,
}) => {
  const screens = await tapTo(page, 'order', false);
  await tellAll(screens, darkroom.photos);
  await screens.submit();
  const row = await onlyRow(shop, isWhole(3), 'the feedback with three photos');
  await expectReceived(screens, row);
  await expect(screens.sheet.getByText(format(screens.words.details.allPhotos, { n: 3 }))).toBeVisible();

  const about = said(row);
  expect(about).toMatchObject({ text: ownWords, desiredResolution: 'refund', rating: { overall: { scale: 'thumb', value: -1 } } });
  expect(about.reasons?.[0]).toMatchObject({
    code: 'pack.damaged',
    items: [{ lineId: '1', sku: 'FR-ST-500', qty: 2, of: 2, fraction: 0.5 }],
  });
  expect(about.reasons).toHaveLength(2);
  expect(about.attachments?.map(({ shot }) => shot)).toEqual(['outer', 'inner', 'inner']);
  await expectPhotos(shop, darkroom, row, [1900, 2048]);

  // Text before photos, one upload each, and nothing left on the device.
  const order = shop.proxy.seen.filter(({ answered }) => answered !== undefined).map(({ kind }) => kind);
  expect(order.indexOf('feedback')).toBeLessThan(order.indexOf('attachment'));
  expect(shop.proxy.seen.filter(({ kind }) => kind === 'attachment').map(({ attachment }) => attachment)).toHaveLength(3);
  await expect.poll(() => bytesOnDisk(page)).toEqual([]);
});

test('a small photo that needs no squeezing loses its position and stands upright all the same', async ({ page, shop, darkroom }) => {
  const screens = await tapTo(page, 'order', false);
  await screens.reason('item.wrong').click();
  await screens.next();
  await screens.pick([darkroom.small], 'received');
  await screens.submit();
  const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
  await expectPhotos(shop, darkroom, row, [640, 640]);
});

test('a photo that was taken back is not sent', async ({ page, shop, darkroom }) => {
  const { small } = darkroom;
  const screens = await tapTo(page, 'order', false);
  const { words, sheet } = screens;
  await screens.reason('item.wrong').click();
  await screens.next();
  await screens.pick([small, { ...small, name: 'second.jpg', buffer: Buffer.concat([small.buffer, Buffer.from('more')]) }], 'received');
  await screens.button(new RegExp(`^2 / `)).click();
  await sheet
    .getByRole('button', { name: words.details.remove.replace('{name}', words.details.shots['received'] ?? '') })
    .first()
    .click();
  await screens.button(words.details.done).click();
  await screens.submit();
  const row = await onlyRow(shop, isWhole(1), 'the feedback with the photo that was kept');
  expect(row.attachments.filter(({ state }) => state === 'stored')).toHaveLength(1);
});

test('goods sold by weight are asked for their weight, and a word is said where it makes no sense', async ({ page, shop }) => {
  const screens = await tapTo(page, 'order', false);
  const { words, sheet } = screens;
  await screens.reason('item.short_weight').click();
  await screens.next();
  await screens.item('冰鲜三文鱼').click();
  const weight = sheet.getByRole('textbox', { name: words.details.weight });
  await weight.fill('roughly');
  await screens.button(words.details.exit).click();
  await sheet.getByRole('radio', { name: words.details.exits.eaten }).click();
  await screens.submit();
  await expect(weight).toBeFocused();
  await expect(weight).toHaveAccessibleDescription(new RegExp(words.details.weightInvalid));
  await weight.fill('0,37');
  await screens.submit();
  const row = await onlyRow(shop, (there) => said(there).reasons !== undefined, 'the weight');
  expect(said(row).reasons?.[0]?.items?.[0]).toMatchObject({ lineId: '4', weight: { ordered: 0.42, measured: 0.37, unit: '千克' } });
  expect(said(row).photoExit).toBe('eaten');
});

test('food safety is never stopped: no photo, nothing asked, red at the backend', async ({ page, shop }) => {
  const screens = await tapTo(page, 'order', false);
  await screens.reason('safety.foreign_matter').click();
  await screens.reason('pack.damaged').click();
  await screens.next();
  await screens.submit();
  const row = await onlyRow(shop, ({ red }) => red, 'a red feedback');
  expect(row).toMatchObject({ level: 1, priority: 'P0', red: true });
  await expectReceived(screens, row);
});

test('words that smell of food safety raise the question, and the answer makes it red', async ({ page, shop }) => {
  const screens = await tapTo(page, 'order', false);
  const { words, sheet } = screens;
  await screens.next();
  await sheet.getByRole('textbox', { name: words.details.words }).fill('鸡蛋发霉了，孩子吃了肚子痛');
  const question = sheet.getByRole('radiogroup', { name: words.details.safetyQuestion });
  await screens.submit();
  await expect(sheet.getByText(words.details.safetyMissing).first()).toBeVisible();
  await question.getByRole('radio', { name: words.details.yes, exact: true }).click();
  await screens.submit();
  expect(said(await onlyRow(shop, ({ red }) => red, 'a red feedback'))).toMatchObject({ safetyConfirmed: true });
});

test('praise has reasons too', async ({ page, shop }) => {
  const screens = await tapTo(page, 'order', true);
  await screens.reason('praise.packaging').click();
  await finish(screens, true);
  const row = await onlyRow(shop, (there) => said(there).reasons !== undefined, 'the praise');
  expect(said(row).reasons).toMatchObject([{ code: 'praise.packaging' }]);
  expect(row).toMatchObject({ level: null, red: false });
});
