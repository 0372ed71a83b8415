import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import { delay, forward, ours, readBody, send } from './chaos/exchange.mjs';

/**
 * What can go wrong with one exchange. `after: true`: the backend does its work first, only the answer suffers.
 *
 * - `refuse`  the connection ends before the request is read
 * - `reset`   the connection is reset: in the middle of the body, or with `after` instead of the answer
 * - `stall`   no answer at all, until the other side gives up; with `after` the backend has done its work
 * - `status`  an answer of ours: `{type:'status', status:503, retryAfter:'2'}`; 401, 404, 413, 429, 500 … the same way
 * - `slow`    the true answer, `ms` milliseconds late
 * - `cut`     the true answer ends after `bytes` bytes of its body (1 if absent)
 * - `captive` 200 and a sign-in page      - `redirect` 302 to a sign-in page      - `garbage` bytes that are no HTTP
 *
 * @typedef {{ type: 'refuse' | 'captive' | 'redirect' | 'garbage' }
 *   | { type: 'reset' | 'stall', after?: boolean }
 *   | { type: 'status', status: number, after?: boolean, retryAfter?: string, problem?: string }
 *   | { type: 'slow', ms: number }
 *   | { type: 'cut', bytes?: number }} Fault
 *
 * @typedef {'feedback' | 'event' | 'attachment' | 'ticket' | 'tickets' | 'policy' | 'other'} RequestKind
 *
 * @typedef {object} ProxiedRequest a request under /v1, as it is known when its head has arrived
 * @property {number} n ordinal among the requests under /v1, from 0
 * @property {number} attempt how often this very thing (kind, feedback, attachment or event) was asked for before, from 0
 * @property {RequestKind} kind
 * @property {string} method
 * @property {string} path with its query
 * @property {string | undefined} feedback id of the feedback, where the request names one
 * @property {string | undefined} attachment id of the attachment
 * @property {Readonly<Record<string, string>>} headers names in lower case
 * @property {number} at milliseconds since 1970
 *
 * @typedef {ProxiedRequest & {
 *   fault: Fault | undefined,
 *   bytes: number,
 *   reached: number | undefined,
 *   answered: number | undefined,
 * }} SeenRequest `bytes`: of the body that came; `reached`: status that the backend answered with, undefined if it was
 *   never asked; `answered`: status that the browser was sent, undefined if none
 *
 * @typedef {object} FaultProxy
 * @property {string} url origin without a slash at the end: open the pages here
 * @property {number} port
 * @property {SeenRequest[]} seen every request under /v1 so far, oldest first
 * @property {(next: NextFault) => void} follow decides the faults from now on; `heal()` is the same with none
 * @property {() => void} heal no more faults, and every stalled connection ends
 * @property {(down: boolean) => Promise<void>} setDown while down, connections are refused, pages included
 * @property {() => Promise<void>} close
 *
 * @typedef {import('./chaos/exchange.mjs').Answer} Answer
 *
 * @typedef {(request: ProxiedRequest) => Fault | undefined | Promise<Fault | undefined>} NextFault
 */

const signInPage = '<!doctype html><meta charset="utf-8"><title>Sign in</title><form method="post"><input name="password"></form>';
const signInPath = '/-/sign-in';

/**
 * Stands on 127.0.0.1 in front of a backend: transparent for pages and files, and for each request under /v1 it asks `next`
 * for a fault. Connections are closed after each answer, so that the browser seldom has an old one to repeat a request on by itself;
 * still, count rows at the backend, not requests, after a `reset` or `refuse`.
 *
 * @example
 * const proxy = await createFaultProxy({ target: 'http://127.0.0.1:4173', next: inOrder([{ type: 'reset', after: true }]) });
 * await page.goto(`${proxy.url}/order.html`);
 *
 * @param {{ target: string, next?: NextFault }} options `target`: origin of the backend; `next`: no faults if absent
 * @returns {Promise<FaultProxy>}
 */
