import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { visitAll } from './every-screen.js';
import { test } from './journey.js';

/** Pictures of every screen for people to look at; nothing is compared. */
const folder = join(import.meta.dirname, '../../test-results/screens');

const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } } as const;

for (const language of ['zh', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`pictures of every screen, ${language}, ${colorScheme}`, async ({ page, shop, darkroom, browserName, isMobile }) => {
      test.setTimeout(180_000);
      const size = isMobile ? 'phone' : 'desktop';
      const name = [browserName, size, language, colorScheme].join('-');
      await mkdir(join(folder, name), { recursive: true });
      await page.setViewportSize(sizes[size]);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      let count = 0;
      const visit = async (screen: string): Promise<void> => {
        await page.screenshot({ animations: 'disabled', path: join(folder, name, `${String(++count).padStart(2, '0')}-${screen}.png`) });
      };
      await visitAll(page, shop, darkroom, visit, language === 'en' ? 'en' : undefined);
    });
  }
}
