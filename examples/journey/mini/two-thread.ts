import type { Page } from '@playwright/test';
import { test as journey } from '../journey.js';
import { readBuiltApp, type BuiltApp } from './two-thread/built-app.js';
import { createDevice, type Device, type Memory, type Surroundings } from './two-thread/device.js';
import { openHostServer } from './two-thread/host-server.js';
import { fromText, toText, type Call, type DeviceNews, type Fault } from './two-thread/messages.js';

export interface LaunchOptions {
  /** Folder of the built WeChat app. */
  readonly output: string;
  /** Origin that answers whatever server the app was built for. */
  readonly endpoint: string;
  /** @default 'zh_CN' */
  readonly language?: 'zh_CN' | 'en';
  /** @default 'light' */
  readonly theme?: 'light' | 'dark';
  /** Page to start with, with its query. @default the app's first page */
  readonly start?: string;
}

/** A WeChat app on a phone: its code in one thread, its pages in another, nothing but text between them. Fingers tap, they do not click. */
export interface MiniApp {
  /** The screen of the run that is on. */
  readonly page: Page;
  /** What stays on the phone: storage by key as JSON, saved files by path. */
  readonly memory: Memory;
  /** What the customer does outside of the app. */
  readonly surroundings: Surroundings;
  /** Ends the app as the system does, without a word; temporary files go with it. */
  kill(): Promise<void>;
  /** Kills the app if it runs, and opens it from its icon. */
  relaunch(): Promise<void>;
  offline(is: boolean): void;
  /** Puts another app in front for so long; after five seconds this one is suspended and its requests fail. */
  background(seconds: number): Promise<void>;
  hide(): void;
  show(): void;
  /** Calls of this function fail until it is allowed again, with the reason as WeChat words it (`auth deny`). */
  refuse(name: string, reason: string, errno?: number): void;
  allow(name: string): void;
}

interface TwoThreads {
  /** Starts a built app on a phone of its own. */
  readonly launch: (options: LaunchOptions) => Promise<MiniApp>;
}

/** `test` of the journeys with a phone that runs built WeChat apps. */
export const test = journey.extend<TwoThreads>({
  launch: async ({ context }, use) => {
    const closers: (() => Promise<void>)[] = [];
    await use(async (options) => {
      const { app, close } = await launch(await builtApp(options.output), options, () => context.newPage());
      closers.push(close);
      return app;
    });
    for (const close of closers) await close();
  },
});

export { expect } from '../journey.js';

const builtApps = new Map<string, Promise<BuiltApp>>();

/** Templates are compiled once a worker. */
function builtApp(output: string): Promise<BuiltApp> {
  const app = builtApps.get(output) ?? readBuiltApp(output);
  builtApps.set(output, app);
  return app;
}

async function launch(
  built: BuiltApp,
  { endpoint, start = '', language = 'zh_CN', theme = 'light' }: LaunchOptions,
  newPage: () => Promise<Page>,
) {
  const memory: Memory = { stored: new Map(), saved: new Map() };
  const surroundings: Surroundings = {
    clipboard: '',
    calls: [],
    subscription: 'accept',
    language,
    theme,
    refusals: new Map<string, Fault>(),
  };
  let online = true;
  let run = await startRun();
  const server = await openHostServer({ app: built, start, device: () => run.device });
  await open().catch(async (error: unknown) => {
    await close();
    throw error;
  });

  async function startRun(): Promise<{ page: Page; device: Device }> {
    const page = await newPage();
    const tell = (news: DeviceNews): void => {
      // A page that is not there yet, or no more, hears nothing.
      page.evaluate((text) => window.tellLogic(text), toText(news)).catch(() => undefined);
    };
    const device = createDevice({ endpoint, memory, surroundings, tell });
    device.network.setOnline(online);
    await page.exposeFunction('callDevice', async (call: string) => toText(await device.call(fromText<Call>(call))));
    return { page, device };
  }

  /** Until the first page is drawn; rejects with what the app throws before. */
  async function open(): Promise<void> {
    const failure = new Promise<never>((_, reject) => void run.page.once('pageerror', reject));
    await run.page.goto(server.url);
    await Promise.race([run.page.locator('wx-page:not(:empty)').waitFor(), failure]);
  }

  async function kill(): Promise<void> {
    run.device.end();
    await run.page.close();
  }

  async function close(): Promise<void> {
    await kill();
    await server.close();
  }

  const app: MiniApp = {
    get page() {
      return run.page;
    },
    memory,
    surroundings,
    kill,
    async relaunch() {
      await kill();
      run = await startRun();
      await open();
    },
    offline(is) {
      online = !is;
      run.device.network.setOnline(online);
    },
    async background(seconds) {
      run.device.hide();
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
      run.device.show();
    },
    hide: () => run.device.hide(),
    show: () => run.device.show(),
    refuse: (name, reason, errno) => void surroundings.refusals.set(name, { reason, ...(errno === undefined ? {} : { errno }) }),
    allow: (name) => void surroundings.refusals.delete(name),
  };
  return { app, close };
}
