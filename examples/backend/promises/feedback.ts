import { describe, expect, test } from 'vitest';
import { signOrderToken } from '../src/index.js';
import { demoSite, listed, merchantKey, newId, only, post, problem, read, submissionBody, submit, type World } from './world.js';

/** What `POST /v1/feedback` promises. */
export function feedbackPromises(world: () => World): void {
  describe('a submission', () => {
    test('gets 201 and a receipt that echoes its id', async () => {
      const attachments = [{ id: newId(), kind: 'photo' }];
      const body = submissionBody({ attachments });
      const receipt = await read(post(world(), '/v1/feedback', body), 201);
      expect(receipt).toMatchObject({
        id: body.id,
        receivedAt: '2026-11-22T10:05:00.000Z',
        priority: 'P2',
        red: false,
        notified: [],
        offers: [],
        clocks: { acknowledgeBy: null, respondBy: null, resolveBy: null },
        need: attachments.map(({ id }) => id),
      });
      expect(receipt.ref).toMatch(/^YJ-[2-9A-HJ-KM-NP-TV-Z]{4}-[2-9A-HJ-KM-NP-TV-Z]{2}$/);
    });

    test('gets 200 and the same number, time and token however often it comes, and one row', async () => {
      const body = submissionBody();
      const first = await read(post(world(), '/v1/feedback', body), 201);
      world().clock.now += 86_400_000;
      const second = await read(post(world(), '/v1/feedback', body), 200);
      expect(second).toEqual(first);
      expect((await only(world())).attempts).toBe(2);
    });

    test('is one row when it comes a hundred times at once', async () => {
      const body = submissionBody();
      const answers = await Promise.all(Array.from({ length: 100 }, () => post(world(), '/v1/feedback', body)));
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array(99).fill(200), 201]);
      const refs = new Set(await Promise.all(answers.map(async (answer) => (await read(answer, answer.status)).ref)));
      expect(refs.size).toBe(1);
      expect((await only(world())).attempts).toBe(100);
    });

    test('is refused when its id came with another body, and the first body stays', async () => {
      const body = submissionBody({ text: 'first' });
      await read(post(world(), '/v1/feedback', body), 201);
      expect(await problem(post(world(), '/v1/feedback', { ...body, text: 'second' }), 422)).toBe('key-reused');
      expect(await problem(post(world(), '/v1/feedback', body, { 'yijian-site': 'other-shop' }), 422)).toBe('key-reused');
      expect((await only(world())).body.text).toBe('first');
    });

    test('leaves its id behind when the merchant deletes it, and is not stored again', async () => {
      const body = submissionBody({ attachments: [{ id: newId(), kind: 'photo' }] });
      const first = await read(post(world(), '/v1/feedback', body), 201);
      await world().db.query('delete from feedback where id = $1', [body.id]);
      expect(await read(post(world(), '/v1/feedback', body), 200)).toMatchObject({ id: body.id, ref: first.ref, need: [] });
      const event = { id: newId(), type: 'message-added', at: '2026-11-22T10:00:00Z', text: 'late' };
      expect(await read(post(world(), `/v1/feedback/${body.id}/events`, event))).toEqual({ id: event.id, need: [] });
      expect(await listed(world())).toEqual([]);
    });

    test('is stored with what the way here was like', async () => {
      const headers = { 'yijian-sent-at': '2026-11-22T18:09:11+08:00', 'yijian-rtt': '240' };
      await read(post(world(), '/v1/feedback', submissionBody(), headers), 201);
      expect(await only(world())).toMatchObject({
        queuedForMs: 300_000,
        clockErrorMs: -251_000,
        rttMs: 240,
        tappedAt: '2026-11-22T10:00:00.000Z',
      });
    });

    test('keeps the very bytes that came', async () => {
      const body = submissionBody({ futureField: { any: 'thing' } });
      const text = JSON.stringify(body, undefined, 3);
      await read(post(world(), '/v1/feedback', text), 201);
      const [row] = await world().db.query<{ raw: Uint8Array }>('select raw from feedback');
      expect(Buffer.from(row?.raw ?? []).toString()).toBe(text);
      expect((await only(world())).body).not.toHaveProperty('futureField');
    });
  });

  describe('urgency', () => {
    test.each([
      [{ reasons: [{ code: 'safety.spoiled' }] }, 'P0', true],
      [
        {
          reasons: [
            { code: 'delivery.late', level: 1 },
            { code: 'pack.leaking', level: 4 },
          ],
        },
        'P1',
        false,
      ],
      [{ safetyConfirmed: true }, 'P0', true],
      [{ reasons: [{ code: 'own.reason', level: 1 }] }, 'P0', true],
      [{}, 'P2', false],
      [{ kind: 'idea', rating: {} }, 'P3', false],
      [{ kind: 'praise', rating: { overall: { scale: 'thumb', value: 1 } }, reasons: [{ code: 'praise.fresh' }] }, null, false],
    ])('is decided by the server: %j', async (more, priority, red) => {
      expect(await submit(world(), more)).toMatchObject({ priority, red });
    });
  });

  describe('an order token', () => {
    const claims = { order: { id: 'QH-1' }, subject: { id: 'u_1' } };
    const order = (token: string, more = {}) => ({ order: { trust: 'signed', token, id: 'QH-1', ...more } });
    const terms = () => ({ site: demoSite, expires: world().clock.now + 60_000 });

    test('makes the order trusted, and its word counts more than the page', async () => {
      await submit(world(), order(signOrderToken(claims, merchantKey, terms()), { id: 'QH-2' }));
      expect(await only(world())).toMatchObject({ trust: 'signed', orderId: 'QH-1', subjectId: 'u_1', flags: ['order-mismatch'] });
    });

    test.each<[string, () => string]>([
      ['nonsense', () => 'nonsense'],
      ['another key', () => signOrderToken(claims, { alg: 'HS256', secret: 'somebody else made this secret up' }, terms())],
      ['another site', () => signOrderToken(claims, merchantKey, { ...terms(), site: 'other-shop' })],
      ['too late', () => signOrderToken(claims, merchantKey, { ...terms(), expires: world().clock.now - 120_000 })],
    ])('that fails (%s) costs the trust and never the feedback', async (_, token) => {
      await submit(world(), order(token()));
      expect(await only(world())).toMatchObject({ trust: 'none', flags: ['order-token-refused'] });
    });

    test('is not replaced by a claim', async () => {
      await submit(world(), { order: { trust: 'signed', id: 'QH-1' } });
      await submit(world(), { order: { trust: 'page', id: 'QH-1' } });
      expect((await listed(world())).map(({ trust }) => trust).sort()).toEqual(['none', 'page']);
    });
  });
}
