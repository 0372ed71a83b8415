import { expect, type Page } from '@playwright/test';
import type { PickedFile } from './journey.js';
import type { Row } from './merchant.js';
import { ownWords } from './said.js';
import { screensOf, shopPath, type Screens, type ShopPage } from './screens.js';

/** Opens a shop page and taps, in the way which that page has, up to the screen that asks for reasons. */
export async function tapTo(page: Page, name: ShopPage, good: boolean, language?: 'en'): Promise<Screens> {
  const screens = screensOf(page, language ?? 'zh');
  await page.goto(shopPath(name, language));
  await tapOn(page, screens, name, good);
  await screens.button(good ? screens.words.sheet.submit : screens.words.sheet.all).waitFor();
  return screens;
}

/** The taps alone, on a page that is open. */
export async function tapOn(page: Page, screens: Screens, name: ShopPage, good: boolean): Promise<void> {
  const { trigger, words } = screens;
  if (name === 'order') {
    await screens.thumb(good).click();
    await trigger.getByRole('button', { name: good ? words.trigger.praise : words.trigger.complain }).click();
    return;
  }
  await (name === 'delivery' ? trigger.getByRole('button', { name: words.trigger.floating }) : page.locator('[data-yijian-order]')).click();
  await screens.rating('goods', good).click();
  await screens.more(good);
}

/** Opens the sheet of the delivery page and waits until every file of it is here, so that the network may go. */
export async function openWhole(page: Page): Promise<Screens> {
  const screens = screensOf(page);
  const { words, sheet, button } = screens;
  await page.goto(shopPath('delivery'));
  await screens.trigger.getByRole('button', { name: words.trigger.floating }).click();
  await screens.mine.click();
  await expect(sheet.getByText(words.details.emptyText)).toBeVisible();
  await button(words.details.tellThis).click();
  return screens;
}

/** From the reasons to the screen of the result with the plainest press that there is. */
export async function finish(screens: Screens, good: boolean): Promise<void> {
  await screens.button(good ? screens.words.sheet.submit : screens.words.sheet.all).click();
}

/** Everything that the order page asks of a problem: reasons, items with how many and how much, photos, words and wish. Ends before the last press. */
export async function tellAll(screens: Screens, photos: readonly PickedFile[]): Promise<void> {
  const { words, sheet } = screens;
  await screens.reason('pack.damaged').click();
  await screens.reason('item.defect').or(screens.reason('pack.leaking')).first().click();
  await screens.next();
  await screens.item('红颜草莓').click();
  await sheet
    .getByRole('group', { name: new RegExp(`^${words.details.howMany}`) })
    .getByRole('button', { name: words.details.further })
    .click();
  await sheet
    .getByRole('radiogroup', { name: new RegExp(`^${words.details.howMuch}`) })
    .getByRole('radio', { name: words.details.half })
    .click();
  const [first, ...others] = photos;
  if (first) await screens.pick([first], 'outer');
  if (others.length > 0) await screens.pick(others, 'inner');
  await sheet.getByRole('radio', { name: words.details.wishes.refund }).click();
  await sheet.getByRole('textbox', { name: words.details.words }).fill(ownWords);
}

/** The screen after the last press, once the backend has answered: the number is on it. */
export async function expectReceived(screens: Screens, row: Row): Promise<void> {
  await expect(screens.sheet.getByRole('heading', { name: screens.words.trigger.received })).toBeVisible();
  await expect(screens.sheet.getByText(row.ref, { exact: true })).toBeVisible();
}
