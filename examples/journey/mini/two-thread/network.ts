import { randomUUID } from 'node:crypto';
import { request as http, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as https } from 'node:https';
import { posix } from 'node:path';
import type { Call, DeviceNews, Outcome } from './messages.js';

type Args = Call['args'];

/** The device's connections: no origin, no cookies, no CORS. */
export interface Network {
  readonly online: boolean;
  setOnline(online: boolean): void;
  request(call: Call): Promise<Outcome>;
  upload(call: Call, bytes: Uint8Array<ArrayBuffer>): Promise<Outcome>;
  abort(id: number): void;
  /** Ends what is on its way. */
  breakOff(reason: string): void;
}

export interface NetworkOptions {
  /** Takes the place of whatever server the app was built for. */
  readonly endpoint: string;
  readonly tell: (news: DeviceNews) => void;
}

interface Exchange {
  readonly id: number;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Buffer;
  readonly timeout: number;
  readonly follows: boolean;
  readonly tellsProgress: boolean;
}

const methods = /^(OPTIONS|GET|HEAD|POST|PUT|DELETE|TRACE|CONNECT)$/;
const agent = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile MicroMessenger/8.0.50 MiniProgramEnv/android';
const referer = 'https://servicewechat.com/wx0123456789abcdef/1/page-frame.html';
const types: Readonly<Record<string, string>> = { '.jpg': 'image/jpeg', '.png': 'image/png', '.webp': 'image/webp', '.mp4': 'video/mp4' };

export function createNetwork({ endpoint, tell }: NetworkOptions): Network {
  const flying = new Map<number, (reason: string) => void>();
  let online = true;

  /** Resolves with the answer and its bytes. */
  function exchange(asked: Exchange, redirects = 0): Promise<{ answer: IncomingMessage; body: Buffer } | { reason: string }> {
    return new Promise((resolve) => {
      const ends: { timer?: NodeJS.Timeout; sent?: ClientRequest } = {};
      const end = (outcome: { answer: IncomingMessage; body: Buffer } | { reason: string }): void => {
        if (!flying.delete(asked.id)) return;
        clearTimeout(ends.timer);
        if ('reason' in outcome) ends.sent?.destroy();
        resolve(outcome);
      };
      flying.set(asked.id, (reason) => end({ reason }));
      if (!online) return end({ reason: 'net::ERR_INTERNET_DISCONNECTED' });
      ends.timer = setTimeout(() => end({ reason: 'timeout' }), asked.timeout);
      const there = new URL(asked.url, endpoint);
      const address = new URL(there.pathname + there.search, endpoint);
      const headers = { 'user-agent': agent, referer, ...asked.headers, 'content-length': asked.body.length };
      const sent = (address.protocol === 'https:' ? https : http)(address, { method: asked.method, headers, agent: false });
      ends.sent = sent;
      sent.on('error', (error: NodeJS.ErrnoException) =>
        end({ reason: `net::ERR_${(error.code ?? 'FAILED').replace('ECONN', 'CONNECTION_')}` }),
      );
      sent.on('response', (answer) => {
        tell({ type: 'task', id: asked.id, event: 'headers', detail: { statusCode: answer.statusCode, header: headersOf(answer) } });
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', () => end({ reason: 'net::ERR_CONNECTION_RESET' }));
        answer.on('end', () => {
          const { location } = answer.headers;
          const isRedirect = [301, 302, 303, 307, 308].includes(answer.statusCode ?? 0) && location;
          if (!isRedirect) return end({ answer, body: Buffer.concat(parts) });
          if (!asked.follows || redirects >= 5) return end({ reason: asked.follows ? 'too many redirects' : 'redirected' });
          clearTimeout(ends.timer);
          const keeps = answer.statusCode === 307 || answer.statusCode === 308;
          const next = { ...asked, url: new URL(location, there).href, ...(keeps ? {} : { method: 'GET', body: Buffer.alloc(0) }) };
          resolve(exchange(next, redirects + 1));
        });
      });
      void write(sent, asked).catch((error: Error) => end({ reason: error.message }));
    });
  }

  /** In pieces, as far as the connection takes them: that is what progress counts. */
  async function write(sent: ClientRequest, { id, body, tellsProgress }: Exchange): Promise<void> {
    for (let at = 0; at < body.length; at += 65_536) {
      const piece = body.subarray(at, at + 65_536);
      if (!sent.write(piece)) await new Promise((resolve) => sent.once('drain', resolve).once('close', resolve));
      if (sent.destroyed) return;
      const totalBytesSent = at + piece.length;
      const progress = Math.floor((totalBytesSent / body.length) * 100);
      if (tellsProgress)
        tell({ type: 'task', id, event: 'progress', detail: { progress, totalBytesSent, totalBytesExpectedToSend: body.length } });
    }
    sent.end();
  }

  const headersIn = (args: Args): Record<string, string> =>
    Object.fromEntries(
      Object.entries((args['header'] ?? {}) as Record<string, unknown>)
        .map(([name, value]): [string, string] => [name.toLowerCase(), String(value)])
        .filter(([name]) => name !== 'referer' && name !== 'content-length'),
    );
  const timeoutIn = (args: Args): number => (typeof args['timeout'] === 'number' ? args['timeout'] : 60_000);

  return {
    get online() {
      return online;
    },
    setOnline(now) {
      if (now === online) return;
      online = now;
      if (!online) for (const end of flying.values()) end('net::ERR_INTERNET_DISCONNECTED');
      tell({ type: 'network', isConnected: online, networkType: online ? 'wifi' : 'none' });
    },
    async request({ id, args }) {
      const method = String(args['method'] ?? 'GET').toUpperCase();
      if (!methods.test(method)) return { fault: { reason: 'method is invalid' } };
      const headers = { 'content-type': 'application/json', ...headersIn(args) };
      const { url, body } = withData(String(args['url']), method, args['data'], headers['content-type']);
      const follows = args['redirect'] !== 'manual';
      const done = await exchange({ id, url, method, headers, body, timeout: timeoutIn(args), follows, tellsProgress: false });
      if ('reason' in done) return { fault: { reason: done.reason } };
      const { statusCode } = done.answer;
      return { result: { statusCode, header: headersOf(done.answer), cookies: [], data: dataOf(done.body, args) } };
    },
    async upload({ id, args }, bytes) {
      const boundary = `----WeChat${randomUUID()}`;
      const headers = { ...headersIn(args), 'content-type': `multipart/form-data; boundary=${boundary}` };
      const timeout = timeoutIn(args);
      const done = await exchange({
        ...{ id, url: String(args['url']), method: 'POST', headers, body: multipart(boundary, args, bytes), timeout },
        ...{ follows: false, tellsProgress: true },
      });
      if ('reason' in done) return { fault: { reason: done.reason } };
      return { result: { statusCode: done.answer.statusCode, data: done.body.toString() } };
    },
    abort: (id) => flying.get(id)?.('abort'),
    breakOff: (reason) => {
      for (const end of flying.values()) end(reason);
    },
  };
}

