import type { Locator, Page } from '@playwright/test';
import { en } from '../../../sdk/src/core/messages/en.js';
import { zhCN } from '../../../sdk/src/core/messages/zh-cn.js';
import type { Catalogue } from '../../../sdk/src/core/messages/catalogue.js';
import type { PickedFile } from '../journey.js';

/** What a customer finds in the mini-program, by the words on it. */
export interface MiniScreens {
  readonly words: Catalogue;
  text(text: string | RegExp): Locator;
  tap(text: string | RegExp): Promise<void>;
  reason(code: string): Promise<void>;
  /** Opens the picker of a named shot. */
  shot(name: string): Promise<void>;
  /** From the reasons to what is asked of a problem. */
  next(): Promise<void>;
  write(text: string): Promise<void>;
  /** Opens the album for the named shot and picks. */
  pick(file: PickedFile | undefined, shot: string): Promise<void>;
}

/** The page on top: the one below it stays drawn. */
export function miniScreens(page: Page, language: 'zh' | 'en' = 'zh'): MiniScreens {
  const words = language === 'en' ? en : zhCN;
  const text = (text: string | RegExp): Locator => page.getByText(text, { exact: true }).locator('visible=true').last();
  const tap = (what: string | RegExp): Promise<void> => text(what).tap();
  const shot = (name: string): Promise<void> => tap(words.details.shots[name] ?? name);
  return {
    words,
    text,
    tap,
    reason: (code) => tap(words.reasons[code] ?? code),
    shot,
    next: () => tap(new RegExp(`^${words.sheet.nextOf.replace('{n}', '\\d+')}$`)),
    write: (said) => page.locator('textarea').fill(said),
    async pick(file, name) {
      if (!file) throw new Error('no picture to pick');
      await shot(name);
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), tap(words.details.album)]);
      await chooser.setFiles({ name: file.name, mimeType: file.mimeType, buffer: file.buffer });
    },
  };
}
