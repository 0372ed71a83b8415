import type { Page } from '@playwright/test';
import { axeSource, findBreaches } from './axe.js';
import { visitAll } from './every-screen.js';
import { expect, test } from './journey.js';

async function breaches(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(findBreaches);
}

type Media = Parameters<Page['emulateMedia']>[0];
const modes: Readonly<Record<string, { readonly media: Media; readonly language?: 'en'; readonly rtl?: true }>> = {
  light: { media: { colorScheme: 'light' } },
  dark: { media: { colorScheme: 'dark' } },
  'forced colours, in English': { media: { forcedColors: 'active' }, language: 'en' },
  'right to left': { media: { colorScheme: 'light' }, rtl: true },
};

for (const [name, { media, language, rtl }] of Object.entries(modes)) {
  test(`axe finds nothing on any screen: ${name}`, async ({ page, shop, darkroom }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    if (rtl) await page.addInitScript(() => addEventListener('DOMContentLoaded', () => (document.documentElement.dir = 'rtl')));
    const found: Record<string, readonly string[]> = {};
    await visitAll(
      page,
      shop,
      darkroom,
      async (screen) => {
        const here = await breaches(page);
        if (here.length > 0) found[screen] = here;
      },
      language,
    );
    expect(found).toEqual({});
  });
}
