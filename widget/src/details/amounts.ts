import { amount } from './amount.js';

/** A size for people. */
export function bytes(size: number, locale: string): string {
  return size < 1e6
    ? amount(Math.max(1, Math.round(size / 1e3)), 'kilobyte', locale)
    : amount(Math.round(size / 1e5) / 10, 'megabyte', locale);
}

/** A wait for people. */
export function wait(seconds: number, locale: string): string {
  return seconds < 90 ? amount(seconds, 'second', locale, 'long') : amount(Math.ceil(seconds / 60), 'minute', locale, 'long');
}
