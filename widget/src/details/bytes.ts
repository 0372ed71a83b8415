/** A size for people, by Intl. */
export function bytes(size: number, locale: string): string {
  const [value, unit] = size < 1e6 ? [Math.max(1, Math.round(size / 1e3)), 'kilobyte'] : [Math.round(size / 1e5) / 10, 'megabyte'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit }).format(value);
}
