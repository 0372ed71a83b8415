import type { Catalogue } from './catalogue.js';

/** Whether own words may be about food safety. It only makes the form ask; the customer answers, the server decides. */
export function mentionsSafety(text: string, { safetyWords }: Pick<Catalogue, 'safetyWords'>): boolean {
  const read = text.toLowerCase();
  return safetyWords.some((word) => read.includes(word));
}
