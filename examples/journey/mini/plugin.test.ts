import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { triggerZhCN as trigger } from '../../../sdk/src/core/messages/triggers.js';
import { zhCN } from '../../../sdk/src/core/messages/zh-cn.js';
import { taroOutput } from '../../../scripts/taro.mjs';
import { until } from '../waiting.js';
import { textOf, type DataNode } from './page-data.js';
import { createMiniHost } from './vm-host.js';

const { reasons } = zhCN;

type AppConfig = Record<string, unknown>;
interface Context {
  readonly paths: { readonly sourcePath: string };
  onBuildStart(then: () => void): void;
  modifyAppConfig(then: (given: { appConfig: AppConfig }) => void): void;
  registerMethod(): void;
}
const plugin = createRequire(import.meta.url)('@yijian/taro/plugin') as (ctx: Context, options?: object) => void;

let sourcePath: string;
beforeEach(() => void (sourcePath = mkdtempSync(join(tmpdir(), 'yijian-plugin-'))));
afterEach(() => rmSync(sourcePath, { recursive: true }));

/** What an app's config becomes by a build with the plugin. */
function built(appConfig: AppConfig, options?: object): AppConfig {
  const nothing = () => undefined;
  const ctx = { paths: { sourcePath }, onBuildStart: (then: () => void) => then(), registerMethod: nothing };
  plugin({ ...ctx, modifyAppConfig: (then) => then({ appConfig }) }, options);
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

test('a page that the app registers itself is not registered twice, a subpackage without it gets it, and no page is added where none is wanted', () => {
  const inMain = { pages: ['feedback/pages/index'] };
  expect(built({ ...inMain })).toMatchObject({ ...inMain, subPackages: [] });
  const known = { root: 'feedback/', pages: ['pages/thanks'] };
  expect(built({ pages: [], subPackages: [known] })).toMatchObject({ subPackages: [{ pages: ['pages/thanks', 'pages/index'] }] });
  expect(built({ pages: ['a'] }, { root: false })).toEqual({ pages: ['a'] });
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

test.each(['weapp-plugin', 'native-shop'] as const)(
  '%s: a screen reader hears what a thumb is for, and whether a reason is chosen',
  async (build) => {
    const host = createMiniHost({ env: 'weapp', build, backend: 'http://127.0.0.1:9' });
    host.device.setOnline(false);
    const app = await host.launch();
    /** What is said of the innermost node that fits. */
    const heard = (fits: (node: DataNode) => boolean): Record<string, unknown> => {
      const node = app.page.nodes(fits)[0]?.at(-1);
      if (!node) throw new Error('there is no such node');
      return Object.fromEntries(['role', 'label', 'checked'].map((name) => [name, app.page.attribute(node, `aria-${name}`)]));
    };
    const thumb = (node: DataNode) => app.page.attribute(node, 'aria-label') === trigger.problem;
    expect(heard(thumb)).toMatchObject({ role: 'button', label: trigger.problem });
    app.page.tap(trigger.problem);
    await app.page.see(trigger.saved);
    app.page.tap(trigger.complain);
    const reason = reasons['pack.damaged'] ?? '';
    await until('the reasons', async () => app.page.has(reason));
    const chip = (node: DataNode) => textOf(node) === reason && app.page.attribute(node, 'aria-role') !== undefined;
    const before = heard(chip);
    app.page.tap(reason);
    await until('the choice', async () => heard(chip)['checked'] === true);
    expect(before).toMatchObject({ role: 'checkbox', checked: false });
    expect(app.complaints).toEqual([]);
  },
);
