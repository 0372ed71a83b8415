import { recordsOnDisk } from './device.js';
import { element, hostPage, scriptTag } from './host-page.js';
import { expect, test } from './journey.js';
import { expectPhotos } from './photo-promises.js';
import { tellAll } from './report.js';
import { screensOf } from './screens.js';
import { isWhole, onlyRow } from './waiting.js';

test('before the customer agreed everything is stored and nothing leaves; after it, all of it arrives once', async ({
  page,
  shop,
  darkroom,
}) => {
  shop.serve('/host.html', { body: hostPage({ script: scriptTag('demo-shop', 'data-consent="required"'), body: element('C-1') }) });
  const screens = screensOf(page);
  const { words, sheet, honest } = screens;
  await page.goto('/host.html');
  await screens.thumb(false).click();
  await screens.trigger.getByRole('button', { name: words.trigger.complain }).click();
  await tellAll(screens, darkroom.photos.slice(0, 1));
  await screens.submit();
  await expect(honest).toHaveText(words.first.saved);
  await expect(sheet.getByText(words.faults.consent)).toBeVisible();
  // Coming back is not agreeing.
  await page.reload();
  await screens.trigger.getByRole('button').first().waitFor();
  await page.evaluate(() => window.yijian?.('flush'));
  expect((await recordsOnDisk(page)).length).toBe(1);
  expect(shop.proxy.seen).toEqual([]);

  await page.evaluate(() => window.yijian?.('consent', true));
  const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
  expect(row.orderId).toBe('C-1');
  await expectPhotos(shop, darkroom, row);
});
