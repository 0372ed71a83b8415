import { colourNames, tokensOf } from '@yijian/widget/screens';
import { appInfo } from './ask.js';
import type { FeedbackSettings } from './settings.js';

/** The tokens as an inline style: mini-programs have no `:root` that a package could write to. */
export function themeOf({ theme = 'auto', look = {} }: Pick<FeedbackSettings, 'theme' | 'look'> = {}): string {
  // Only told where the app says that it can be dark.
  const dim = theme === 'dark' || (theme === 'auto' && appInfo().theme === 'dark');
  // What is no colour is left out, as in a browser.
  const given = (name: string): string | undefined => {
    const value = look[name];
    return value && colourNames.test(name) && !/^#[0-9a-f]{6}$/i.test(value) ? undefined : value;
  };
  return Object.entries(tokensOf(given, dim))
    .map(([name, value]) => `--yj-${name}:${value}`)
    .join(';');
}
