import { expect, test } from 'vitest';
import { budget, figures, isOver } from './size.mjs';

const weights: Record<string, number> = {
  'l.js': 1400,
  's.js': 9000,
  'c.js': 8000,
  'd.js': 4000,
  'w.js': 900,
  'zh.js': 1500,
  'en.js': 1200,
};
const files = {
  loader: 'l.js',
  sheet: 's.js',
  core: 'c.js',
  details: 'd.js',
  worker: 'w.js',
  'follow-up': 'f.js',
  'zh-CN': 'zh.js',
  en: 'en.js',
};
const manifest = { version: '0.1.0', files, integrity: {} };
const weigh = (file: string) => weights[file] ?? 0;

test('adds up what a customer loads, group by group, with units in the names', () => {
  expect(figures(budget(manifest, weigh))).toMatchObject({
    loader_brotli_bytes: 1400,
    loader_limit_brotli_bytes: 2000,
    first_paint_brotli_bytes: 9000,
    submit_brotli_bytes: 23_300,
    locale_zh_cn_brotli_bytes: 1500,
    locale_en_brotli_bytes: 1200,
  });
});

test('fails a group that is one byte above its limit, and no other', () => {
  const over = budget(manifest, (file) => (file === 'l.js' ? 2001 : weigh(file))).filter(isOver);
  expect(over.map(({ key }) => key)).toEqual(['loader']);
  expect(budget(manifest, (file) => (file === 'l.js' ? 2000 : weigh(file))).some(isOver)).toBe(false);
  expect(budget(manifest, (file) => (file === 'en.js' ? 3801 : weigh(file))).filter(isOver)).toHaveLength(1);
});

test('refuses a manifest that leaves a role out', () => {
  expect(() => budget({ ...manifest, files: { loader: 'l.js' } }, weigh)).toThrow(/names no/);
});
