import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Database } from '../src/index.js';
import {
  createWorld,
  demoSite,
  listed,
  newId,
  only,
  picture,
  post,
  problem,
  read,
  sha256,
  shopOrigin,
  submissionBody,
  submit,
  upload,
  type World,
} from './world.js';

/** What every route promises: who may call, how a refusal looks, what is too much. */
export function wirePromises(world: () => World, db: () => Database): void {
  describe('another origin', () => {
    const preflight = (origin: string) =>
      world().call('/v1/feedback', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type,yijian-site' },
      });

    test('of the site may call, without credentials', async () => {
      const { status, headers } = await preflight(shopOrigin);
      expect(status).toBe(204);
      expect(headers.get('access-control-allow-origin')).toBe(shopOrigin);
      expect(headers.get('access-control-allow-methods')).toBe('GET, POST');
      expect(headers.get('access-control-max-age')).toBe('7200');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      for (const name of [
        'content-type',
        'yijian-site',
        'idempotency-key',
        'yijian-sent-at',
        'yijian-rtt',
        'accept-language',
        'authorization',
        'if-none-match',
      ]) {
        expect(headers.get('access-control-allow-headers')?.toLowerCase()).toContain(name);
      }
      const answer = await post(world(), '/v1/feedback', submissionBody(), { origin: shopOrigin });
      expect(answer.headers.get('access-control-allow-origin')).toBe(shopOrigin);
      expect(answer.headers.get('access-control-expose-headers')).toBe('ETag, Retry-After, Date');
      expect(answer.headers.get('vary')).toContain('Origin');
    });

    test.each(['https://shop.example.evil.example', 'http://shop.example', 'https://shop.example:8443', 'null'])(
      '%s may not',
      async (origin) => {
        expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
        const answer = await post(world(), '/v1/feedback', submissionBody(), { origin });
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      },
    );

    test('of another site may not either, once the request names its site', async () => {
      const origin = 'https://other.example';
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBe(origin);
      const answer = await post(world(), '/v1/feedback', submissionBody(), { origin });
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    });

    test('can read a refusal', async () => {
      const answer = await post(world(), '/v1/feedback', '{', { origin: shopOrigin, 'yijian-site': 'nobody' });
      expect(answer.headers.get('access-control-allow-origin')).toBe(shopOrigin);
      expect(await problem(answer, 403)).toBe('unknown-site');
    });
  });

  describe('a request', () => {
    test.each([['toString'], ['__proto__'], [''], ['Demo-Shop']])('for the site %j is told that there is none', async (site) => {
      expect(await problem(post(world(), '/v1/feedback', submissionBody(), { 'yijian-site': site }), 403)).toBe('unknown-site');
      expect(await problem(world().call(`/v1/policy?site=${encodeURIComponent(site)}`), 403)).toBe('unknown-site');
    });

    test('whose key is not the id of its body is refused, and a quoted key is fine', async () => {
      const body = submissionBody();
      expect(await problem(post(world(), '/v1/feedback', body, { 'idempotency-key': newId() }), 400)).toBe('key-mismatch');
      await read(post(world(), '/v1/feedback', body, { 'idempotency-key': `"${body.id}"` }), 201);
      await read(post(world(), '/v1/feedback', body, { 'idempotency-key': body.id }), 200);
    });

    test('for a path that is not there is a problem and not a page', async () => {
      for (const path of ['/v1/nothing', '/v1/feedback/x/y/z', '/nothing'])
        expect(await problem(world().call(path), 404)).toBe('not-found');
      expect(await problem(world().call('/v1/feedback', { method: 'DELETE' }), 404)).toBe('not-found');
    });
  });

  describe('the policy', () => {
    test('is told with an ETag, and 304 while it is the same', async () => {
      const first = await world().call(`/v1/policy?site=${demoSite}`);
      const etag = first.headers.get('etag') ?? '';
      expect(await first.json()).toMatchObject({ policy: 'base@1', tel: '400-820-7788', media: { maxPhotos: 9 } });
      for (const header of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
        expect((await world().call(`/v1/policy?site=${demoSite}`, { headers: { 'if-none-match': header } })).status).toBe(304);
      }
      expect((await world().call(`/v1/policy?site=${demoSite}`, { headers: { 'if-none-match': '"x"' } })).status).toBe(200);
    });
  });

  test('the policy of the site in the header is told, and to its pages alone, whatever the address says', async () => {
    const headers = { 'yijian-site': 'other-shop', origin: 'https://other.example' };
    const answer = await world().call(`/v1/policy?site=${demoSite}`, { headers });
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://other.example');
    expect(await answer.json()).not.toHaveProperty('tel');
  });

  test('health answers for monitors', async () => {
    expect(await read(world().call('/v1/health'))).toEqual({ status: 'ok', version: '0.1.0' });
  });

  describe('too much', () => {
    const strict = () => createWorld(db(), { config: { limits: { visitor: { mark: 2, stop: 4 } } } });

    test('marks, then waits, and never stops food safety', async () => {
      const busy = await strict();
      for (let count = 0; count < 4; count++) await submit(busy);
      const stopped = await post(busy, '/v1/feedback', submissionBody());
      // The clock stands at a whole minute.
      expect(stopped.headers.get('retry-after')).toBe('60');
      expect(await problem(stopped, 429)).toBe('too-many-requests');
      await submit(busy, { reasons: [{ code: 'safety.allergy' }] });
      busy.clock.now += 60_000;
      await submit(busy);
      expect((await listed(busy)).map(({ flags }) => flags).sort()).toEqual([
        [],
        [],
        [],
        ['visitor-rate'],
        ['visitor-rate'],
        ['visitor-rate'],
      ]);
      await busy.end();
    });

    test('of one visitor is not held against another', async () => {
      const busy = await createWorld(db(), { config: { limits: { visitor: { mark: 1, stop: 1 } }, trustProxy: true } });
      const from = (address: string) => post(busy, '/v1/feedback', submissionBody(), { 'x-forwarded-for': `10.0.0.9, ${address}` });
      await read(from('192.0.2.1'), 201);
      await read(from('192.0.2.2'), 201);
      expect(await problem(from('192.0.2.1'), 429)).toBe('too-many-requests');
      await busy.end();
    });

    test('of photos waits, but not for a feedback about food safety', async () => {
      const busy = await strict();
      const plain = await submit(busy);
      const urgent = await submit(busy, { safetyConfirmed: true });
      for (let count = 0; count < 4; count++) await read(upload(busy, plain.id, newId(), picture()));
      expect(await problem(upload(busy, plain.id, newId(), picture()), 429)).toBe('too-many-requests');
      await read(upload(busy, urgent.id, newId(), picture()));
      await busy.end();
    });

    test('uploads that would fill the memory are asked for again, and the others arrive', async () => {
      const small = await createWorld(db(), { config: { limits: { uploadBytes: 16_000 } } });
      const [slow, late] = [newId(), newId()];
      const { id } = await submit(small, { attachments: [slow, late].map((photo) => ({ id: photo, kind: 'photo' })) });
      const form = new FormData();
      form.set('sha256', sha256(picture(9000)));
      form.set('file', new Blob([new Uint8Array(picture(9000))]), 'photo.jpg');
      const whole = new Response(form);
      const type = whole.headers.get('content-type') ?? '';
      const bytes = new Uint8Array(await whole.arrayBuffer());
      let [isAtWork, goOn] = [(): void => undefined, (): void => undefined];
      const atWork = new Promise<void>((resolve) => (isAtWork = resolve));
      const rest = new Promise<void>((resolve) => (goOn = resolve));
      let chunks = 0;
      const body = new ReadableStream<Uint8Array>(
        {
          async pull(stream) {
            if (chunks++ === 0) return stream.enqueue(bytes.subarray(0, 8000));
            // Asked for more: the part before is held in memory.
            isAtWork();
            await rest;
            stream.enqueue(bytes.subarray(8000));
            stream.close();
          },
        },
        { highWaterMark: 0 },
      );
      const headers = { 'yijian-site': demoSite, 'content-type': type };
      const first = small.call(`/v1/feedback/${id}/attachments/${slow}`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
      await atWork;
      const second = await upload(small, id, late, picture(9000));
      expect(second.headers.get('retry-after')).toBe('5');
      expect(await problem(second, 503)).toBe('unavailable');
      goOn();
      expect(await read(first)).toMatchObject({ id: slow });
      expect(await read(upload(small, id, late, picture(9000)))).toMatchObject({ id: late });
      expect((await only(small)).need).toEqual([]);
      await small.end();
    });

    test('events beyond what one feedback may fill are refused, but for what is urgent or takes something back', async () => {
      const small = await createWorld(db(), { config: { limits: { eventBytes: 3000 } } });
      const { id } = await submit(small);
      const at = '2026-11-22T10:05:00Z';
      const send = (event: Record<string, unknown>) => post(small, `/v1/feedback/${id}/events`, { id: newId(), at, ...event });
      const kept = { id: newId(), type: 'message-added', text: 'x'.repeat(2500) };
      await read(send(kept));
      expect(await problem(send({ type: 'message-added', text: 'x'.repeat(500) }), 413)).toBe('too-large');
      // What is here already is not refused when it comes again.
      expect(await read(send(kept))).toMatchObject({ id: kept.id });
      await read(send({ type: 'details-added', details: { reasons: [{ code: 'safety.foreign_matter' }], text: 'y'.repeat(500) } }));
      await read(send({ type: 'withdrawn' }));
      expect((await only(small)).events.map(({ type }) => type).sort()).toEqual(['details-added', 'message-added', 'withdrawn']);
      await small.end();
    });

    test('of photos for one feedback ends at the limit, and never refuses the words', async () => {
      const small = await createWorld(db(), { config: { limits: { attachments: 3 } } });
      const named = (count: number) => Array.from({ length: count }, () => ({ id: newId(), kind: 'photo' }));
      const whole = await submit(small, { attachments: named(4) });
      expect(whole.need).toHaveLength(3);
      expect((await only(small)).flags).toEqual(['too-many-attachments']);

      const { id } = await submit(small, { attachments: named(2) });
      const details = { text: 'my child is ill', safetyConfirmed: true, attachments: named(2) };
      const event = { id: newId(), type: 'details-added', at: '2026-11-22T10:05:00Z', details };
      expect((await read(post(small, `/v1/feedback/${id}/events`, event))).need).toHaveLength(3);
      expect((await listed(small)).find((row) => row.id === id)).toMatchObject({ red: true, flags: ['too-many-attachments'] });
      expect(await problem(upload(small, id, newId(), picture()), 422)).toBe('too-many-attachments');
      const message = { id: newId(), type: 'message-added', at: '2026-11-22T10:06:00Z', text: 'and still' };
      await read(post(small, `/v1/feedback/${id}/events`, message));
      await small.end();
    });

    test('of photos at once, whole or begun, ends at the same limit', async () => {
      const small = await createWorld(db(), { config: { limits: { attachments: 3 } } });
      const { id } = await submit(small);
      const part = { sha256: sha256(picture()), offset: 0, total: 9000 };
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) => upload(small, id, newId(), picture(), index % 2 === 0 ? part : {})),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, ...Array.from({ length: 9 }, () => 422)]);
      expect(await readdir(join(small.folder, 'photos', id))).toHaveLength(3);
      // What has only begun is nothing to show or to ask for.
      const row = await only(small);
      expect(row.attachments.every(({ state }) => state === 'unnamed')).toBe(true);
      expect(row.need).toEqual([]);
      await small.end();
    });

    test('urgent from one visitor does not use up what is everybody’s', async () => {
      const busy = await createWorld(db(), {
        config: { limits: { visitor: { mark: 5, stop: 5 }, site: { mark: 20, stop: 20 } }, trustProxy: true },
      });
      const from = (address: string, more = {}) => post(busy, '/v1/feedback', submissionBody(more), { 'x-forwarded-for': address });
      for (let count = 0; count < 30; count++) await read(from('192.0.2.1', { safetyConfirmed: true }), 201);
      await read(from('192.0.2.2'), 201);
      // Nor can a count be reset by inventing sites.
      for (let count = 0; count < 5; count++) await read(from('192.0.2.3'), 201);
      const invented = (count: number) =>
        post(busy, '/v1/tickets', { tokens: [] }, { 'yijian-site': `x${count}`, 'x-forwarded-for': '192.0.2.4' });
      const answers = await Promise.all(Array.from({ length: 8 }, (_, count) => invented(count)));
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(3);
      expect(await problem(from('192.0.2.3'), 429)).toBe('too-many-requests');
      await busy.end();
    });
  });
}
