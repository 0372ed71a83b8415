import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build as buildSource, transform as transformSource } from 'esbuild';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import type { OutputOptions, Plugin, RollupOptions } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import esbuild from 'rollup-plugin-esbuild';
import type { TriggerMessages } from './sdk/src/core/messages/catalogue.js';
import { answerSchemas } from './scripts/answer-schemas.mjs';
import { idbKeyvalOwnStores } from './scripts/idb-keyval-own-stores.mjs';
import { kyForOneExchange } from './scripts/ky-for-one-exchange.mjs';
import { preactForPlainFunctions } from './scripts/preact-for-plain-functions.mjs';
import { budget, isOver } from './scripts/size.mjs';
import { thirdParty } from './scripts/third-party.mjs';
import { buttonStyle, namesForPaths, pageStyle } from './scripts/wxss.mjs';

const { version } = JSON.parse(readFileSync('widget/package.json', 'utf8')) as { version: string };
/** What is bundled, by chunk. */
const banners: Readonly<Record<string, string>> = {
  core: `/*! yijian ${version} | MIT | bundled: ky (MIT), idb-keyval (Apache-2.0), see THIRD-PARTY.txt */`,
  details: `/*! yijian ${version} | MIT | bundled: preact (MIT), see THIRD-PARTY.txt */`,
};

/** What the script tag loads. Built in this order: a file holds the hashes of those that it may ask for. */
const chunks = [
  { name: 'worker', entry: 'photo-worker-chunk' },
  { name: 'core', entry: 'core-chunk', bakes: ['worker'] },
  { name: 'follow-up', entry: 'follow-up-chunk' },
  { name: 'details', entry: 'details-chunk', bakes: ['follow-up'] },
  { name: 'zh-CN', entry: 'zh-cn-chunk' },
  { name: 'en', entry: 'en-chunk' },
  { name: 'sheet', entry: 'sheet-chunk', bakes: ['core', 'details', 'zh-CN', 'en'] },
  { name: 'loader', entry: '../loader/index', bakes: ['sheet'] },
] as const;

const hashes: Record<string, string> = {};
const files: Record<string, string> = {};
const sizes: Record<string, number> = {};

/** Sources import './x.js'; on disk it is './x.ts' or './x.tsx'. */
const sourceNames: Plugin = {
  name: 'source-names',
  resolveId(id, from) {
    return from && /\.tsx?$/.test(from) && id.startsWith('.') && id.endsWith('.js')
      ? this.resolve(id.slice(0, -3), from, { skipSelf: true })
      : null;
  },
};
/** What the later chunks take from the sheet's instead of bringing it again. Preact itself comes with the details. */
const kit = 'yijian:kit';
const sharedKit: Plugin = {
  name: 'shared-kit',
  resolveId: (id) => (/^preact\/jsx-runtime$|\/sheet\/kit\.js$/.test(id) ? { id: kit, external: true } : null),
};
/** In the sheet's chunk an element is a description until preact is there. */
const describedElements: Plugin = {
  name: 'described-elements',
  resolveId: (id) => (id === 'preact/jsx-runtime' ? resolvePath('widget/src/sheet/jsx.ts') : null),
};
const resolve = (browser: boolean) =>
  nodeResolve({
    browser,
    extensions: ['.mjs', '.js', '.ts', '.tsx'],
    exportConditions: ['yijian-source', ...(browser ? ['browser'] : []), 'import', 'module', 'default'],
  });
const source = (target: string, define: Record<string, string> = {}) =>
  esbuild({ target, jsx: 'automatic', jsxImportSource: 'preact', define, tsconfig: false });
