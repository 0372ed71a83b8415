import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { taroOutput } from '../../../scripts/taro.mjs';

const folder = taroOutput('native');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

test('the folder for hosts without Taro lives beside a Taro app: its chunks meet under a name of their own', () => {
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  const names = scripts.flatMap((file) => [...read(file).matchAll(/\bwx\[?["'.](\w*(?:[jJ]sonp|Chunks))/g)].map(([, name]) => name));
  expect(new Set(names)).toEqual(new Set(['yijianChunks']));
});

test('the folder carries the licences of what is in it', () => {
  const notices = read('THIRD-PARTY.txt');
  for (const name of ['@tarojs/runtime', 'preact']) expect(notices).toContain(`\n${name} `);
});

test.each(['feedback-button', 'feedback-page'])('%s is a component with its styles, and asks for nothing outside of the folder', (name) => {
  expect(JSON.parse(read(`${name}/index.json`))).toMatchObject({ component: true, usingComponents: { comp: '../comp' } });
  expect(read(`${name}/index.wxss`)).toMatch(/^@import ".*common\.wxss";/);
  expect(read(`${name}/index.js`)).not.toMatch(/require\("(?!\.\.\/\w+")/);
});
