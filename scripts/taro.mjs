import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { hashOf } from './build.mjs';
import { run } from './child.mjs';
import { root } from './root.mjs';
import { Stop } from './stop.mjs';
import { noticeOf, thirdPartyText } from './third-party.mjs';

/**
 * @typedef {keyof typeof builds} TaroBuild
 *
 * @typedef {object} Weight raw bytes that our package adds to the shop on weapp, code and styles
 * @property {number} main to the package that every customer loads
 * @property {number} page to the subpackage with the feedback page
 * @property {number} total
 */

const shop = join(root, 'examples', 'taro-shop');
const nativeFolder = join('miniprogram', 'native');
const nativeSources = ['app.config.ts', 'app.ts', 'settings.ts', 'feedback-button', 'feedback-page'].map((name) =>
  join(nativeFolder, name),
);
const ours = ['miniprogram/package.json', 'miniprogram/plugin', 'miniprogram/dist', 'sdk/dist'];
const sources = ['package-lock.json', 'scripts/taro.mjs'].concat(
  ['package.json', 'babel.config.js', 'project.config.json', 'config', 'src'].map((name) => `examples/taro-shop/${name}`),
);

/** The shop as it is built for each platform; `weapp-bare` is the same shop without our package, to be weighed against; `weapp-plugin` lets the plugin add the page; `native` is not the shop but our folder for hosts without Taro. */
const builds = {
  weapp: { type: 'weapp' },
  alipay: { type: 'alipay' },
  tt: { type: 'tt' },
  h5: { type: 'h5' },
  'weapp-react': { type: 'weapp', framework: 'react' },
  'weapp-bare': { type: 'weapp', bare: true },
  'weapp-plugin': { type: 'weapp', plugin: true },
  native: { type: 'weapp', native: true },
};

/** Where the built shop sends feedback to. */
export const taroEndpoint = 'http://127.0.0.1:4173';

/** @param {TaroBuild} name */
export const taroOutput = (name) => (name === 'native' ? join(root, nativeFolder, 'dist') : join(shop, 'dist', name));

/**
 * Builds the Taro shop, one platform after another; each only where something that it is made of changed since.
 * @param {readonly TaroBuild[]} which
 */
export async function ensureTaroBuilt(which) {
  for (const name of which) await ensureOne(name);
}

/** @param {TaroBuild} name */
async function ensureOne(name) {
  /** @type {{ type: string, framework?: string, bare?: boolean, plugin?: boolean, native?: boolean }} */
  const { type, framework = 'preact', bare = false, plugin = false, native = false } = builds[name];
  const mark = join(root, '.cache', 'taro', name);
  const now = hashOf([...sources, ...(bare ? [] : ours), ...(native ? nativeSources : [])].map((path) => join(root, path)));
  if (existsSync(taroOutput(name)) && existsSync(mark) && readFileSync(mark, 'utf8') === now) return;
  if (!bare && !existsSync(join(root, 'miniprogram', 'dist', 'index.js')))
    throw new Stop('miniprogram/dist is not there: run "npm run build" first.');
  rmSync(mark, { force: true });
  rmSync(taroOutput(name), { recursive: true, force: true });
  const started = performance.now();
  const source = native ? relative(shop, join(root, nativeFolder)) : plugin ? sourceWithoutPage() : 'src';
  const cli = join(root, 'node_modules', '@tarojs', 'cli', 'bin', 'taro');
  const { code, output } = await run(
    process.execPath,
    [cli, 'build', ...(native ? ['native-components'] : []), '--type', type, '--no-check'],
    {
      cwd: shop,
      quiet: true,
      limitMinutes: 10,
      env: {
        NODE_ENV: 'production',
        TARO_FRAMEWORK: framework,
        SHOP_OUTPUT: relative(shop, taroOutput(name)),
        SHOP_ENDPOINT: taroEndpoint,
        SHOP_SITE: 'demo-shop',
        SHOP_NOTICES: 'progress',
        SHOP_BARE: bare ? '1' : '',
        SHOP_PLUGIN: plugin ? '1' : '',
        SHOP_SOURCE: source,
        SHOP_NATIVE: native ? '1' : '',
      },
    },
  );
  // The builder tells some failures by its words only.
  if (code !== 0 || !existsSync(join(taroOutput(name), type === 'h5' ? 'index.html' : native ? 'common.js' : 'app.json')))
    throw new Stop(`The Taro build for ${name} failed:\n${lastWords(output)}`);
  if (native) writeFileSync(join(taroOutput(name), 'THIRD-PARTY.txt'), nativeNotices());
  mkdirSync(join(mark, '..'), { recursive: true });
  writeFileSync(mark, now);
  console.error(`Built the Taro shop for ${name} in ${Math.round((performance.now() - started) / 1000)} s.`);
}

