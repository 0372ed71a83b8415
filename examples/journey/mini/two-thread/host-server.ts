import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { extname, join } from 'node:path';
import type { BuiltApp } from './built-app.js';
import type { Device } from './device.js';
import { fromText, toText, type Call } from './messages.js';

/** Serves both threads to the browser, on loopback. */
export interface HostServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface HostServerOptions {
  readonly app: BuiltApp;
  /** Page that the app starts with, with its query. */
  readonly start: string;
  /** The run that is on. */
  readonly device: () => Device;
}

interface Answer {
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

const script = 'text/javascript; charset=utf-8';
const types: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
};
/** As strict as WeChat: a text never becomes code. */
const policy = { 'content-security-policy': "default-src 'self'; script-src 'self'" };

export async function openHostServer({ app, start, device }: HostServerOptions): Promise<HostServer> {
  const { logic, view } = await bundles();
  const ours = (name: string): Promise<string> => readFile(join(import.meta.dirname, name), 'utf8');

  async function answer(request: IncomingMessage): Promise<Answer | undefined> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://host');
    const { files, system, callNow } = device();
    switch (pathname) {
      case '/':
        return { type: 'text/html; charset=utf-8', body: await ours('host-page.html') };
      case '/host-page.css':
        return { type: 'text/css', body: await ours('host-page.css') };
      case '/logic.js':
        return { type: script, body: logic, headers: policy };
      case '/view.js':
        return { type: script, body: view };
      case '/drawing.js': {
        const { templates, outline, drawn, tags, handlers, css } = app;
        const drawing = JSON.stringify({ outline, drawn, tags, handlers, css, start: start || outline.pages[0], system });
        return { type: script, body: `window.drawing = ${drawing};\nwindow.templates = ${templates};` };
      }
      case '/call':
        return { type: 'application/json', body: toText(callNow(fromText<Call>((await bodyOf(request)).toString()))) };
      case '/temporary':
        return { type: 'text/plain', body: files.take(await bodyOf(request), extname(searchParams.get('name') ?? '')) };
      case '/file': {
        const path = searchParams.get('path') ?? '';
        const bytes = files.temporary.get(path) ?? files.saved.get(path);
        return bytes && { type: types[extname(path)] ?? 'application/octet-stream', body: bytes };
      }
      default:
        return pathname.startsWith('/app/') ? part(decodeURIComponent(pathname.slice('/app/'.length))) : undefined;
    }
  }

  /** A file of the app; its scripts become modules, as WeChat makes them. */
  async function part(name: string): Promise<Answer | undefined> {
    const known = app.outline.packages.some(({ scripts }) => scripts.includes(name));
    if (!known) {
      const type = types[extname(name)];
      return type === undefined ? undefined : { type, body: await readFile(join(app.folder, name)) };
    }
    const path = JSON.stringify(name.replace(/\.js$/, ''));
    const source = await readFile(join(app.folder, name), 'utf8');
    return { type: script, body: `define(${path}, function (require, module, exports) {${source}\n});` };
  }

  const server = createServer((request, response) => {
    answer(request).then(
      (found) => {
        if (!found) return void response.writeHead(404).end();
        response.writeHead(200, { 'content-type': found.type, 'cache-control': 'no-store', ...found.headers }).end(found.body);
      },
      (error: unknown) => void response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

let bundled: Promise<{ logic: string; view: string }> | undefined;

/** Once a process; there is one per test worker. */
function bundles(): Promise<{ logic: string; view: string }> {
  const bundle = async (name: string): Promise<string> => {
    const { outputFiles } = await build({
      entryPoints: [join(import.meta.dirname, name)],
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2022',
      define: { 'process.env.NODE_ENV': '"production"' },
    });
    return outputFiles[0]?.text ?? '';
  };
  bundled ??= (async () => ({ logic: await bundle('logic-thread.ts'), view: await bundle('view-thread.ts') }))();
  return bundled;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
