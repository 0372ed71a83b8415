import type { Page } from '@playwright/test';
import type { Darkroom } from './journey.js';
import type { Merchant } from './merchant.js';
import { ownWords } from './said.js';
import { screensOf, shopPath } from './screens.js';

/** Called with the name of a screen while it is to be seen and still. */
export type Visit = (screen: string) => Promise<void>;

/** Walks through every screen that a customer can come to, with something on each. */
export async function visitAll(page: Page, shop: Merchant, darkroom: Darkroom, visit: Visit, language?: 'en'): Promise<void> {
  const screens = screensOf(page, language ?? 'zh');
  const { words, sheet, trigger, button } = screens;
  const path = (name: 'order' | 'delivery' | 'sign-for'): string => shopPath(name, language);
  const heading = (name: string | RegExp): Promise<void> => sheet.getByRole('heading', { name }).first().waitFor();

  await page.goto(path('order'));
  await screens.thumb(false).waitFor();
  await visit('order-page');
  await screens.thumb(false).click();
  await trigger.getByRole('button', { name: words.trigger.complain }).waitFor();
  await visit('order-page-tapped');
  await page.goto(path('sign-for'));
  await visit('sign-for-page');
  await page.locator('[data-yijian-order]').click();
  await heading(words.trigger.question);
  await visit('rate');
  await screens.rating('goods', false).click();
  await screens.rating('delivery', true).click();
  await button(words.trigger.complain).waitFor();
  await visit('rate-tapped');
  await screens.more(false);
  await heading(words.first.wrong);
  await screens.reason('safety.spoiled').click();
  await visit('reasons');
  await screens.reason('safety.spoiled').click();
  await screens.reason('pack.damaged').click();
  await screens.next();
  await heading(words.details.which);
  await sheet.getByRole('checkbox').nth(2).click();
  await visit('items');
  await screens.submit();
  await sheet.getByText(words.details.photoMissing).first().waitFor();
  await visit('items-missing');
  await screens.pick([darkroom.small], 'outer');
  await sheet.getByRole('textbox', { name: words.details.words }).fill(ownWords);
  await visit('items-filled');
  await sheet.getByRole('button', { name: /^1 \/ / }).click();
  await button(words.details.done).waitFor();
  await visit('photos');
  await button(words.details.done).click();
  shop.proxy.follow(() => ({ type: 'refuse' }));
  await screens.submit();
  await heading(words.first.saved.replace('{device}', ''));
  await visit('saved');
  shop.proxy.heal();
  await heading(words.trigger.received);
  await visit('receipt');
  await button(words.trigger.progress).click();
  await sheet.getByRole('listitem').first().waitFor();
  await visit('ticket');
  await screens.close();

  await page.goto(path('delivery'));
  shop.proxy.follow(({ kind }) => (kind === 'feedback' ? { type: 'status', status: 422, problem: 'key-reused' } : undefined));
  await visit('delivery-page');
  await trigger.getByRole('button', { name: words.trigger.floating }).click();
  await screens.rating('goods', true).click();
  await screens.more(true);
  await heading(words.first.right);
  await visit('praise');
  await screens.submit();
  await button(words.details.tryAgain).waitFor();
  await visit('refused');
  await screens.close();
  shop.proxy.heal();
  await page.goto(path('delivery'));
  await trigger.getByRole('button', { name: words.trigger.floating }).click();
  await screens.mine.click();
  await sheet.getByRole('listitem').first().waitFor();
  await visit('mine');
  await sheet.getByRole('tab', { name: words.details.closed }).click();
  await visit('mine-empty');
}
