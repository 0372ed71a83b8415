import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium, firefox, type Browser, type BrowserContext, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumLaunch, firefoxLaunch } from '../../../scripts/launch.mjs';
import type { Http, HttpAnswer, HttpRequest } from '../core/index.js';
import { httpContract } from '../testing/index.js';
import type { WebPlatform } from './platform.js';

const tests = { describe, it, expect };

/** The adapters as the page has them. */
interface OnPage {
  platform: WebPlatform;
  cancels: Record<number, () => void>;
  progress: Record<number, number[]>;
}

const script = await build({
  stdin: {
    contents: `import { createWebPlatform } from './platform.js';
      const platform = createWebPlatform({ site: 'http', photo: { load: () => Promise.reject() } });
      Object.assign(globalThis, { platform, cancels: {}, progress: {} });`,
    resolveDir: fileURLToPath(new URL('.', import.meta.url)),
  },
  bundle: true,
  write: false,
  format: 'iife',
  conditions: ['yijian-source'],
});

interface Seen {
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const seen: Seen[] = [];
let shop: Server;
let backend: Server;
let refusing = 0;

/** Another origin than the page, as a backend usually is. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
  response.setHeader('Access-Control-Expose-Headers', 'ETag, Retry-After, Date');
  const scenario = request.url?.slice(1);
  if (request.method === 'OPTIONS') {
    response.setHeader('Access-Control-Allow-Headers', 'yijian-site, content-type, idempotency-key');
    // The page is gone by the time it may send.
    return void setTimeout(() => response.writeHead(204).end(), scenario === 'late' ? 1_000 : 0);
  }
  if (scenario === 'resets') return void request.socket.destroy();
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    seen.push({ headers: request.headers, body: Buffer.concat(chunks) });
    if (scenario === 'stalls') return;
    if (scenario === 'unavailable') return void response.writeHead(503, { 'Retry-After': '7' }).end('{}');
    if (scenario === 'redirects') return void response.writeHead(302, { Location: '/answers' }).end();
    if (scenario === 'stalls-midway') return void response.writeHead(200, { 'Content-Length': '100' }).write('{"ok"');
    response.writeHead(201, { ETag: '"e"', 'Content-Type': 'application/json' }).end('{"ok":true}');
  });
}

const listen = (server: Server) =>
  new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
const portOf = (server: Server) => (server.address() as { port: number }).port;
const close = (server: Server) => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
};

beforeAll(async () => {
  shop = createServer((_, response) => void response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>shop</title>'));
  backend = createServer(answer);
  await listen(shop);
  await listen(backend);
  const gone = createServer();
  refusing = await listen(gone);
  await close(gone);
});

afterAll(async () => {
  await close(shop);
  await close(backend);
});

const engines = [
  { name: 'Chromium', path: process.env['CHROMIUM_PATH'], launch: () => chromium.launch(chromiumLaunch()) },
  { name: 'Firefox', path: process.env['FIREFOX_PATH'], launch: () => firefox.launch(firefoxLaunch()) },
].filter(({ path }) => path);

it('has a browser to run in', () => expect(engines).not.toEqual([]));

describe.each(engines)('in $name', ({ launch }) => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let count = 0;

  beforeAll(async () => {
    browser = await launch();
    context = await browser.newContext();
    page = await open();
  });
  afterAll(() => browser.close());

  async function open(): Promise<Page> {
    const opened = await context.newPage();
    await opened.goto(`http://127.0.0.1:${portOf(shop)}/`);
    await opened.addScriptTag({ content: script.outputFiles[0]?.text ?? '' });
    return opened;
  }

  const url = (scenario: string) =>
    scenario === 'refuses' ? `http://127.0.0.1:${refusing}/` : `http://127.0.0.1:${portOf(backend)}/${scenario}`;

  /** The page's adapter, called from here. */
  const http: Http = {
    async send(request, { cancellation }) {
      const id = count++;
      cancellation.onCancel(() => void page.evaluate((id) => (globalThis as unknown as OnPage).cancels[id]?.(), id));
      return page.evaluate(
        ({ id, request, cancelled }) => {
          const { platform, cancels, progress } = globalThis as unknown as OnPage;
          const sent: number[] = (progress[id] = []);
          return platform.http.send(request, {
            cancellation: { cancelled, onCancel: (listener) => void (cancels[id] = listener) },
            onProgress: (bytes) => void sent.push(bytes),
          });
        },
        { id, request, cancelled: cancellation.cancelled },
      );
    },
  };
  const never = { cancelled: false, onCancel: () => undefined };
  const send = (request: Partial<HttpRequest> & { url: string }): Promise<HttpAnswer> =>
    http.send({ method: 'POST', headers: {}, timeoutMs: 5_000, ...request }, { cancellation: never });

