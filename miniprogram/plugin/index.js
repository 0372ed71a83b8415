'use strict';

// A folder with this name, and CommonJS: Taro looks plugins up as Node did before `exports`.
const { existsSync, mkdirSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const aria = require('./aria.js');

const page = 'pages/index';

/**
 * Taro plugin: adds the feedback page to an app, in a subpackage of its own, and on WeChat what a screen reader needs.
 *
 * @param {object} ctx what Taro hands to every plugin
 * @param {object} [options]
 * @param {string | false} [options.root] folder of the subpackage; another one must be told to the provider as `page` too; false adds no page.
 *   Default: feedback
 * @param {readonly string[]} [options.preload] pages on which the platform loads the subpackage ahead. Default: none
 */
module.exports = (ctx, { root = 'feedback', preload = [] } = {}) => {
  if (root) addPage(ctx, root.replace(/\/$/, ''), preload);
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (platform.platform !== 'weapp') return;
      platform.template.mergeComponents(ctx, aria);
      platform.runtimePath = [platform.runtimePath, '@yijian/taro/plugin/runtime'].flat();
    },
  });
};

/**
 * @param {object} ctx
 * @param {string} root
 * @param {readonly string[]} preload
 */
function addPage(ctx, root, preload) {
  ctx.onBuildStart(() => {
    const file = join(ctx.paths.sourcePath, root, page);
    // A page that the app has already stays as it is.
    if (['.tsx', '.jsx', '.ts', '.js'].some((ending) => existsSync(file + ending))) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.js`, `export { FeedbackPage as default } from '@yijian/taro/page';\n`);
  });
  ctx.modifyAppConfig(({ appConfig }) => {
    const packages = appConfig.subPackages ?? appConfig.subpackages ?? [];
    const own = packages.find((known) => known.root.replace(/\/$/, '') === root);
    if (!own && !appConfig.pages?.includes(`${root}/${page}`)) packages.push({ root, pages: [page] });
    else if (own && !own.pages.includes(page)) own.pages.push(page);
    appConfig.subPackages = packages;
    delete appConfig.subpackages;
    for (const from of preload) {
      const { packages: others = [], ...rule } = appConfig.preloadRule?.[from] ?? {};
      appConfig.preloadRule = { ...appConfig.preloadRule, [from]: { network: 'all', ...rule, packages: [...new Set([...others, root])] } };
    }
  });
}
