import { describe, expect, test } from 'vitest';
import { signOrderToken } from '../src/index.js';
import { demoSite, merchantKey, newId, picture, post, problem, read, submit, upload, type World } from './world.js';

/** What reading a ticket promises. */
export function ticketPromises(world: () => World): void {
  const get = (id: string, token?: string, headers: Record<string, string> = {}) =>
    world().call(`/v1/feedback/${id}`, { headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers } });
  const orderToken = (claims: Parameters<typeof signOrderToken>[0], site = demoSite) =>
    signOrderToken(claims, merchantKey, { site, expires: world().clock.now + 3_600_000 });
  const signed = (order: string, subject: string) => ({
    order: { trust: 'signed', token: orderToken({ order: { id: order }, subject: { id: subject } }) },
  });

  describe('a ticket', () => {
    test('is read with the status token of its receipt', async () => {
      const photo = newId();
      const { id, ref, statusToken } = await submit(world(), { attachments: [{ id: photo, kind: 'photo' }] });
      expect(await read(get(id, statusToken))).toMatchObject({
        id,
        ref,
        stage: 'received',
        red: false,
        owner: null,
        need: [photo],
        timeline: [{ type: 'received', at: '2026-11-22T10:05:00.000Z' }],
      });
    });

    test('is not there for anybody else, and the answer is the same as for an id that never was', async () => {
      const { id } = await submit(world());
      const other = await submit(world());
      const forged = `yst_${'A'.repeat(43)}`;
      const answers = await Promise.all([
        get(id),
        get(id, forged),
        get(id, other.statusToken),
        get(id, orderToken({ order: { id: 'QH-1' } })),
        get(newId(), other.statusToken),
        get('..%2F..%2Fetc'),
      ]);
      const texts = await Promise.all(answers.map((answer) => answer.text()));
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
      expect(new Set(texts).size).toBe(1);
    });

    test('is read with a signed order token of the same order or the same customer', async () => {
      const { id } = await submit(world(), signed('QH-1', 'u_1'));
      for (const claims of [{ order: { id: 'QH-1' } }, { subject: { id: 'u_1' } }, { order: { id: 'QH-2' }, subject: { id: 'u_1' } }]) {
        expect(await read(get(id, orderToken(claims)))).toMatchObject({ id });
      }
      const strangers = [{ order: { id: 'QH-2' } }, { order: { id: 'QH-1' }, subject: { id: 'u_2' } }, {}];
      for (const claims of strangers) expect(await problem(get(id, orderToken(claims)), 404)).toBe('not-found');
      expect(await problem(get(id, orderToken({ order: { id: 'QH-1' } }, 'other-shop')), 404)).toBe('not-found');
    });

    test('is opened by what was signed, not by what the page said beside it', async () => {
      const mallory = await submit(world(), {
        order: { trust: 'signed', token: orderToken({ order: { id: 'QH-M' } }) },
        subject: { id: 'victim' },
      });
      const page = await submit(world(), { order: { trust: 'signed', id: 'QH-V', token: orderToken({ subject: { id: 'mallory' } }) } });
      expect(await problem(get(mallory.id, orderToken({ subject: { id: 'victim' } })), 404)).toBe('not-found');
      expect(await problem(get(page.id, orderToken({ order: { id: 'QH-V' } })), 404)).toBe('not-found');
      expect(await read(get(page.id, orderToken({ subject: { id: 'mallory' } })))).toMatchObject({ id: page.id });
    });

    test('with a token that PostgreSQL cannot hold as text is not there, and spoils no other', async () => {
      const { id, statusToken } = await submit(world());
      const odd = orderToken({ order: { id: 'a\u0000b' } });
      expect(await problem(get(id, odd), 404)).toBe('not-found');
      const answer = await read(post(world(), '/v1/tickets', { tokens: [odd, statusToken] }));
      expect(answer).toMatchObject({ tickets: [{ id }] });
    });

    test('of an order that nobody signed is not opened by the order', async () => {
      const { id } = await submit(world(), { order: { trust: 'page', id: 'QH-1' }, subject: { id: 'u_1' } });
      expect(await problem(get(id, orderToken({ order: { id: 'QH-1' }, subject: { id: 'u_1' } })), 404)).toBe('not-found');
    });

    test('costs nothing while nothing changed, and is new when something did', async () => {
      const photo = newId();
      const { id, statusToken } = await submit(world(), { attachments: [{ id: photo, kind: 'photo' }] });
      const etag = (await get(id, statusToken)).headers.get('etag') ?? '';
      const same = await get(id, statusToken, { 'if-none-match': etag });
      expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', etag]);
      await read(upload(world(), id, photo, picture()));
      expect((await get(id, statusToken, { 'if-none-match': etag })).status).toBe(200);
    });

    test('tells messages, withdrawal and reopening', async () => {
      const { id, statusToken } = await submit(world());
      const at = '2026-11-22T10:05:00Z';
      for (const event of [{ type: 'message-added', text: 'still there?' }, { type: 'withdrawn' }]) {
        world().clock.now += 1000;
        await read(post(world(), `/v1/feedback/${id}/events`, { id: newId(), at, ...event }));
      }
      const ticket = await read(get(id, statusToken));
      expect(ticket).toMatchObject({ stage: 'closed', messages: [{ text: 'still there?', by: 'customer' }] });
      expect(ticket.timeline.map(({ type }) => type)).toEqual(['received', 'message-added', 'withdrawn']);
      world().clock.now += 1000;
      await read(post(world(), `/v1/feedback/${id}/events`, { id: newId(), at, type: 'reopened' }));
      expect(await read(get(id, statusToken))).toMatchObject({ stage: 'in_progress' });
    });
  });

  describe('my feedback', () => {
    const list = (tokens: unknown) => post(world(), '/v1/tickets', { tokens });

    test('comes in one round trip, each ticket once, and tokens that open nothing are passed over', async () => {
      const mine = await submit(world());
      const bySubject = await submit(world(), signed('QH-1', 'u_1'));
      await submit(world(), signed('QH-9', 'u_9'));
      const tokens = [
        mine.statusToken,
        'nonsense',
        `yst_${'B'.repeat(43)}`,
        bySubject.statusToken,
        orderToken({ subject: { id: 'u_1' } }),
        7,
      ];
      const { tickets } = await read(list(tokens));
      expect(tickets.map(({ id }) => id)).toEqual([mine.id, bySubject.id]);
    });

    test.each([[undefined], ['yst_'], [Array(101).fill('a')]])('wants a list of at most a hundred tokens: %#', async (tokens) => {
      expect(await problem(list(tokens), 400)).toBe('invalid-body');
    });
  });
}
