import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, type TestContext } from 'vitest';
import { nativeShop, taroOutput } from '../../../scripts/taro.mjs';
import { findWechatCompiler } from './wechat-compiler.js';

const found = findWechatCompiler();

/** The compilers; a machine that they are not made for does without, but not in CI. */
function compiler({ skip }: TestContext) {
  if (!('missing' in found)) return found;
  if (process.env['CI'] === 'true' && process.platform === 'linux' && process.arch === 'x64') throw new Error(found.missing);
  console.warn(`not checked: ${found.missing}`);
  return skip(found.missing);
}

describe("WeChat's own compilers", () => {
  test('refuse a template that is not closed, and a style that is none', (context) => {
    const { templates, styles } = compiler(context);
    const folder = mkdtempSync(join(tmpdir(), 'yijian-wxml-'));
    try {
      writeFileSync(join(folder, 'a.wxml'), '<view><text></view>');
      writeFileSync(join(folder, 'a.wxss'), '.a { color: ');
      expect(templates(folder)).not.toBe('');
      expect(styles(folder)).not.toBe('');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  for (const build of ['weapp', 'weapp-react', 'weapp-plugin', 'native-shop'] as const) {
    test(`take every template and style of ${build}`, (context) => {
      const { templates, styles } = compiler(context);
      const folder = build === 'native-shop' ? nativeShop : taroOutput(build);
      expect(templates(folder)).toBe('');
      expect(styles(folder)).toBe('');
    });
  }
});
