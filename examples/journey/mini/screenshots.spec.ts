import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isWhole, onlyRow, until } from '../waiting.js';
import { miniScreens } from './mini-screens.js';
import { expect, test } from './two-thread.js';

const output = join(import.meta.dirname, '../../taro-shop/dist/weapp');

for (const language of ['zh_CN', 'en'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`pictures of every screen, ${language}, ${theme}`, async ({ launch, shop, darkroom }) => {
      const app = await launch({ output, endpoint: shop.url, language, theme });
      const screens = miniScreens(app.page, language === 'en' ? 'en' : 'zh');
      const { words } = screens;
      const folder = join(import.meta.dirname, '../../../test-results/screens', `mini-${language}-${theme}`);
      mkdirSync(folder, { recursive: true });
      let number = 0;
      const picture = (name: string) =>
        app.page.screenshot({ path: join(folder, `${String(++number).padStart(2, '0')}-${name}.png`), animations: 'disabled' });

      await expect(screens.text(words.trigger.question)).toBeVisible();
      await picture('order-page');
      await screens.tap(words.trigger.problem);
      await expect(screens.text(words.trigger.saved)).toBeVisible();
      await picture('order-page-tapped');
      await screens.tap(words.trigger.complain);
      await screens.reason('pack.damaged');
      await picture('reasons');
      await screens.next();
      await screens.tap('红颜草莓');
      await picture('items');
      await screens.tap(words.sheet.submit);
      await expect(screens.text(words.details.photoMissing)).toBeInViewport();
      await picture('items-missing');
      await screens.pick(darkroom.photos[0], 'outer');
      await until('the photo on the phone', async () => app.memory.saved.size > 0);
      await screens.write('盒底两颗压坏了，第三颗有点发白。');
      await picture('items-filled');
      await app.page.locator('.yj-shot').first().tap();
      await picture('photos');
      await screens.tap(words.details.done);
      app.offline(true);
      await screens.tap(words.sheet.submit);
      await expect(screens.text(words.sheet.offline)).toBeVisible();
      await picture('saved');
      app.offline(false);
      const row = await onlyRow(shop, isWhole(1));
      await expect(screens.text(row.ref)).toBeVisible();
      await picture('receipt');
      await screens.tap(words.trigger.progress);
      await picture('ticket');
      await app.relaunch();
      await until('the page', async () => app.page.locator('.yj-ask').isVisible());
      await miniScreens(app.page).tap('还有 1 单等您签收');
      await miniScreens(app.page).tap('说说这单');
      const later = miniScreens(app.page, language === 'en' ? 'en' : 'zh');
      await expect(later.text(words.trigger.question)).toBeVisible();
      await app.page.screenshot({ path: join(folder, '11-rate.png') });
      await later.tap(words.first.mine);
      await expect(later.text(new RegExp(row.ref))).toBeVisible();
      await app.page.screenshot({ path: join(folder, '12-mine.png') });
    });
  }
}