  async function keep(key: string, size: number): Promise<void> {
    await page.evaluate(
      ({ key, size }) => {
        const bytes = Uint8Array.from({ length: size }, (_, n) => n * 7);
        return (globalThis as unknown as OnPage).platform.bytes.put(key, new Blob([bytes]));
      },
      { key, size },
    );
  }

  const file = { key: 'p/f/a/o', mime: 'image/jpeg', name: 'a.jpeg', offset: 0, length: 300_000 };
  const pass = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

  httpContract(tests, 'text by ky', async () => ({ http, url, pass, request: () => ({ method: 'POST', body: '{"a":"冻品"}' }) }));

  httpContract(tests, 'a file by XMLHttpRequest', async () => {
    await keep(file.key, 300_000);
    return { http, url, pass, request: () => ({ method: 'POST', multipart: { fields: { sha256: 'f' }, file } }) };
  });

  it('sends text as it is, without cookies and with the origin as referrer only', async () => {
    await context.addCookies([{ name: 'session', value: 'secret', url: url('answers') }]);
    seen.length = 0;
    await send({ url: url('answers'), headers: { 'Content-Type': 'application/json', 'Yijian-Site': 'demo' }, body: '{"a":"冻品"}' });
    const [request] = seen;
    expect(request?.body.toString()).toBe('{"a":"冻品"}');
    expect(request?.headers).toMatchObject({ 'content-type': 'application/json', 'yijian-site': 'demo', 'cache-control': 'no-cache' });
    expect(request?.headers.cookie).toBeUndefined();
    expect(request?.headers.referer ?? '').toMatch(/^(http:\/\/127\.0\.0\.1:\d+\/)?$/);
  });

  it('finishes text for a page that is gone, and does not ask for it above the limit', async () => {
    seen.length = 0;
    const leaving = await open();
    const request = {
      method: 'POST',
      headers: { 'Yijian-Site': 'demo' },
      timeoutMs: 5_000,
      keepalive: true,
      url: url('late'),
      body: 'x'.repeat(50_000),
    } as const;
    await leaving.evaluate((request) => {
      const { platform } = globalThis as unknown as OnPage;
      void platform.http.send(request, { cancellation: { cancelled: false, onCancel: () => undefined } });
      location.assign('about:blank');
    }, request);
    await leaving.waitForURL('about:blank');
    await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(1);
    expect(await send({ ...request, body: '冻'.repeat(30_000) })).toMatchObject({ status: 201 });
  });

  it('sends the fields first and then exactly the part asked for, telling how far it is', async () => {
    await keep('p/f/big/o', 6_000_000);
    seen.length = 0;
    const id = count;
    const part = { ...file, key: 'p/f/big/o', offset: 3_900_000, length: 1_000_000 };
    expect(await send({ url: url('answers'), multipart: { fields: { sha256: 'abc', offset: '3900000' }, file: part } })).toMatchObject({
      status: 201,
    });
    const { body, headers } = seen[0] ?? {};
    expect(headers?.['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    const text = body?.toString('latin1') ?? '';
    const head = text.slice(0, text.indexOf('image/jpeg'));
    expect(head).toMatch(
      /name="sha256"\r\n\r\nabc\r\n[^]*name="offset"\r\n\r\n3900000\r\n[^]*name="file"; filename="a\.jpeg"\r\nContent-Type: $/,
    );
    const start = text.indexOf('\r\n\r\n', text.indexOf('image/jpeg')) + 4;
    const content = body?.subarray(start, start + part.length);
    expect(content?.findIndex((byte, n) => byte !== (((part.offset + n) * 7) & 255))).toBe(-1);
    expect(text.slice(start + part.length, start + part.length + 4)).toBe('\r\n--');
    const progress = await page.evaluate((id) => (globalThis as unknown as OnPage).progress[id], id);
    expect(progress).toEqual([...(progress ?? [])].sort((a, b) => a - b));
    expect(progress?.at(-1)).toBe(part.length);
  });

  it('says so when the bytes of a file are gone or too few', async () => {
    await keep(file.key, 1_000);
    expect(await send({ url: url('answers'), multipart: { fields: {}, file } })).toEqual({ status: 0, cause: 'unreadable' });
    expect(await send({ url: url('answers'), multipart: { fields: {}, file: { ...file, key: 'p/none' } } })).toEqual({
      status: 0,
      cause: 'unreadable',
    });
  });

  it('knows that it is offline', async () => {
    await context.setOffline(true);
    expect(await send({ url: url('answers'), body: '{}' })).toEqual({ status: 0, cause: 'offline' });
    expect(await page.evaluate(() => (globalThis as unknown as OnPage).platform.connectivity.isOnline())).toBe(false);
    await context.setOffline(false);
    expect(await send({ url: url('answers'), body: '{}' })).toMatchObject({ status: 201 });
  });
});
