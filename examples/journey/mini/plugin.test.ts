import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { taroOutput } from '../../../scripts/taro.mjs';

type AppConfig = Record<string, unknown>;
interface Context {
  readonly paths: { readonly sourcePath: string };
  onBuildStart(then: () => void): void;
  modifyAppConfig(then: (given: { appConfig: AppConfig }) => void): void;
}
const plugin = createRequire(import.meta.url)('@yijian/taro/plugin') as (ctx: Context, options?: object) => void;

let sourcePath: string;
beforeEach(() => void (sourcePath = mkdtempSync(join(tmpdir(), 'yijian-plugin-'))));
afterEach(() => rmSync(sourcePath, { recursive: true }));

/** What an app's config becomes by a build with the plugin. */
function built(appConfig: AppConfig, options?: object): AppConfig {
  plugin({ paths: { sourcePath }, onBuildStart: (then) => then(), modifyAppConfig: (then) => then({ appConfig }) }, options);
  return appConfig;
}

test('an app without any gets the page, its subpackage and, where asked for, the rule that loads it ahead', () => {
  const appConfig = built({ pages: ['pages/order/index'] }, { preload: ['pages/order/index'] });
  expect(appConfig).toEqual({
    pages: ['pages/order/index'],
    subPackages: [{ root: 'feedback', pages: ['pages/index'] }],
    preloadRule: { 'pages/order/index': { network: 'all', packages: ['feedback'] } },
  });
  expect(readFileSync(join(sourcePath, 'feedback/pages/index.js'), 'utf8')).toBe(
    "export { FeedbackPage as default } from '@yijian/taro/page';\n",
  );
});

test('what an app has of its own stays: the page, its subpackages under either name, its rules', () => {
  mkdirSync(join(sourcePath, 'help/pages'), { recursive: true });
  writeFileSync(join(sourcePath, 'help/pages/index.tsx'), 'mine');
  const shop = { root: 'shop', pages: ['a'] };
  const rules = { 'pages/a': { network: 'wifi', packages: ['shop'] } };
  const once = built({ subpackages: [shop], preloadRule: rules }, { root: 'help', preload: ['pages/a'] });
  const wanted = {
    subPackages: [shop, { root: 'help', pages: ['pages/index'] }],
    preloadRule: { 'pages/a': { network: 'wifi', packages: ['shop', 'help'] } },
  };
  expect(once).toEqual(wanted);
  expect(built(once, { root: 'help', preload: ['pages/a'] })).toEqual(wanted);
  expect(readFileSync(join(sourcePath, 'help/pages/index.tsx'), 'utf8')).toBe('mine');
  expect(existsSync(join(sourcePath, 'help/pages/index.js'))).toBe(false);
});

test("Taro's build of a shop without a feedback page has one by the plugin", () => {
  const app = JSON.parse(readFileSync(join(taroOutput('weapp-plugin'), 'app.json'), 'utf8')) as AppConfig;
  expect(app).toMatchObject({
    subPackages: [{ root: 'feedback', pages: ['pages/index'] }],
    preloadRule: { 'pages/order/index': { packages: ['feedback'] } },
  });
  // The page brings the screens: the main package must not.
  const [withPlugin, byHand] = (['weapp-plugin', 'weapp'] as const).map(
    (build) => readFileSync(join(taroOutput(build), 'common.js')).length,
  );
  expect(withPlugin).toBe(byHand);
});
