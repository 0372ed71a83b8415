import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import type { AppOutline, Package } from './messages.js';

/** How a page or a component is drawn. */
export interface Drawn {
  readonly route: string;
  readonly isPage: boolean;
  readonly using: Readonly<Record<string, string>>;
  /** The app's window settings with the page's over them. */
  readonly window: Readonly<Record<string, unknown>>;
  readonly css: string;
}

/** A built WeChat app, ready for both threads. */
export interface BuiltApp {
  readonly folder: string;
  readonly outline: AppOutline;
  readonly drawn: readonly Drawn[];
  readonly css: string;
  /** Elements with the properties that templates set on them. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
  /** Names that templates bind events to. */
  readonly handlers: readonly string[];
  /** A script expression: generators by template path. */
  readonly templates: string;
}

interface AppJson {
  readonly pages: readonly string[];
  readonly subPackages?: readonly { readonly root: string; readonly pages: readonly string[] }[];
  readonly window?: Readonly<Record<string, unknown>>;
}

type PageJson = Readonly<Record<string, unknown>> & { readonly usingComponents?: Readonly<Record<string, string>> };

/** Reads the output of a build and compiles its templates as WeChat does. */
export async function readBuiltApp(folder: string): Promise<BuiltApp> {
  if (!existsSync(join(folder, 'app.json'))) throw new Error(`no built mini-program in ${folder}: build it first`);
  const files = (await readdir(folder, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  const readJson = async <T>(name: string): Promise<T> => JSON.parse(await read(name)) as T;
  const named = (extension: string): string[] => files.filter((name) => name.endsWith(`.${extension}`)).sort();

  const app = await readJson<AppJson>('app.json');
  const subpackages = (app.subPackages ?? []).map(({ root, pages }) => {
    const start = root.replace(/\/?$/, '/');
    return { root: start, pages: pages.map((page) => start + page) };
  });
  const pages = [...app.pages, ...subpackages.flatMap((subpackage) => subpackage.pages)];

  const drawn: Drawn[] = [];
  for (const route of named('wxml').map(withoutExtension)) {
    if (!files.includes(`${route}.json`)) continue;
    const { usingComponents = {}, ...window } = await readJson<PageJson>(`${route}.json`);
    const css = await styleOf(`${route}.wxss`, files, read);
    drawn.push({ route, isPage: pages.includes(route), using: usingComponents, window: { ...app.window, ...window }, css });
  }

  const custom = new Set(drawn.flatMap(({ using }) => Object.keys(using)));
  const group = new TmplGroup();
  const tags: Record<string, Set<string>> = {};
  const handlers = new Set<string>();
  for (const name of named('wxml')) {
    const source = prefixTags(await read(name), custom, (tag, attribute, value) => {
      const known = (tags[tag] ??= new Set());
      if (/^(capture-)?(mut-)?(bind|catch)/.test(attribute)) handlers.add(value);
      else if (attribute && !/^(wx:|data-|id$|class$|style$|slot$)/.test(attribute)) known.add(attribute);
    });
    const problems = group.addTmpl(withoutExtension(name), source) as readonly unknown[];
    if (problems.length > 0) throw new Error(`${name}: ${JSON.stringify(problems)}`);
  }
  for (const name of named('wxs')) group.addScript(withoutExtension(name), await read(name));

  const components = drawn.filter(({ isPage }) => !isPage).map(({ route }) => route);
  const scripts = named('js');
  const packageOf = (name: string): string => subpackages.find(({ root }) => name.startsWith(root))?.root ?? '';
  const packages = ['', ...subpackages.map(({ root }) => root)].map((root): Package => {
    const entries = [...components, ...pages].filter((name) => packageOf(name) === root);
    return { root, scripts: scripts.filter((name) => packageOf(name) === root), entries: root === '' ? ['app', ...entries] : entries };
  });

  return {
    folder,
    outline: { pages, packages },
    drawn,
    css: await styleOf('app.wxss', files, read),
    tags: Object.fromEntries(Object.entries(tags).map(([tag, names]) => [tag, [...names].map(camelCase)])),
    handlers: [...handlers],
    templates: group.getTmplGenObjectGroups(),
  };
}

const withoutExtension = (name: string): string => name.replace(/\.\w+$/, '');
const camelCase = (name: string): string => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const structure = new Set(['template', 'block', 'import', 'include', 'wxs', 'slot']);

/** WeChat draws `<view>` as `wx-view`; unknown tags would become plain DOM elements, whose attributes are not properties. */
function prefixTags(source: string, custom: ReadonlySet<string>, see: (tag: string, attribute: string, value: string) => void): string {
  return source.replaceAll(/<(\/?)([a-z][\w-]*)((?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)/g, (whole, slash, name, attributes) => {
    if (structure.has(name as string)) return whole;
    const tag = custom.has(name as string) ? (name as string) : `wx-${name}`;
    see(tag, '', '');
    for (const [, attribute = '', value = ''] of (attributes as string).matchAll(/([\w:-]+)(?:\s*=\s*["']([^"']*)["'])?/g))
      see(tag, attribute, value);
    return `<${slash}${tag}${attributes}`;
  });
}

/** WXSS as CSS, with what it imports. */
async function styleOf(name: string, files: readonly string[], read: (name: string) => Promise<string>): Promise<string> {
  if (!files.includes(name)) return '';
  let css = await read(name);
  for (const [statement, imported = ''] of css.matchAll(/@import\s*(?:url\()?["']([^"']+)["']\)?;?/g)) {
    const path = imported.startsWith('/') ? imported.slice(1) : posix.join(posix.dirname(name), imported);
    css = css.replace(statement, await styleOf(path, files, read));
  }
  return css
    .replaceAll(/(-?[\d.]+)rpx/g, 'calc($1 * 100vw / 750)')
    .replaceAll(/(-?[\d.]+)vh\b/g, 'calc($1 * var(--page-height) / 100)')
    .replaceAll(/([^{}]+)\{/g, (whole, selector: string) => (selector.trim().startsWith('@') ? whole : `${elements(selector)}{`));
}

const elements = (selector: string): string => selector.replaceAll(/(?<![\w.#:-])([a-z][a-z-]*)(?![\w-]*[(%])/g, 'wx-$1');
