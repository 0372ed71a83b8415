import { expect, test } from 'vitest';
import { literalsIn } from './literals.js';
import { isShipped, readSources } from './source.js';

const words = [
  'const a = <p>Thank you</p>',
  "const a = <p>{'Thank you'}</p>",
  "const a = <p>{sent ? 'Sent' : m.saved}</p>",
  "const a = <p>{failed && 'Failed'}</p>",
  'const a = <p>{`${n} items`}</p>',
  'const a = <button aria-label="Close" />',
  "const a = <button aria-label={m.close ?? 'Close'} />",
  'const a = <img alt="A photo" />',
  "button.textContent = 'Send'",
  "button.setAttribute('aria-label', 'Close')",
  "const a = '已收到'",
  '// 已收到',
  "const a = '，'",
];

test.each(words)('finds %s', (text) => expect(literalsIn({ path: 'a.tsx', text })).toHaveLength(1));

test('leaves what is not for reading', () => {
  const text = `const a = <button class="wide" type="button" aria-label={m.close} data-state="open">{m.send} · {count} × 2 {'—'}</button>;
    element.setAttribute('role', 'dialog'); element.textContent = m.sent; const code = 'cold.thawed_lost';`;
  expect(literalsIn({ path: 'a.tsx', text })).toEqual([]);
});

test('every word for people stands in the messages', () => {
  const isRoom = (path: string) =>
    /^(sdk|widget|miniprogram)\//.test(path) && !/^(sdk\/src\/(core\/messages|testing)\/|miniprogram\/src\/messages\.ts)/.test(path);
  const sources = readSources((path) => isShipped(path) && isRoom(path));
  expect(sources.length).toBeGreaterThan(5);
  expect(sources.flatMap(literalsIn)).toEqual([]);
});
