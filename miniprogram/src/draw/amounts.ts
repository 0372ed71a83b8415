import { miniMessages } from '../messages.js';

/** What stands in the place of the widget's file of the same name: mini-programs on Android know no `Intl`. */

/** A size for people. */
export function bytes(size: number): string {
  return size < 1e6 ? `${Math.max(1, Math.round(size / 1e3))} kB` : `${Math.round(size / 1e5) / 10} MB`;
}

/** A wait for people. */
export function wait(seconds: number, locale: string): string {
  const words = miniMessages(locale);
  return seconds < 90 ? words.seconds(seconds) : words.minutes(Math.ceil(seconds / 60));
}
