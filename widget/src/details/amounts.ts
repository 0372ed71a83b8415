/** A size for people, by Intl. */
export function bytes(size: number, locale: string): string {
  return size < 1e6
    ? amount(Math.max(1, Math.round(size / 1e3)), 'kilobyte', locale)
    : amount(Math.round(size / 1e5) / 10, 'megabyte', locale);
}

/** A wait for people, by Intl. */
export function wait(seconds: number, locale: string): string {
  return seconds < 90 ? amount(seconds, 'second', locale, 'long') : amount(Math.ceil(seconds / 60), 'minute', locale, 'long');
}

function amount(value: number, unit: string, locale: string, unitDisplay?: 'long'): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay }).format(value);
}
