import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFakeDevice, type Dialect, type FakeApp, type FakeDevice } from '../../../sdk/src/taro/fake-device.fixture.js';
import { alipay, tt, weapp } from '../../../sdk/src/taro/fake-platforms.fixture.js';
import type { FeedbackSettings } from '../../../miniprogram/src/settings.js';
import type { TaroEnv } from '../../../sdk/src/taro/index.js';
import { nativeShop, taroEndpoint, taroOutput, type TaroBuild } from '../../../scripts/taro.mjs';
import { createBackendNet } from './backend-net.js';
import { createLogicThread, type LogicThread } from './logic-thread.js';
import { createMiniPage, type LivePage, type MiniPage, type PageConfig } from './mini-page.js';
import { asPage, nativePartOf, type ComponentConfig } from './native-part.js';
import { createPlatformObject, type Navigation, type Notice } from './platform-object.js';
import { readTemplates } from './templates.js';

const dialects: Readonly<Record<TaroEnv, Dialect>> = { weapp, alipay, tt };
const objects: Readonly<Record<TaroEnv, string>> = { weapp: 'wx', alipay: 'my', tt: 'tt' };

/** What a platform offers in place of a function of its own, given that one. */
export type Changes = Readonly<Record<string, ((original: (options: object) => unknown) => unknown) | undefined>>;

export interface LaunchOptions {
  /** Functions of the platform's object that this run has in another way; undefined takes one away. */
  readonly change?: Changes;
  /** What else this run's provider is given; read again each time it is drawn, which every page that opens has it do. */
  readonly settings?: Pick<FeedbackSettings, 'consent' | 'customer'>;
}

export interface MiniHostOptions {
  readonly env: TaroEnv;
  /** `native-shop` is the shop that does not use Taro, with our folder in it. @default the build named as the platform */
  readonly build?: TaroBuild | 'native-shop';
  /** Base URL of the backend that gets the app's requests. */
  readonly backend: string;
}

/** A device with the built app on it. */
export interface MiniHost {
  /** Storage, saved files, album and network: what outlives a run. `device.setOnline(false)` takes the network away. */
  readonly device: FakeDevice;
  /** Starts the app on its first page, or on `url`; one that runs is ended first. */
  launch(url?: string, options?: LaunchOptions): Promise<MiniApp>;
  /** Ends the app as the system does: without a word, with its timers and temporary files. */
  kill(): void;
}

/** One run of the app. */
export interface MiniApp {
  /** The page on top. */
  readonly page: MiniPage;
  /** All pages that are open, the one on top last. */
  readonly pages: readonly MiniPage[];
  /** Toasts, questions and waiting signs, oldest first. */
  readonly notices: readonly Notice[];
  /** Warnings and errors in the console, and what was thrown. */
  readonly complaints: readonly string[];
  /** The fake's part of this run: calls of the platform, temporary files. */
  readonly fake: FakeApp;
  readonly thread: LogicThread;
  open(url: string): Promise<MiniPage>;
  back(): Promise<MiniPage>;
  hide(): void;
  show(): void;
}

interface AppConfig {
  readonly pages: readonly string[];
  readonly subPackages?: readonly { readonly root: string; readonly pages: readonly string[] }[];
}

type Hooks = Record<string, ((options?: object) => void) | undefined>;

/**
 * Runs a built mini-program in a bare context of V8, as the platform's runtime does on the logic side: nothing is drawn,
 * the page's data is what would be.
 */
