import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createClient, type Entry } from '../core/index.js';
import { createClock, createMemoryPlatform } from '../memory/index.js';
import { createKyHttp } from '../web/ky-http.js';
import { createMswBackend } from './msw-backend.js';

const endpoint = 'https://shop.example/';
const { handlers, backend } = createMswBackend(endpoint);
const server = setupServer(...handlers);

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function open() {
  const client = createClient({ site: 'shop', endpoint }, createMemoryPlatform({ http: createKyHttp(createClock()) }));
  const received = new Promise<Entry>((resolve) => client.on('received', resolve));
  return { client, received };
}

test('a page without a server gets its receipt from msw, over the real text adapter', async () => {
  const { client, received } = open();
  const tapped = await client.tap({ rating: { overall: { scale: 'thumb', value: 1 } } });
  const entry = await received;
  expect(entry).toMatchObject({ id: tapped.id, state: 'received', ref: backend.rows.get(tapped.id)?.ref });
  client.dispose();
});

test('a response lost after the backend stored it ends in one row', async () => {
  const { client, received } = open();
  backend.script({ type: 'reset', after: true });
  const { id } = await client.tap({ rating: { overall: { scale: 'thumb', value: 1 } } });
  await received;
  expect(backend.requests.filter(({ body }) => body?.includes(id)).length).toBeGreaterThan(1);
  expect([...backend.rows.keys()].filter((row) => row === id)).toHaveLength(1);
  client.dispose();
});

test('a file that comes as multipart is kept only with its digest', async () => {
  const { client, received } = open();
  const { id } = await client.tap({ rating: { overall: { scale: 'thumb', value: 1 } } });
  await received;
  const send = (sha256: string) => {
    const form = new FormData();
    form.set('sha256', sha256);
    form.set('file', new File(['abc'], 'a.bin'));
    return fetch(`${endpoint}v1/feedback/${id}/attachments/01a0c450-6c00-7000-8000-000000000001`, { method: 'POST', body: form });
  };
  expect((await send('0'.repeat(64))).status).toBe(400);
  const answer = await send('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(answer.status).toBe(201);
  client.dispose();
});