/** Objects go into the address of a GET, and into the body of what has one. */
function withData(url: string, method: string, data: unknown, type: string): { url: string; body: Buffer } {
  if (data === undefined || data === null) return { url, body: Buffer.alloc(0) };
  if (data instanceof ArrayBuffer) return { url, body: Buffer.from(data) };
  if (typeof data === 'string') return { url, body: Buffer.from(data) };
  const query = new URLSearchParams(Object.entries(data).map(([name, value]) => [name, String(value)])).toString();
  if (method === 'GET') return { url: `${url}${url.includes('?') ? '&' : '?'}${query}`, body: Buffer.alloc(0) };
  return { url, body: Buffer.from(type.includes('x-www-form-urlencoded') ? query : JSON.stringify(data)) };
}

function dataOf(body: Buffer, { responseType, dataType = 'json' }: Args): unknown {
  if (responseType === 'arraybuffer') return new Uint8Array(body).buffer;
  const text = body.toString();
  if (dataType !== 'json') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // What is no JSON stays text.
  }
}

function headersOf({ rawHeaders }: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = 0; at < rawHeaders.length; at += 2) headers[rawHeaders[at] ?? ''] = rawHeaders[at + 1] ?? '';
  return headers;
}

function multipart(boundary: string, { name, filePath, formData }: Args, bytes: Uint8Array): Buffer {
  const fields = Object.entries((formData ?? {}) as Record<string, unknown>).map(
    ([field, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${String(value)}\r\n`,
  );
  const path = String(filePath);
  const type = types[posix.extname(path)] ?? 'application/octet-stream';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${String(name)}"; filename="${posix.basename(path)}"\r\ncontent-type: ${type}\r\n\r\n`;
  return Buffer.concat([Buffer.from(fields.join('') + head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}
