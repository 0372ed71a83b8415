import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashOf } from './build.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yijian-sources-'));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src', 'a.ts'), 'a');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a source that changed, came, went or moved asks for a build', () => {
  const file = (name: string) => join(folder, 'src', name);
  const seen = new Set([hashOf([folder])]);
  writeFileSync(file('a.ts'), 'b');
  seen.add(hashOf([folder]));
  writeFileSync(file('c.ts'), 'c');
  seen.add(hashOf([folder]));
  rmSync(file('c.ts'));
  writeFileSync(file('d.ts'), 'c');
  seen.add(hashOf([folder]));
  expect(seen.size).toBe(4);
});

test('a test that changed does not', () => {
  const before = hashOf([folder, join(folder, 'not-there')]);
  writeFileSync(join(folder, 'src', 'a.browser.test.ts'), 'test');
  expect(hashOf([folder])).toBe(before);
});
