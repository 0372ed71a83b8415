import type { Message } from './catalogue.js';

/** Puts values into a text. A counted text picks its form by the plural rules of `locale` from the value `n`. */
export function format(text: Message, values: Readonly<Record<string, string | number>>, locale?: string): string {
  const form = typeof text === 'string' ? text : (text[new Intl.PluralRules(locale).select(Number(values['n'])) as 'one'] ?? text.other);
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
