import type { Locator, Page } from '@playwright/test';
import { en } from '../../sdk/src/core/messages/en.js';
import { zhCN } from '../../sdk/src/core/messages/zh-cn.js';
import type { Catalogue } from '../../sdk/src/core/messages/catalogue.js';
import type { PickedFile } from './journey.js';

/** The three pages on which the shop asks. */
export type ShopPage = 'order' | 'delivery' | 'sign-for';
export const shopPages: readonly ShopPage[] = ['order', 'delivery', 'sign-for'];

/** What a person finds on the page and in the sheet, by what it is called. */
export interface Screens {
  readonly words: Catalogue;
  /** The element on the page: two thumbs in a row, or a pill. */
  readonly trigger: Locator;
  readonly sheet: Locator;
  /** Where the words are, as the header of the sheet says it. */
  readonly honest: Locator;
  /** A thumb on the page itself. */
  thumb(good: boolean): Locator;
  /** A thumb in the sheet. */
  rating(what: 'goods' | 'delivery', good: boolean): Locator;
  reason(code: string): Locator;
  item(name: string): Locator;
  button(name: string | RegExp): Locator;
  /** To one's own feedback, with or without how many of them wait. */
  readonly mine: Locator;
  /** From the thumbs to the reasons. */
  more(good: boolean): Promise<void>;
  /** From the reasons to what is asked of a problem. */
  next(): Promise<void>;
  /** Picks files as the album gives them, for the named shot or the free slot. */
  pick(files: readonly PickedFile[], shot?: string): Promise<void>;
  submit(): Promise<void>;
  close(): Promise<void>;
}

/** Address of a shop page. */
export const shopPath = (name: ShopPage, language?: 'en'): string => `/${name}.html${language ? `?lang=${language}` : ''}`;

/** The screens of one page, in the language that it speaks. */
export function screensOf(page: Page, language: 'zh' | 'en' = 'zh'): Screens {
  const words = language === 'en' ? en : zhCN;
  const trigger = page.locator('yijian-feedback').first();
  const sheet = page.getByRole('dialog');
  const button = (name: string | RegExp): Locator => sheet.getByRole('button', { name, exact: true });
  const score = (within: Locator, good: boolean): Locator =>
    within.getByRole('button', { name: good ? words.trigger.good : words.trigger.problem, exact: true });
  const forwards = new RegExp(`^(${[words.sheet.next, words.sheet.nextOf.replace('{n}', '\\d+')].join('|')})$`);
  return {
    words,
    trigger,
    sheet,
    honest: sheet.getByRole('status').first(),
    thumb: (good) => score(trigger, good),
    rating: (what, good) => score(sheet.getByRole('group', { name: words.first[what], exact: true }), good),
    reason: (code) => button(words.reasons[code] ?? code),
    item: (name) => sheet.getByRole('checkbox', { name }),
    button,
    mine: button(new RegExp(`^${words.first.mine}`)),
    more: (good) => button(good ? words.trigger.praise : words.trigger.complain).click(),
    next: () => button(forwards).click(),
    async pick(files, shot) {
      const name = (shot === undefined ? undefined : words.details.shots[shot]) ?? words.details.another;
      await button(name).click();
      await sheet.getByLabel(words.details.album, { exact: true }).setInputFiles([...files]);
    },
    submit: () => button(words.sheet.submit).click(),
    close: () => button(words.first.close).click(),
  };
}
