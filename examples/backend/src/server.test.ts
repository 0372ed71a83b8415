import { connect } from 'node:net';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen, type RunningServer } from './server.js';

let server: RunningServer;
beforeAll(async () => {
  const app = new Hono();
  app.post('/', async (context) => context.text(await context.req.text()));
  // Who sent half of it is gone; nobody reads what the app answers.
  app.onError((_cause, context) => context.body(null, 408));
  server = await listen(app);
});
afterAll(() => server.close());

/** What comes back for bytes after which nothing more is sent. */
function answerTo(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
    socket.end(bytes);
  });
}

const post = (rest: string): string => `POST / HTTP/1.1\r\nhost: shop\r\n${rest}`;

test('a body that ends early, or breaks off between two chunks, is asked for again', async () => {
  for (const body of [
    'content-length: 100\r\n\r\n{"v":1',
    'transfer-encoding: chunked\r\n\r\n3\r\nabc\r\nx',
    'transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n',
  ]) {
    const answer = await answerTo(post(body));
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(answer).toContain('content-type: application/problem+json\r\n');
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      type: 'https://yijian.dev/problems/incomplete-body',
      status: 408,
    });
  }
});

test('what is no HTTP, or too much of it, is told so', async () => {
  expect(await answerTo('GARBAGE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[^]*invalid-request/);
  expect(await answerTo(post(`a: ${'x'.repeat(40_000)}\r\n\r\n`))).toMatch(/^HTTP\/1\.1 431 Request Header[^]*too-large-headers/);
});

test('a whole request on the same server is answered', async () => {
  expect(await (await fetch(server.url, { method: 'POST', body: 'whole' })).text()).toBe('whole');
});
