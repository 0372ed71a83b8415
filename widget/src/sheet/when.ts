/** Today's times with the word for today, other days with their date; in the zone given, else the device's. */
export function when(at: Date, locale: string, timeZone: string | undefined, clockOnly?: boolean): string {
  const write = (date: Date, options: Intl.DateTimeFormatOptions): string => date.toLocaleString(locale, { timeZone, ...options });
  const clock = { hour: 'numeric', minute: '2-digit' } as const;
  const day = { month: 'short', day: 'numeric' } as const;
  const today = write(at, day) === write(new Date(), day);
  return today && !clockOnly
    ? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'day') + ' ' + write(at, clock)
    : write(at, clockOnly ? clock : { ...day, ...clock });
}
