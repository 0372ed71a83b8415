/** A number with its unit for people, by Intl. */
export function amount(value: number, unit: 'kilobyte' | 'megabyte' | 'second' | 'minute', locale: string, unitDisplay?: 'long'): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay }).format(value);
}
