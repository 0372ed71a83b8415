import type { Page } from '@playwright/test';
import { expect, test } from './journey.js';
import { ownWords, said } from './said.js';
import { screensOf } from './screens.js';
import { onlyRow } from './waiting.js';

/** What has the focus, through shadow roots: its role and its name. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const role = at?.getAttribute('role') ?? at?.tagName.toLowerCase() ?? '';
    return `${role} ${at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? ''}`;
  });
}

/** Presses Tab until that has the focus; what was passed on the way is the order. */
async function tabTo(page: Page, wanted: RegExp, key = 'Tab'): Promise<readonly string[]> {
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(key);
    const at = await focused(page);
    if (wanted.test(at)) return passed;
    passed.push(at);
  }
  throw new Error(`${wanted} is not reached: ${passed.join(' | ')}`);
}

test('the whole report without a mouse: in the order in which it reads, and back to where it began', async ({ page, shop }) => {
  const { words, sheet, trigger, honest } = screensOf(page);
  await page.goto('/order.html');
  await trigger.getByRole('button').first().waitFor();
  const passed = await tabTo(page, new RegExp(words.trigger.problem));
  expect(passed.at(-1)).toContain(words.trigger.good);
  await page.keyboard.press('Enter');
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  // Before the core has brought it, Tab would leave the page for the browser's own bar, which keeps every key to itself.
  await trigger.getByRole('button', { name: words.trigger.complain }).waitFor();
  await tabTo(page, new RegExp(words.trigger.complain));
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('heading', { name: words.first.wrong })).toBeVisible();

  await tabTo(page, new RegExp(words.first.goods));
  await page.keyboard.press('ArrowRight');
  await expect(sheet.getByRole('tab', { name: words.first.delivery })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowLeft');
  await tabTo(page, new RegExp(words.reasons['item.missing'] ?? ''));
  await page.keyboard.press('Space');
  await tabTo(page, new RegExp(words.sheet.next));
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('heading', { name: words.details.which })).toBeFocused();

  const items = await tabTo(page, /红颜草莓/);
  expect(items.join()).not.toContain('芒果');
  await page.keyboard.press('Space');
  await tabTo(page, new RegExp(`^button ${words.details.further}`));
  await page.keyboard.press('Enter');
  await tabTo(page, new RegExp(`^radio ${words.details.few}`));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await tabTo(page, new RegExp(`^radio ${words.details.wishes.refund}`));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await tabTo(page, /^textarea/);
  await page.keyboard.type(ownWords);
  await tabTo(page, new RegExp(`^button ${words.sheet.submit}`));
  await page.keyboard.press('Enter');
  const row = await onlyRow(shop);
  expect(said(row)).toMatchObject({
    text: ownWords,
    desiredResolution: 'redeliver',
    reasons: [{ code: 'item.missing', items: [{ lineId: '1', qty: 2, fraction: 0.5 }] }],
  });
  await expect(honest).toHaveText(words.trigger.received);
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  expect(await focused(page)).toContain(words.trigger.progress);
});

test('the sheet keeps the focus while it is over the page, and Escape keeps the draft', async ({ page, isMobile }) => {
  const { words, sheet, trigger, button, rating, more, next } = screensOf(page);
  await page.goto('/delivery.html');
  const pill = trigger.getByRole('button', { name: words.trigger.floating });
  await pill.focus();
  await page.keyboard.press('Enter');
  await sheet.waitFor();
  await rating('goods', false).click();
  await more(false);
  await button(words.reasons['delivery.late'] ?? '').click();
  await next();
  await sheet.getByRole('textbox', { name: words.details.words }).fill('halb');
  if (isMobile) {
    // Modal: Tab goes round inside.
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement !== null)).toBe(true);
    }
  }
  await sheet.getByRole('textbox', { name: words.details.words }).focus();
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(pill).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rating('goods', false)).toHaveAttribute('aria-pressed', 'true');
  await more(false);
  await next();
  await expect(sheet.getByRole('textbox', { name: words.details.words })).toHaveValue('halb');
});

test('what is typed in the sheet is no shortcut of the host, and the host’s focus trap is not fought for ever', async ({ page, shop }) => {
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const type of ['keydown', 'keypress', 'keyup']) addEventListener(type, (event) => heard.push((event as KeyboardEvent).key));
  });
  const { words, sheet, trigger, rating, more, next } = screensOf(page);
  await page.goto('/delivery.html');
  await trigger.getByRole('button', { name: words.trigger.floating }).click();
  await rating('goods', false).click();
  await more(false);
  await next();
  await sheet.getByRole('textbox', { name: words.details.words }).focus();
  await page.keyboard.type('jk/?');
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([]);
  expect(await shop.rows()).toEqual([]);
});
