import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';
import { noticeOf, thirdPartyText } from '../third-party.mjs';
import { noticesIn } from './licences.js';

/** Licences that a merchant may embed without asking. */
const permitted = ['MIT', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD'];

const built = () => noticesIn(readFileSync(join(root, 'widget', 'dist', 'THIRD-PARTY.txt'), 'utf8'));

test('reads back what the build writes, with the whole licence text', () => {
  const text = thirdPartyText([
    { name: 'b', version: '2.0.0', license: 'GPL-3.0', home: 'https://example.com/b', text: 'GENERAL PUBLIC' },
    { name: '@a/a', version: '1.0.0', license: 'MIT', home: '', text: 'Permission is hereby granted' },
  ]);
  expect(noticesIn(text).map(({ name, license }) => [name, license])).toEqual([
    ['@a/a', 'MIT'],
    ['b', 'GPL-3.0'],
  ]);
  expect(noticesIn(text)[0]?.text).toContain('Permission is hereby granted');
});

test('names the package of a bundled module, and none for our own', () => {
  expect(noticeOf(join(root, 'node_modules/zod/v4/mini/index.js'))).toMatchObject({ name: 'zod', license: 'MIT' });
  expect(noticeOf(join(root, 'sdk/src/core/index.ts'))).toBeNull();
});

test.each([
  ['preact', 'MIT', 'Permission is hereby granted'],
  ['ky', 'MIT', 'Permission is hereby granted'],
  ['idb-keyval', 'Apache-2.0', 'Licensed under the Apache License'],
])('THIRD-PARTY.txt of the widget carries the notice of %s (%s)', (name, license, words) => {
  const notice = built().find((candidate) => candidate.name === name);
  expect(notice).toMatchObject({ license });
  expect(notice?.text).toContain(words);
});

test('THIRD-PARTY.txt carries the whole Apache licence', () => {
  expect(readFileSync(join(root, 'widget', 'dist', 'THIRD-PARTY.txt'), 'utf8')).toContain(
    'TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION',
  );
});

test('nothing bundled has a licence that binds the merchant', () => {
  expect(built().filter(({ license }) => !permitted.includes(license))).toEqual([]);
});
