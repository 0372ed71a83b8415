import { describe, expect, test } from 'vitest';
import { createDevice, thumb } from './device.fixture.js';
import { createTransport } from './http-transport.js';
import type { HttpAnswer, HttpRequest } from './ports.js';
import { createFakeClock } from '../testing/index.js';

const id = '01900000-0000-7000-8000-000000000001';
const cancellation = { cancelled: false, onCancel: () => undefined };
const receipt = { id, ref: 'A1', receivedAt: '2026-11-22T10:00:00Z' };

function createBench(answers: readonly HttpAnswer[], token: string | null = 'customer-token') {
  const clock = createFakeClock();
  const sent: HttpRequest[] = [];
  const told: number[] = [];
  const queue = [...answers];
  const transport = createTransport({
    endpoint: 'https://shop.example/feedback//',
    site: 'shop',
    locale: 'en',
    clock,
    token: () => token,
    onServerTime: (now) => told.push(now),
    http: {
      async send(request) {
        sent.push(request);
        await clock.advance(40);
        return queue.shift() ?? { status: 0, cause: 'network' };
      },
    },
  });
  const message = (text: string) => ({ kind: 'submission' as const, id, text, accepted: false, names: [] });
  return { clock, sent, told, transport, message };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers,
  text: JSON.stringify(body),
});

describe('a submission', () => {
  test('travels as the protocol says', async () => {
    const { sent, transport, message } = createBench([json(201, receipt), json(201, receipt)]);
    await transport.submit(message('{"v":1}'), true, { cancellation });
    await transport.submit(message('{"v":1}'), false, { cancellation });
    expect(sent[0]).toMatchObject({
      method: 'POST',
      url: 'https://shop.example/feedback/v1/feedback',
      body: '{"v":1}',
      timeoutMs: 20_000,
      headers: {
        'Yijian-Site': 'shop',
        'Idempotency-Key': id,
        'Yijian-Sent-At': '2026-11-22T18:00:00+08:00',
        'Accept-Language': 'en',
        'Content-Type': 'application/json',
        Authorization: 'Bearer customer-token',
      },
    });
    expect(sent[0]?.headers).not.toHaveProperty('Yijian-Rtt');
    expect(sent[1]?.headers).not.toHaveProperty('Authorization');
    expect(sent[1]?.headers['Yijian-Rtt']).toBe('40');
  });

  test('outlives its page only while it fits into what browsers allow', async () => {
    const { sent, transport, message } = createBench([]);
    for (const length of [100, 30_000]) await transport.submit(message('x'.repeat(length)), false, { cancellation, keepalive: true });
    expect(sent.map(({ keepalive }) => keepalive)).toEqual([true, undefined]);
  });

  test('tells the server’s time from its receipt, else from the date of any answer, never from a device', async () => {
    const { told, transport, message } = createBench([
      json(500, {}, { date: 'Sun, 22 Nov 2026 09:00:00 GMT' }),
      json(200, { ...receipt, receivedAt: '2026-11-20T10:00:00Z' }, { date: 'nonsense' }),
      json(201, receipt),
      { status: 0, cause: 'network' },
    ]);
    for (let attempt = 0; attempt < 4; attempt++) await transport.submit(message('{}'), false, { cancellation });
    expect(told).toEqual([Date.UTC(2026, 10, 22, 9), Date.UTC(2026, 10, 22, 10)]);
  });

  test('is accepted with fields that this version does not know', async () => {
    const { transport, message } = createBench([
      json(201, { ...receipt, novelty: { deep: true }, clocks: { respondBy: null, another: 1 } }),
    ]);
    expect(await transport.submit(message('{}'), false, { cancellation })).toMatchObject({ is: 'accepted', answer: { ref: 'A1' } });
  });

  test('is not accepted by half a receipt', async () => {
    const { transport, message } = createBench([json(201, { id }), json(201, { ...receipt, need: 'x' })]);
    for (let attempt = 0; attempt < 2; attempt++)
      expect(await transport.submit(message('{}'), false, { cancellation })).toMatchObject({
        is: 'retry',
        fault: { code: 'not-accepted' },
      });
  });
});