/** What Taro puts into the folder for hosts without it, beside what our own package brings; `@tarojs/taro` itself is a name for the first. */
const broughtByTaro = ['@tarojs/api', '@tarojs/runtime', '@tarojs/shared', '@tarojs/plugin-platform-weapp', '@babel/runtime', 'preact'];

function nativeNotices() {
  const from = createRequire(join(shop, 'package.json'));
  const notices = broughtByTaro.map((name) => noticeOf(from.resolve(`${name}/package.json`))).filter((notice) => notice !== null);
  return `${thirdPartyText(notices)}\n${readFileSync(join(root, 'miniprogram', 'dist', 'THIRD-PARTY.txt'), 'utf8')}`;
}

/** The shop of the examples that does not use Taro, with our folder in it. */
export const nativeShop = join(root, 'examples', 'native-shop', 'dist');

/** Puts it together, as a merchant does: his own files, and `yijian/` beside them. */
export async function ensureNativeShop() {
  await ensureTaroBuilt(['native']);
  rmSync(nativeShop, { recursive: true, force: true });
  cpSync(join(nativeShop, '..', 'src'), nativeShop, { recursive: true });
  cpSync(taroOutput('native'), join(nativeShop, 'yijian'), { recursive: true });
}

/** The shop's sources as they would be without a feedback page. @returns {string} folder, from the shop's */
function sourceWithoutPage() {
  const folder = join('dist', 'source');
  rmSync(join(shop, folder), { recursive: true, force: true });
  cpSync(join(shop, 'src'), join(shop, folder), { recursive: true, filter: (path) => relative(join(shop, 'src'), path) !== 'feedback' });
  return folder;
}

/**
 * The end of what the builder said, without its progress bars and repetitions.
 * @param {string} output
 */
export function lastWords(output) {
  const lines = stripVTControlCharacters(output).split('\n');
  const told = lines.filter((line, index) => line.trim() !== '' && ![line, lines[index - 1] ?? ''].some((text) => text.includes('█')));
  return [...new Set(told.map((line) => line.trimEnd()))].slice(-30).join('\n');
}

/** What our package weighs in an app that uses Taro anyway: the shop with it less the shop without it. @returns {Promise<Weight>} */
export async function taroWeight() {
  await ensureTaroBuilt(['weapp', 'weapp-bare']);
  const [withUs, without] = [weigh('weapp'), weigh('weapp-bare')];
  const main = withUs.main - without.main;
  const page = withUs.page - without.page;
  return { main, page, total: main + page };
}

/** All of the folder for hosts without Taro, raw bytes: Taro's runtime, Preact and the templates too. */
export async function nativeWeight() {
  await ensureTaroBuilt(['native']);
  const folder = taroOutput('native');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => !file.endsWith('.txt'))
    .map((file) => statSync(join(folder, file)));
  return files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

/** @param {TaroBuild} name */
function weigh(name) {
  const folder = taroOutput(name);
  const weight = { main: 0, page: 0 };
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|wxss)$/.test(file)) continue;
    const path = join(folder, file);
    weight[relative(folder, path).startsWith(`feedback${sep}`) ? 'page' : 'main'] += statSync(path).size;
  }
  return weight;
}
