import { expect, test } from 'vitest';
import { readSources } from './source.js';

/** Classes that a style sheet names. */
const named = (text: string): string[] => [...text.matchAll(/\.([a-z][\w-]*)(?=[^{};]*\{)/g)].map(([, name = '']) => name);
/** Words that stand in quotes. */
const quoted = (text: string): string[] =>
  (text.match(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g) ?? []).flatMap((literal) => literal.match(/[a-z][\w-]*/g) ?? []);

test('every class that a style sheet of the screens names is on some screen', () => {
  const sheets = readSources((path) => /^widget\/src\/theme\/[\w-]+-css\.ts$/.test(path));
  const screens = readSources((path) => /^widget\/src\/(sheet|details)\/.*\.tsx?$/.test(path) && !/\.(test|fixture)\./.test(path));
  const words = new Set(screens.flatMap(({ text }) => quoted(text)));
  // Of the drawings, whose class is put together.
  const made = ['i16', 'i20'];
  const classes = sheets.flatMap(({ text }) => named(text));
  expect(classes.length).toBeGreaterThan(100);
  expect(classes.filter((name) => !words.has(name) && !made.includes(name))).toEqual([]);
});