const notices = thirdParty('widget/dist/THIRD-PARTY.txt');
const treeshake = { moduleSideEffects: (id: string) => /chunks\/|loader\//.test(id), propertyReadSideEffects: false } as const;

/** Style sheets are template literals in `…-css.ts`; what only people need goes. */
const styles: Plugin = {
  name: 'styles',
  async transform(code, id) {
    if (!id.endsWith('-css.ts')) return null;
    let small = code;
    for (const [literal, css = ''] of code.matchAll(/`([^`$]*\{[^`$]*)`/g)) {
      const { code: minified } = await transformSource(css, { loader: 'css', minify: true });
      small = small.replace(literal, () => `\`${minified.trim().replaceAll(', ', ',')}\``);
    }
    return { code: small, map: null };
  },
};

/** Short names on the registry, the same in every file: loader and chunks meet there. */
const shortNames: Readonly<Record<string, string>> = {
  _script: 's',
  _touches: 't',
  _marks: 'm',
  _calls: 'c',
  _policy: 'p',
  _open: 'o',
  _wanted: 'w',
  _enrich: 'e',
  _step: 's',
  _told: 'n',
  _entry: 'i',
  _recalled: 'l',
  _resolve: 'a',
  _reject: 'b',
  _followUp: 'f',
};
/** Nothing of ours has a getter that does something, nor a function that is called with `new`. What compresses better. */
const compress = { passes: 3, unsafe_arrows: true, pure_getters: true, keep_fargs: false, lhs_constants: false } as const;
const minify = (name: string) =>
  terser({
    ecma: 2020,
    // In the wrapper that rollup puts around it everything is local. Measured with 60 hashes in the loader's case.
    compress: { ...compress, conditionals: name !== 'loader' },
    mangle: { properties: { regex: new RegExp(`^(${Object.keys(shortNames).join('|')})$`) } },
    nameCache: { props: { props: Object.fromEntries(Object.entries(shortNames).map(([name, short]) => [`$${name}`, short])) } },
    format: { comments: /^!/, ascii_only: !hasWords(name) },
  });

/** Words are a third smaller in UTF-8, which the mark at the beginning tells to pages of any encoding. */
const isLocale = (name: string) => /^(zh-CN|en)$/.test(name);
const hasWords = (name: string) => name === 'loader' || name === 'sheet' || isLocale(name);
const utf8: Plugin = { name: 'utf-8', renderChunk: (code) => ({ code: `\ufeff${code}`, map: null }) };

/** A second copy of the loader on a page leaves everything to the first. */
const onlyOnce: Plugin = {
  name: 'only-once',
  renderChunk: (code) => ({ code: `if(!window.yijian?.r)(()=>{${code}})()`, map: null }),
};
/** Bytes: fewer words compress better. Declarations, no property of that name; words of ours that hold a `const ` there are none. */
const letForConst: Plugin = {
  name: 'let-for-const',
  renderChunk: (code) => ({ code: code.replace(/(?<![.\w$])const(?=[ {[])/g, 'let').trim(), map: null }),
};

/** Hashes what is finally written, and after the last file checks the budgets and writes the manifest. */
function sealed(name: string, fileName: (hash: string) => string): Plugin {
  return {
    name: 'sealed',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        hashes[name] = createHash('sha256').update(chunk.code).digest('base64');
        // The same eight letters as the loader takes out of the hash.
        chunk.fileName = fileName(/\w{8}/.exec(hashes[name])?.[0] ?? '');
        files[name] = chunk.fileName;
        sizes[chunk.fileName] = brotliCompressSync(chunk.code).length;
      }
    },
    writeBundle() {
      if (name !== 'loader') return;
      const integrity = Object.fromEntries(Object.entries(files).map(([chunk, file]) => [file, `sha256-${hashes[chunk]}`]));
      mkdirSync('widget/dist', { recursive: true });
      writeFileSync('widget/dist/manifest.json', `${JSON.stringify({ version, files, integrity }, null, 2)}\n`);
      const over = budget({ version, files, integrity }, (file) => sizes[file] ?? 0).filter(isOver);
      for (const line of over) this.error(`${line.name}: ${line.bytes} bytes brotli, the limit is ${line.limit}`);
    },
  };
}

/** Literals that the build writes into a file: hashes and texts only it knows. A getter, because earlier files must be built first. */
function baked(name: string, bakes: readonly string[]): Plugin {
  return {
    name: 'baked',
    async transform(code, id) {
      const wanted = Object.fromEntries(bakes.map((chunk) => [chunk, hashes[chunk] ?? '']));
      if (id.endsWith('/chunks/later-files.ts')) return { code: code.replace(/= YIJIAN_LATER/, `= ${JSON.stringify(wanted)}`), map: null };
      if (name === 'loader' && id.endsWith('/loader/baked.ts')) {
        const literals = Object.entries({ sheet: wanted['sheet'], texts: await triggerTexts() });
        return { code: literals.map(([what, value]) => `export const ${what} = ${JSON.stringify(value)};`).join('\n'), map: null };
      }
      return null;
    },
  };
}

/** The trigger's words by language, joined: question, the two thumbs, the pill, "noted:", saved, not saved. */
async function triggerTexts(): Promise<Record<string, string>> {
  const built = await buildSource({ entryPoints: ['sdk/src/core/messages/triggers.ts'], bundle: true, write: false, format: 'esm' });
  const { triggerZhCN, triggerEn } = (await import(
    `data:text/javascript;base64,${Buffer.from(built.outputFiles[0]?.contents ?? '').toString('base64')}`
  )) as Record<'triggerZhCN' | 'triggerEn', TriggerMessages>;
  const joined = (words: TriggerMessages) =>
    [words.question, words.good, words.problem, words.floating, words.noted, `\n${words.saved}`, `\n${words.unsaved}`].join('|');
  return { 'zh-CN': joined(triggerZhCN), en: joined(triggerEn) };
}

const scriptTag = chunks.map(({ name, entry, ...more }): RollupOptions => {
  const later = name === 'details' || name === 'follow-up';
  const output: OutputOptions = {
    dir: 'widget/dist',
    format: name === 'loader' ? 'es' : 'iife',
    entryFileNames: name === 'loader' ? 'yijian.js' : `${name}.js`,
    banner: banners[name] ?? '',
    globals: { [kit]: 'window.yijian.r.kit' },
    externalLiveBindings: false,
    freeze: false,
    esModule: false,
    generatedCode: { preset: 'es2015', symbols: false },
    strict: !isLocale(name),
  };
  return {
    input: `widget/src/chunks/${entry}.ts`.replace('chunks/../', ''),
    treeshake,
    plugins: [
      ...(name === 'core' ? [answerSchemas(), kyForOneExchange(), idbKeyvalOwnStores()] : []),
      ...(name === 'details' ? [preactForPlainFunctions()] : []),
      ...(later ? [sharedKit] : name === 'sheet' ? [describedElements] : []),
      sourceNames,
      resolve(true),
      baked(name, 'bakes' in more ? more.bakes : []),
      styles,
      source('es2020'),
      ...(name === 'loader' ? [onlyOnce] : []),
      minify(name),
      letForConst,
      ...(hasWords(name) ? [utf8] : []),
      sealed(name, (hash) => (name === 'loader' ? 'yijian.js' : `${hash}.js`)),
      notices,
    ],
    output,
  };
});

const packages: Record<string, string> = {
  'core/index': 'sdk/src/core/index.ts',
  'core/messages/zh-cn': 'sdk/src/core/messages/zh-cn.ts',
  'core/messages/en': 'sdk/src/core/messages/en.ts',
  'core/messages/first': 'sdk/src/core/messages/first.ts',
  'core/messages/triggers': 'sdk/src/core/messages/triggers.ts',
  'core/messages/mentions-safety': 'sdk/src/core/messages/mentions-safety.ts',
  'contract/index': 'sdk/src/contract/index.ts',
  'memory/index': 'sdk/src/memory/index.ts',
  'testing/index': 'sdk/src/testing/index.ts',
  'testing/msw-backend': 'sdk/src/testing/msw-backend.ts',
  'web/index': 'sdk/src/web/index.ts',
  'web/photo/index': 'sdk/src/web/photo/index.ts',
  'taro/index': 'sdk/src/taro/index.ts',
};
const npmPackage = (id: string) => !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('\0') && !id.startsWith('@yijian/');

const declarations = (tsconfig: string) =>
  dts({ respectExternal: false, tsconfig, compilerOptions: { composite: false, declarationMap: false, incremental: false } });

const sdk: RollupOptions[] = [
  {
    input: packages,
    external: npmPackage,
    plugins: [sourceNames, resolve(true), source('es2022')],
    output: { dir: 'sdk/dist', format: 'es', sourcemap: true, chunkFileNames: 'shared/[name]-[hash].js' },
  },
  {
    input: packages,
    external: npmPackage,
    plugins: [sourceNames, resolve(true), declarations('sdk/src/testing/tsconfig.json')],
    output: { dir: 'sdk/dist', format: 'es', chunkFileNames: 'shared/[name]-[hash].d.ts', entryFileNames: '[name].d.ts' },
  },
];

/** The web's screens in a mini-program: its own elements, device, amounts and names of drawings stand in for a browser's. */
const miniScreens: Plugin = {
  name: 'mini-screens',
  resolveId(id, from) {
    if (id === 'preact/jsx-runtime') return resolvePath('miniprogram/src/draw/jsx.ts');
    const stand = /widget\/src\//.test(from ?? '') && /\/(device|amount)\.js$/.exec(id)?.[1];
    return stand ? this.resolve(resolvePath(`miniprogram/src/draw/${stand}`), from, { skipSelf: true }) : null;
  },
  load: (id) => (/widget\/src\/icons\/(sheet|details|follow-up)\.ts$/.test(id) ? namesForPaths(id) : null),
  async generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'host.cjs', source: readFileSync('miniprogram/src/host.cjs') });
    this.emitFile({ type: 'asset', fileName: 'page.css', source: await pageStyle() });
    this.emitFile({ type: 'asset', fileName: 'button.css', source: await buttonStyle() });
  },
};
/** Packages too, which the host's build takes as they come. */
const oldLanguage: Plugin = {
  name: 'old-language',
  renderChunk: async (code) => ({ code: (await transformSource(code, { target: 'es2018', charset: 'utf8' })).code, map: null }),
};
/** What the host's build minifies comes to 2 kB less if it was compressed like the web's before; names and lines stay for people. */
const readable = terser({ ecma: 2018, mangle: false, compress, format: { beautify: true, comments: false } });
/** React and Taro are the host's. */
const hosts = (id: string) => /^react($|\/)|^@tarojs\/|\.(css|cjs)$/.test(id);
/** The package's own entries. */
const miniEntries = { index: 'miniprogram/src/index.ts', page: 'miniprogram/src/page-entry.ts' };
/** The host's build drops the surface that it has no use for. */
const surfaceOf = (id: string) => {
  if (/web-album/.test(id)) return 'web-album';
  if (/mini-album|taro-picker/.test(id)) return 'mini-album';
  if (/sdk\/src\/web\/|web-surface|node_modules\/(ky|idb-keyval)\//.test(id)) return 'web';
  return /sdk\/src\/taro\/|mini-surface/.test(id) ? 'mini' : null;
};

const miniprogram: RollupOptions[] = [
  {
    input: miniEntries,
    external: hosts,
    treeshake: { ...treeshake, moduleSideEffects: (id) => /\.(css|cjs)$/.test(id) },
    makeAbsoluteExternalsRelative: false,
    plugins: [
      answerSchemas(),
      miniScreens,
      sourceNames,
      resolve(true),
      source('es2018'),
      oldLanguage,
      readable,
      thirdParty('miniprogram/dist/THIRD-PARTY.txt'),
    ],
    output: {
      dir: 'miniprogram/dist',
      format: 'es',
      manualChunks: surfaceOf,
      // Else what only the page needs of the core would come with the button.
      onlyExplicitManualChunks: true,
      chunkFileNames: '[name].js',
      inlineDynamicImports: false,
      externalLiveBindings: false,
      freeze: false,
    },
  },
  {
    input: miniEntries,
    external: (id) => hosts(id) || id === 'preact',
    plugins: [sourceNames, resolve(true), declarations('miniprogram/tsconfig.json')],
    output: { dir: 'miniprogram/dist', format: 'es' },
  },
];

const backend: RollupOptions = {
  input: { main: 'examples/backend/src/main.ts', token: 'examples/backend/src/token.ts' },
  external: (id) => npmPackage(id) || id.startsWith('node:'),
  plugins: [sourceNames, resolve(false), source('node20')],
  output: { dir: 'examples/backend/dist', format: 'es', sourcemap: true },
};

/** `npm start` waits for what it serves alone. */
export default process.env['YIJIAN_PART'] === 'served' ? [...scriptTag, backend] : [...scriptTag, ...sdk, ...miniprogram, backend];