export function createMiniHost({ env, build = env, backend }: MiniHostOptions): MiniHost {
  const dialect = dialects[env];
  const isNative = build === 'native-shop';
  const output = isNative ? nativeShop : taroOutput(build);
  const { pages, subPackages = [] } = JSON.parse(readFileSync(join(output, 'app.json'), 'utf8')) as AppConfig;
  const routes = [...pages, ...subPackages.flatMap(({ root, pages: below }) => below.map((page) => `${root}/${page}`))];
  const templates = readTemplates(isNative ? join(output, 'yijian') : output);
  const device = createFakeDevice(dialect);
  device.net = createBackendNet(taroEndpoint, backend);
  let running: { end(): void } | undefined;

  const kill = () => {
    running?.end();
    running = undefined;
  };
  return { device, kill, launch };

  async function launch(url = `/${pages[0]}`, { change = {}, settings }: LaunchOptions = {}): Promise<MiniApp> {
    kill();
    const fake = device.launch();
    const notices: Notice[] = [];
    const complaints: string[] = [];
    const stack: LivePage[] = [];
    const registered = new Map<string, PageConfig>();
    const components = new Map<string, ComponentConfig>();
    let loading = '';
    let app: Hooks = {};
    let alive = true;
    const complain = (...words: unknown[]) => void complaints.push(words.map(wordOf).join(' '));

    const go: Navigation = {
      async navigateTo(to) {
        const { route, query } = parse(to);
        if (!routes.includes(route)) throw new Error(`page "${route}" is not found`);
        stack.at(-1)?.call('onHide');
        await open(route, query);
      },
      async redirectTo(to) {
        stack.pop()?.call('onUnload');
        const { route, query } = parse(to);
        await open(route, query);
      },
      async reLaunch(to) {
        for (const page of stack.splice(0).reverse()) page.call('onUnload');
        const { route, query } = parse(to);
        await open(route, query);
      },
      async navigateBack(delta) {
        for (const page of stack.splice(Math.max(1, stack.length - delta)).reverse()) page.call('onUnload');
        stack.at(-1)?.call('onShow');
      },
    };
    const platform: Record<string, unknown> = {
      ...createPlatformObject(dialect, go, notices),
      ...fake.taro,
      canIUse: (name: string) => (name.split('.', 1)[0] ?? '') in platform,
    };
    // Taro has a function of this name there; the platform has none.
    if (env === 'alipay') delete platform['chooseMedia'];
    for (const [name, changed] of Object.entries(change)) {
      const original = platform[name] as (options: object) => unknown;
      if (changed) platform[name] = changed(original);
      else delete platform[name];
    }
    const thread = createLogicThread({
      output,
      edit: (text, path) => (settings && path === 'app.js' ? withSettings(text) : text),
      console: { log: quiet, info: quiet, debug: quiet, warn: complain, error: complain },
      globals: {
        [objects[env]]: platform,
        shopSettings: settings,
        ...(env === 'alipay' ? { navigator: { userAgent: 'AlipayClient', appVersion: '', platform: '' } } : {}),
        App: (given: Hooks) => void (app = given),
        Page: (config: PageConfig) => void registered.set(loading, config),
        Component: (config: ComponentConfig) => void components.set(loading, config),
        getApp: () => app,
        getCurrentPages: () => stack.map(({ instance }) => instance),
      },
    });
    running = {
      end() {
        alive = false;
        thread.end();
        // The fake ends a run by starting the next.
        device.launch();
      },
    };

    /** Pages of a subpackage run when the first customer goes there. */
    const load = (route: string) => {
      if (registered.has(route)) return;
      loading = route;
      thread.require(`${route}.js`);
    };
    /** Of a native page what is ours stands for all of it. */
    const partOf = (route: string, { data }: PageConfig) => {
      const { path, binds } = nativePartOf(output, route);
      loading = path;
      thread.require(`${path}.js`);
      const component = components.get(path);
      if (!component) throw new Error(`${path}.js calls Component no time`);
      return asPage(component, (data as Readonly<Record<string, unknown>>)[binds]);
    };
    const open = async (route: string, query: Readonly<Record<string, string>>) => {
      load(route);
      const config = registered.get(route);
      if (!config) throw new Error(`${route}.js calls Page no time`);
      const page = createMiniPage({ route, config: isNative ? partOf(route, config) : config, templates, env, isAlive: () => alive });
      stack.push(page);
      page.call('onLoad', query);
      page.call('onShow');
      await page.drawn;
      page.call('onReady');
    };
    const top = () => {
      const page = stack.at(-1);
      if (!page) throw new Error('no page is open');
      return page;
    };

    thread.require('app.js');
    for (const route of pages) load(route);
    const { route, query } = parse(url);
    app['onLaunch']?.({ path: route, query, scene: 1001 });
    app['onShow']?.({ path: route, query, scene: 1001 });
    await open(route, query).catch((cause: unknown) => {
      throw new Error(`${route} does not open; ${complaints.join('; ')}`, { cause });
    });

    return {
      get page() {
        return top();
      },
      get pages() {
        return [...stack];
      },
      notices,
      complaints,
      fake,
      thread,
      async open(to) {
        await go.navigateTo(to);
        return top();
      },
      async back() {
        await go.navigateBack(1);
        return top();
      },
      hide() {
        top().call('onHide');
        app['onHide']?.();
        fake.hide();
      },
      show() {
        app['onShow']?.({ path: top().route, query: {}, scene: 1001 });
        fake.show();
        top().call('onShow');
      },
    };
  }
}

const quiet = () => undefined;

const wordOf = (word: unknown) => (typeof word === 'object' && word !== null && 'message' in word ? String(word.message) : String(word));

/** The shop's own settings, and those of the run. */
function withSettings(app: string): string {
  const edited = app.replace('site:"demo-shop",', (site) => `${site}...shopSettings,`);
  if (edited === app) throw new Error('the provider is not found in app.js');
  return edited;
}

/** `/feedback/pages/index?order=1`; the platforms hand the query over as it is written. */
function parse(url: string): { readonly route: string; readonly query: Record<string, string> } {
  const [path = '', search = ''] = url.split('?', 2);
  const pairs = search.split('&').filter(Boolean);
  return { route: path.replace(/^\//, ''), query: Object.fromEntries(pairs.map((pair) => pair.split('=', 2) as [string, string])) };
}
