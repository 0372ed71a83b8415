import { miniMessages } from '../messages.js';

/** What stands in the place of the widget's file of the same name: mini-programs on Android know no `Intl`. */
export function amount(value: number, unit: 'kilobyte' | 'megabyte' | 'second' | 'minute', locale: string): string {
  if (unit === 'kilobyte') return `${value} kB`;
  if (unit === 'megabyte') return `${value} MB`;
  const words = miniMessages(locale);
  return unit === 'second' ? words.seconds(value) : words.minutes(value);
}
