import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectPhotos } from './photo-promises.js';
import { expect, test } from './journey.js';
import { miniScreens } from './mini/mini-screens.js';
import { ownWords, said } from './said.js';
import { isWhole, onlyRow } from './waiting.js';

const output = join(import.meta.dirname, '../taro-shop/dist/h5');
const types: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

test('the H5 build of the mini-program: what was said without a network outlives the page, and arrives once', async ({
  page,
  context,
  shop,
  darkroom,
  complaints,
}) => {
  // The built shop, and its requests to the server that it was built for, both from the merchant's own origin.
  await page.route(`${shop.url}/shop/**`, async (route) => {
    const path = new URL(route.request().url()).pathname.replace('/shop/', '') || 'index.html';
    const body = await readFile(join(output, path), 'utf8');
    const text = body.replaceAll('http://127.0.0.1:4173', shop.url);
    await route.fulfill({ body: text, contentType: `${types[path.split('.').pop() ?? ''] ?? 'text/plain'}; charset=utf-8` });
  });
  complaints.allow(/Download the React DevTools|\[Taro\]/);
  await page.goto('/shop/');
  const screens = miniScreens(page);
  const { words } = screens;
  await expect(screens.text(words.trigger.problem)).toBeVisible();
  await screens.text(words.trigger.problem).click();
  await expect(screens.text(words.trigger.saved)).toBeVisible();
  await screens.text(words.trigger.complain).click();
  await expect(screens.text(words.first.wrong)).toBeVisible();
  await context.setOffline(true);
  await screens.text(words.reasons['pack.damaged'] ?? '').click();
  await screens.text(new RegExp(`^${words.sheet.next}`)).click();
  await screens.text('可生食鸡蛋').click();
  await screens.text(words.details.shots['outer'] ?? '').click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), screens.text(words.details.album).click()]);
  const [photo] = darkroom.photos;
  if (photo) await chooser.setFiles({ name: photo.name, mimeType: photo.mimeType, buffer: photo.buffer });
  await expect(screens.text('1 / 9')).toBeVisible();
  await screens.write(ownWords);
  await screens.text(words.sheet.submit).click();
  await expect(screens.text(words.details.savedText)).toBeVisible();
  expect(await shop.rows()).toEqual([]);

  await context.setOffline(false);
  await page.goto('/shop/?again');
  const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
  expect(row.body).toMatchObject({ channel: 'h5', order: { id: 'QH2611220722' } });
  expect(said(row)).toMatchObject({ text: ownWords, reasons: [{ code: 'pack.damaged' }] });
  await expectPhotos(shop, darkroom, row);
});
