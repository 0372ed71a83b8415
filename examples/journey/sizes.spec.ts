import type { Page } from '@playwright/test';
import { visitAll } from './every-screen.js';
import { expect, test } from './journey.js';

/** What does not fit on the screen: boxes that stick out sideways, presses that are too small, letters that make phones zoom. */
function faults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push(`the page scrolls sideways: ${document.documentElement.scrollWidth}`);
    const roots = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
    for (const element of roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>('button,a,input,textarea,h2,h3,p,b,label,li')])) {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (box.width === 0 || style.visibility === 'hidden' || element.closest('.vh')) continue;
      const name = `${element.tagName} ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 30)}`;
      if (box.left < -1 || box.right > innerWidth + 1)
        found.push(`${name} sticks out: ${Math.round(box.left)}–${Math.round(box.right)} of ${innerWidth}`);
      if (element.scrollWidth > element.clientWidth + 1 && style.overflowX !== 'visible' && style.display !== 'inline')
        found.push(`${name} is clipped`);
      if (element.matches('input:not([type=file]),textarea') && parseFloat(style.fontSize) < 16)
        found.push(`${name} zooms phones: ${style.fontSize}`);
      if (parseFloat(style.fontSize) > 0 && parseFloat(style.fontSize) < 12) found.push(`${name} is too small to read: ${style.fontSize}`);
      if (element.matches('button,[role=radio],[role=checkbox]') && Math.min(box.width, box.height) < 24)
        found.push(`${name} is too small to hit: ${box.width}×${box.height}`);
    }
    return found;
  });
}

for (const [name, viewport] of Object.entries({
  'a phone of 320 px': { width: 320, height: 568 },
  'a phone lying on its side': { width: 780, height: 360 },
  'a desktop at 200 %': { width: 640, height: 400 },
})) {
  for (const language of ['zh', 'en'] as const) {
    test(`everything fits on ${name}, ${language}`, async ({ page, shop, darkroom }) => {
      test.setTimeout(180_000);
      await page.setViewportSize(viewport);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      const found: Record<string, readonly string[]> = {};
      const visit = async (screen: string): Promise<void> => {
        const here = await faults(page);
        if (here.length > 0) found[screen] = here;
      };
      await visitAll(page, shop, darkroom, visit, language === 'en' ? 'en' : undefined);
      expect(found).toEqual({});
    });
  }
}
