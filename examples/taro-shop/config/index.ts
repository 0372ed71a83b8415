import { dirname, join } from 'node:path';
import { defineConfig } from '@tarojs/cli';

const target = process.env['TARO_ENV'] ?? 'weapp';
const framework = process.env['TARO_FRAMEWORK'] === 'react' ? 'react' : 'preact';
/** The same shop without feedback, to be weighed against the one with it. */
const bare = process.env['SHOP_BARE'] === '1';
/** The same shop without a page of its own for feedback: the plugin adds it. */
const plugin = process.env['SHOP_PLUGIN'] === '1';
const withoutFeedback = { '@yijian/taro/page': join(__dirname, 'bare.tsx'), '@yijian/taro': join(__dirname, 'bare.tsx') };

/** Not the shop but the folder of `@yijian/taro` for hosts without Taro, made with the same tools. */
const native = process.env['SHOP_NATIVE'] === '1';

const folderOf = (name: string, from: string) => dirname(require.resolve(`${name}/package.json`, { paths: [from] }));

interface Chain {
  readonly output: { set(name: string, value: string): void };
}

export default defineConfig<'webpack5'>({
  projectName: 'yijian-taro-shop',
  date: '2026-11-22',
  designWidth: 750,
  deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  sourceRoot: process.env['SHOP_SOURCE'] ?? 'src',
  outputRoot: process.env['SHOP_OUTPUT'] ?? `dist/${target}`,
  framework,
  // Prebundling and its cache break builds after an upgrade, and gain nothing on an app of this size.
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  plugins: [
    '@tarojs/plugin-framework-react',
    '@tarojs/plugin-platform-weapp',
    '@tarojs/plugin-platform-alipay',
    '@tarojs/plugin-platform-tt',
    '@tarojs/plugin-platform-h5',
    ...(plugin ? [['@yijian/taro/plugin', { preload: ['pages/order/index'] }] as [string, object]] : []),
    ...(native ? [['@yijian/taro/plugin', { root: false }] as [string, object]] : []),
  ],
  alias: {
    // npm may put them deeper than where the other Taro packages look for them.
    '@tarojs/plugin-framework-react': folderOf('@tarojs/plugin-framework-react', __dirname),
    '@tarojs/router': folderOf('@tarojs/router', folderOf('@tarojs/taro-h5', __dirname)),
    ...(bare ? withoutFeedback : {}),
  },
  defineConstants: {
    SHOP_ENDPOINT: JSON.stringify(process.env['SHOP_ENDPOINT'] ?? 'http://127.0.0.1:4173'),
    SHOP_NOTICES: JSON.stringify((process.env['SHOP_NOTICES'] ?? '').split(',').filter(Boolean)),
    SHOP_SITE: JSON.stringify(process.env['SHOP_SITE'] ?? 'demo-shop'),
  },
  mini: {
    postcss: { pxtransform: { enable: true, config: {} } },
    compile: { include: [__dirname] },
    // By its default name one folder's chunks would meet those of a Taro app, or of another folder made like this one.
    ...(native ? { webpackChain: (chain: Chain) => chain.output.set('chunkLoadingGlobal', 'yijianChunks') } : {}),
  },
  h5: {
    publicPath: './',
    router: { mode: 'hash' },
    postcss: { pxtransform: { enable: true, config: {} }, autoprefixer: { enable: true, config: {} } },
  },
});