describe('a file', () => {
  const file = {
    id,
    kind: 'photo' as const,
    state: 'ready' as const,
    durable: true,
    size: 2_500,
    offset: 0,
    rung: 0,
    tries: 0,
    mime: 'image/jpeg',
    digest: 'd',
  };

  test('that fits goes whole, with its digest and without an offset', async () => {
    const { sent, transport } = createBench([json(201, { id, sha256: 'd' })]);
    const verdict = await transport.upload(id, file, 'key', 5_000, 'status', { cancellation });
    expect(verdict).toEqual({ is: 'accepted', answer: { offset: 2_500 } });
    expect(sent[0]).toMatchObject({
      url: `https://shop.example/feedback/v1/feedback/${id}/attachments/${id}`,
      timeoutMs: 60_000,
      headers: { Authorization: 'Bearer status' },
      multipart: { fields: { sha256: 'd' }, file: { key: 'key', mime: 'image/jpeg', name: `${id}.jpeg`, offset: 0, length: 2_500 } },
    });
    expect(sent[0]?.headers).not.toHaveProperty('Content-Type');
  });

  test('that does not goes in parts that say where they belong', async () => {
    const { sent, transport } = createBench([json(200, { id, offset: 2_000 }), json(201, { id, sha256: 'd' })]);
    expect(await transport.upload(id, { ...file, offset: 1_000 }, 'key', 1_000, null, { cancellation })).toMatchObject({
      answer: { offset: 2_000 },
    });
    await transport.upload(id, { ...file, offset: 2_000 }, 'key', 1_000, null, { cancellation });
    expect(sent.map(({ multipart }) => [multipart?.fields, multipart?.file.offset, multipart?.file.length])).toEqual([
      [{ sha256: 'd', offset: '1000', total: '2500' }, 1_000, 1_000],
      [{ sha256: 'd', offset: '2000', total: '2500' }, 2_000, 500],
    ]);
  });

  test.each([
    ['another id', { id: 'other', sha256: 'd' }],
    ['another digest', { id, sha256: 'e' }],
    ['no digest', { id }],
    ['an offset beyond the end', { id, offset: 2_501 }],
    ['an offset before the beginning', { id, offset: -1 }],
    ['all bytes but no digest', { id, offset: 2_500 }],
  ])('is not taken for arrived by an answer with %s', async (_, body) => {
    const { transport } = createBench([json(200, body)]);
    expect(await transport.upload(id, file, 'key', 5_000, null, { cancellation })).toMatchObject({ is: 'retry' });
  });
});

describe('the policy', () => {
  test('is loaded once, kept, and asked for again only with its tag', async () => {
    const device = createDevice();
    device.backend.policy = { body: { policy: 'shop@1', tel: '400', media: { maxPhotos: 3 } }, etag: '"a"' };
    const page = device.open();
    expect(await page.client.policy()).toMatchObject({ policy: 'shop@1', tel: '400' });
    await page.client.policy();
    expect(device.requests('/v1/policy')).toHaveLength(1);
    page.kill();
    expect(await device.open().client.policy()).toMatchObject({ policy: 'shop@1' });
    expect(device.requests('/v1/policy')[1]?.headers['If-None-Match']).toBe('"a"');
  });

  test('is the last good one while the backend is away, and none if there never was one', async () => {
    const device = createDevice();
    device.backend.policy = { body: { policy: 'shop@1' }, etag: '"a"' };
    expect(
      await createDevice()
        .open({}, { http: { send: async () => ({ status: 0, cause: 'network' }) } })
        .client.policy(),
    ).toBeNull();
    const page = device.open();
    await page.client.policy();
    page.kill();
    device.online = false;
    expect(await device.open().client.policy()).toEqual({ policy: 'shop@1' });
  });

  test('of the host stands above that of the backend, at every visit', async () => {
    const device = createDevice();
    device.backend.policy = { body: { policy: 'shop@1', tel: '400', help: 'https://shop.example/help' }, etag: '"a"' };
    for (let visit = 0; visit < 3; visit++) {
      const page = device.open({ policy: { policy: 'host@1', tel: '800' } });
      expect(await page.client.policy()).toEqual({ policy: 'host@1', tel: '800', help: 'https://shop.example/help' });
      page.kill();
    }
  });

  test('is not replaced by what is none', async () => {
    const device = createDevice();
    device.backend.policy = { body: { tel: 7 }, etag: '"a"' };
    expect(await device.open({ policy: { policy: 'host@1' } }).client.policy()).toEqual({ policy: 'host@1' });
  });
});

describe('tickets', () => {
  test('of all feedback are asked for in one request, told when they changed, and kept for times without a network', async () => {
    const device = createDevice();
    const page = device.open();
    const told: string[] = [];
    page.client.on('ticket', (ticket) => told.push(ticket.id));
    const { id: first } = await page.client.tap({ rating: thumb(1) });
    const { id: second } = await page.client.tap({ rating: thumb(1) });
    await device.until(() => device.backend.rows.size === 2);
    await device.clock.settle();
    expect((await page.client.tickets.list()).map((ticket) => ticket.id).sort()).toEqual([first, second].sort());
    expect(await page.client.tickets.get(first)).toMatchObject({ stage: 'received', ref: 'A1001' });
    expect(device.requests('/v1/tickets')).toHaveLength(2);
    expect(told).toHaveLength(2);
    device.online = false;
    expect(await page.client.tickets.list()).toHaveLength(2);
    expect(await page.client.tickets.get(page.platform.newId())).toBeUndefined();
  });

  test('are not asked for while nothing has arrived', async () => {
    const device = createDevice();
    expect(await device.open().client.tickets.list()).toEqual([]);
    expect(device.requests('')).toEqual([]);
  });
});
