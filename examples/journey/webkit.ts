import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { Builder, Capabilities, type WebDriver, type WebElement } from 'selenium-webdriver';
import { until } from './waiting.js';

/** A window of WebKit, looked into through shadow roots by what things are called. */
export interface WebKitWindow {
  readonly driver: WebDriver;
  open(url: string): Promise<void>;
  /** Waits for something with that role or tag and name, as a screen reader would say it. */
  await(kind: string, name: string | RegExp): Promise<void>;
  press(kind: string, name: string | RegExp): Promise<void>;
  /** Types into a field, or gives a file input the path of a file. */
  type(kind: string, name: string | RegExp, text: string): Promise<void>;
  /** Text of the page and of every shadow root. */
  text(): Promise<string>;
  close(): Promise<void>;
}

const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} does not tell where WebKit is`);
  return value;
};

/** Starts a driver and a window of it; ephemeral, as every window under automation. */
export async function openWebKit(): Promise<WebKitWindow> {
  const port = await freePort();
  const server = spawn(required('WEBKIT_DRIVER_PATH'), [`--port=${port}`, '--host=127.0.0.1'], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await until('the WebKit driver', () =>
    fetch(`${url}/status`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  const options = { binary: required('MINIBROWSER_PATH'), args: ['--automation'] };
  const driver = await new Builder()
    .usingServer(url)
    .withCapabilities(new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options }))
    .build();
  await driver.manage().setTimeouts({ script: 60_000, pageLoad: 30_000 });

  const found = (kind: string, name: string | RegExp): Promise<{ readonly element: WebElement }> =>
    until(`${kind} "${String(name)}"`, async () => {
      const pattern = typeof name === 'string' ? `^${name.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')}$` : name.source;
      const element = (await driver.executeScript<unknown>(`return (${String(locate)})(...arguments)`, kind, pattern)) as WebElement | null;
      return element ? { element } : undefined;
    });
  return {
    driver,
    open: (page) => driver.get(page),
    async await(kind, name) {
      await found(kind, name);
    },
    async press(kind, name) {
      await (await found(kind, name)).element.click();
    },
    async type(kind, name, text) {
      await (await found(kind, name)).element.sendKeys(text);
    },
    text: () => driver.executeScript<string>(readAll),
    async close() {
      await driver.quit();
      await ended(server);
    },
  };
}

/** Runs in the page: the first visible element, through shadow roots, with that role or tag and a name that fits. */
function locate(kind: string, pattern: string): Element | null {
  const fits = new RegExp(pattern);
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots) {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      const role = element.getAttribute('role') ?? element.tagName.toLowerCase();
      const named =
        element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent ?? element.textContent ?? '';
      if (role === kind && fits.test(named.trim()) && (element.getClientRects().length > 0 || kind === 'input')) return element;
    }
  }
  return null;
}

function readAll(): string {
  const roots: (Document | ShadowRoot)[] = [document];
  const texts: string[] = [];
  for (const root of roots) {
    texts.push((root === document ? document.body : root).textContent ?? '');
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
  }
  return texts.join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function ended(server: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill();
  await gone;
}
