import { miniMessages } from '../messages.js';

/** Today's times with the word for today, other days with their date; in the device's zone, without `Intl`, which Android's mini-programs lack. */
export function when(at: Date, locale: string, clockOnly?: boolean): string {
  const clock = `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`;
  if (clockOnly) return clock;
  const words = miniMessages(locale);
  const isToday = at.toDateString() === new Date().toDateString();
  return `${isToday ? words.clockToday : words.day(at.getMonth() + 1, at.getDate())} ${clock}`;
}