export async function createFaultProxy({ target, next = () => undefined }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const backend = { origin: new URL(target), agent };
  /** @type {SeenRequest[]} */
  const seen = [];
  /** @type {Map<string, number>} */
  const attempts = new Map();
  /** @type {Set<import('node:http').IncomingMessage>} */
  const stalled = new Set();
  let decide = next;

  const server = createServer((incoming, answer) => {
    answer.shouldKeepAlive = false;
    serve(incoming, answer).catch(() => incoming.socket.destroy());
  });
  server.on('clientError', (_, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  /**
   * @param {import('node:http').IncomingMessage} incoming
   * @param {import('node:http').ServerResponse} answer
   */
  async function serve(incoming, answer) {
    const { pathname } = new URL(incoming.url ?? '/', 'http://proxy');
    if (pathname === signInPath) return void answer.writeHead(200, { 'content-type': 'text/html' }).end(signInPage);
    if (!pathname.startsWith('/v1/')) return send(answer, await forward(backend, incoming, await readBody(incoming)));
    const request = describe(incoming, pathname);
    const fault = await decide(request);
    /** @type {SeenRequest} */
    const entry = { ...request, fault, bytes: 0, reached: undefined, answered: undefined };
    seen.push(entry);
    await play(fault, entry, incoming, answer);
  }

  /**
   * @param {Fault | undefined} fault
   * @param {SeenRequest} entry
   * @param {import('node:http').IncomingMessage} incoming
   * @param {import('node:http').ServerResponse} answer
   */
  async function play(fault, entry, incoming, answer) {
    if (fault?.type === 'refuse') return void incoming.socket.destroy();
    if (fault?.type === 'reset' && !fault.after) {
      entry.bytes = (await readBody(incoming, 0.5)).byteLength;
      return void incoming.socket.resetAndDestroy();
    }
    const body = await readBody(incoming);
    entry.bytes = body.byteLength;
    if (fault?.type === 'slow') await delay(fault.ms, incoming.socket);
    const works = !fault || fault.type === 'slow' || fault.type === 'cut' || ('after' in fault && fault.after === true);
    const truth = works ? await forward(backend, incoming, body) : undefined;
    entry.reached = truth?.status;
    const told = tell(fault, truth, incoming);
    // Written before the answer leaves: who has read the answer finds it in `seen`.
    if (told) entry.answered = told.status;
    if (told) send(answer, told, fault?.type === 'cut' ? (fault.bytes ?? 1) : undefined);
  }

  /**
   * The answer that a fault makes of the true one; undefined where there is none and the connection was seen to.
   * @param {Fault | undefined} fault
   * @param {Answer | undefined} truth
   * @param {import('node:http').IncomingMessage} incoming
   * @returns {Answer | undefined}
   */
  function tell(fault, truth, incoming) {
    switch (fault?.type) {
      case 'reset':
        incoming.socket.resetAndDestroy();
        return undefined;
      case 'garbage':
        incoming.socket.end('\u0016\u0003\u0001 this is not HTTP\r\n\r\n');
        return undefined;
      case 'stall':
        stalled.add(incoming);
        incoming.socket.once('close', () => stalled.delete(incoming));
        return undefined;
      case 'captive':
        return ours(200, { 'content-type': 'text/html; charset=utf-8' }, signInPage);
      case 'redirect':
        return ours(302, { location: signInPath }, '');
      case 'status': {
        const { status, retryAfter, problem = 'scripted' } = fault;
        return ours(
          status,
          { 'content-type': 'application/problem+json', ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }) },
          JSON.stringify({ type: `https://yijian.dev/problems/${problem}`, title: 'A fault of the test', status }),
        );
      }
      default:
        return truth;
    }
  }

  /**
   * @param {import('node:http').IncomingMessage} incoming
   * @param {string} pathname
   * @returns {ProxiedRequest}
   */
  function describe({ method = 'GET', url = '/', headers }, pathname) {
    const [, , first = '', second, third, attachment] = pathname.split('/');
    const kind = kindOf(method, first, second, third);
    const key = headers['idempotency-key'];
    const idempotencyKey = typeof key === 'string' ? key : undefined;
    const feedback = first === 'feedback' ? (second ?? idempotencyKey) : undefined;
    const thing = [method, kind, feedback, attachment, kind === 'event' ? idempotencyKey : ''].join(' ');
    const attempt = attempts.get(thing) ?? 0;
    attempts.set(thing, attempt + 1);
    const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    return { n: seen.length, attempt, kind, method, path: url, feedback, attachment, headers: plain, at: Date.now() };
  }

  const dropStalled = () => {
    for (const incoming of stalled) incoming.socket.destroy();
  };

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    seen,
    follow(following) {
      decide = following;
    },
    heal() {
      decide = () => undefined;
      dropStalled();
    },
    async setDown(down) {
      if (down === !server.listening) return;
      if (down) {
        const closed = once(server, 'close');
        server.close();
        server.closeAllConnections();
        await closed;
      } else {
        server.listen(port, '127.0.0.1');
        await once(server, 'listening');
      }
    },
    async close() {
      agent.destroy();
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * Plays these faults one after the other (undefined: none) on the requests that fit, then no more.
 * @param {readonly (Fault | undefined)[]} faults
 * @param {RequestKind} [kind] only requests of this kind use one up; any kind if absent
 * @returns {NextFault}
 */
export function inOrder(faults, kind) {
  const left = [...faults];
  return (request) => (kind === undefined || request.kind === kind ? left.shift() : undefined);
}

/**
 * @param {string} method
 * @param {string} first
 * @param {string | undefined} second
 * @param {string | undefined} third
 * @returns {RequestKind}
 */
function kindOf(method, first, second, third) {
  if (first === 'policy' || first === 'tickets') return first;
  if (first !== 'feedback') return 'other';
  if (third === 'events') return 'event';
  if (third === 'attachments') return 'attachment';
  return method === 'GET' && second ? 'ticket' : 'feedback';
}
