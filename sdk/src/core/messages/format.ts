import type { Counted, Message } from './catalogue.js';

/** Puts values into a text. A counted text picks its form by the plural rules of `locale` from the value `n`. */
export function format(text: Message, values: Readonly<Record<string, string | number>>, locale?: string): string {
  const form = typeof text === 'string' ? text : (text[formFor(Number(values['n']), locale)] ?? text.other);
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Mini-programs on Android know no `Intl`; what they show is Chinese or English. */
function formFor(n: number, locale: string | undefined): keyof Counted {
  return typeof Intl === 'object' ? (new Intl.PluralRules(locale).select(n) as keyof Counted) : n === 1 ? 'one' : 'other';
}
