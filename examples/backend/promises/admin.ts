import { describe, expect, test } from 'vitest';
import type { Database } from '../src/index.js';
import { createWorld, listed, newId, picture, post, read, submissionBody, submit, upload, type World } from './world.js';

/** What staff see at /admin. */
export function adminPromises(world: () => World, db: () => Database): void {
  const page = async (path = '/admin', headers: Record<string, string> = {}) => (await world().call(path, { headers })).text();

  describe('the list of feedback', () => {
    test('shows number, words, order, photos here and missing, and the way here', async () => {
      const [here, missing] = [newId(), newId()];
      const { id, ref } = await submit(world(), {
        text: '盒子底下全烂了',
        reasons: [{ code: 'safety.spoiled', items: [{ lineId: '1', qty: 2, of: 3 }] }],
        desiredResolution: 'refund',
        order: { trust: 'page', id: 'QH-77', items: [{ lineId: '1', name: '红颜草莓', qty: 3, unit: '盒' }] },
        attachments: [
          { id: here, kind: 'photo' },
          { id: missing, kind: 'photo' },
        ],
      });
      await read(upload(world(), id, here, picture()));
      const zh = await page('/admin', { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' });
      for (const word of [
        ref,
        '盒子底下全烂了',
        '变质腐烂',
        '红颜草莓 × 2 (共 3)',
        '退款',
        'QH-77',
        '还差 1 张',
        '还没到',
        '加急',
        `/admin/attachments/${id}/${here}`,
      ]) {
        expect(zh).toContain(word);
      }
      expect(await page('/admin', { 'accept-language': 'en-GB' })).toContain('Spoiled, mouldy');
      expect(await page('/admin?lang=zh', { 'accept-language': 'en' })).toContain('变质腐烂');
    });

    test('shows what was added later, and what was taken back', async () => {
      const { id } = await submit(world());
      const events = [
        { type: 'details-added', details: { text: 'and a second box', reasons: [{ code: 'pack.leaking' }] } },
        { type: 'withdrawn' },
      ];
      for (const event of events)
        await read(post(world(), `/v1/feedback/${id}/events`, { id: newId(), at: '2026-11-22T10:05:00Z', ...event }));
      const en = await page('/admin?lang=en');
      for (const word of ['and a second box', 'Leaking', 'Withdrawn']) expect(en).toContain(word);
    });

    test('calls a problem what was praised first, and names each reason once', async () => {
      const thumb = (value: 1 | -1) => ({ scale: 'thumb', value });
      const { id } = await submit(world(), { kind: 'praise', rating: { goods: thumb(1) }, text: null, reasons: [] });
      const later = [
        { rating: { goods: thumb(-1) }, reasons: [{ code: 'safety.spoiled' }] },
        { reasons: [{ code: 'safety.spoiled' }, { code: 'pack.leaking' }], text: 'it smells' },
      ];
      const ids = [newId(), newId()].sort();
      for (const [index, details] of later.entries()) {
        const event = { id: ids[index], at: '2026-11-22T10:05:00Z', type: 'details-added', details };
        await read(post(world(), `/v1/feedback/${id}/events`, event));
      }
      const en = await page('/admin?lang=en');
      expect(en).toContain('<span class="mood">Problem</span>');
      expect(en.split('<code>safety.spoiled</code>')).toHaveLength(2);
      expect(en).toContain('<code>pack.leaking</code>');
    });

    test('escapes every word from outside', async () => {
      const evil = `"><img src=x onerror=alert(1)><script>alert(2)</script>'&`;
      await submit(world(), {
        text: evil,
        reasons: [{ code: 'item.wrong', items: [{ lineId: '1', sku: evil }], fields: { [evil]: evil } }],
        order: { trust: 'page', id: evil, items: [{ lineId: '2', name: evil, unit: '<b>' }] },
        attachments: [{ id: newId(), kind: 'photo', shot: '"><b>' }],
      });
      const text = await page();
      expect(text).not.toMatch(/<img src=x|<script|<b>|"><b/);
      expect(text).toContain('&lt;script&gt;');
    });

    test('stands, whatever the clock of a device says', async () => {
      for (const [occurredAt, sent] of [
        ['0000-01-01T00:00:00Z', '+275760-09-13T00:00:00.000Z'],
        ['9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z'],
      ] as const)
        await read(post(world(), '/v1/feedback', submissionBody({ occurredAt }), { 'yijian-sent-at': sent }), 201);
      expect((await world().call('/admin')).status).toBe(200);
      expect((await listed(world())).map(({ tappedAt, queuedForMs }) => [tappedAt, queuedForMs])).toEqual([
        [null, null],
        [null, null],
      ]);
    });

    test('is asked about a photo without opening it', async () => {
      let opened = 0;
      const watched = await createWorld(db(), {
        photos: (store) => ({
          ...store,
          open: (key) => {
            opened++;
            return store.open(key);
          },
        }),
      });
      const { id } = await submit(watched);
      const photo = newId();
      await read(upload(watched, id, photo, picture()));
      const path = `/admin/attachments/${id}/${photo}`;
      const { status, headers } = await watched.call(path, { method: 'HEAD' });
      expect([status, headers.get('content-type'), opened]).toEqual([200, 'image/jpeg', 0]);
      expect((await (await watched.call(path)).arrayBuffer()).byteLength).toBe(5000);
      expect((await watched.call(`/admin/attachments/${id}/${newId()}`, { method: 'HEAD' })).status).toBe(404);
      await watched.end();
    });

    test('is sent under a policy that runs nothing', async () => {
      const { headers } = await world().call('/admin');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/script-src|unsafe/);
    });

    test('goes on page by page, the newest first', async () => {
      for (let count = 0; count < 5; count++) {
        world().clock.now += 1000;
        await submit(world(), { text: `number ${count}` });
      }
      const list = async (query: string) =>
        (await (await world().call(`/admin/feedback.json?${query}`)).json()) as { feedback: { id: string; body: { text: string } }[] };
      const first = await list('limit=3');
      expect(first.feedback.map(({ body }) => body.text)).toEqual(['number 4', 'number 3', 'number 2']);
      const second = await list(`limit=3&before=${first.feedback[2]?.id ?? ''}`);
      expect(second.feedback.map(({ body }) => body.text)).toEqual(['number 1', 'number 0']);
    });
  });

  describe('the door', () => {
    test('opens on this machine only, whatever name points here', async () => {
      const from = (host: string) =>
        world()
          .call('/admin', { headers: {} })
          .then(async () => {
            const { createApp, demoConfig } = await import('../src/index.js');
            const config = demoConfig({ secret: 'a secret that signs the status tokens', key: { alg: 'HS256', secret: 'x'.repeat(32) } });
            return createApp({ db: db(), photos: world().photos, config }).fetch(new Request(`http://${host}/admin`));
          });
      expect((await from('127.0.0.1:4173')).status).toBe(200);
      expect((await from('[::1]:4173')).status).toBe(200);
      expect((await from('evil.example:4173')).status).toBe(401);
    });

    test('stays shut for what a proxy passes on', async () => {
      expect((await world().call('/admin', { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(401);
      expect((await world().call('/admin', { headers: { forwarded: 'for=203.0.113.9' } })).status).toBe(401);
    });

    test('asks for the token where there is one', async () => {
      const locked = await createWorld(db(), { config: { adminToken: 'open sesame' } });
      const { id } = await submit(locked);
      const photo = newId();
      await read(upload(locked, id, photo, picture()));
      const basic = (password: string) => `Basic ${Buffer.from(`staff:${password}`).toString('base64')}`;
      for (const path of ['/admin', '/admin/feedback.json', `/admin/attachments/${id}/${photo}`]) {
        const status = async (authorization?: string) =>
          (await locked.call(path, { headers: authorization ? { authorization } : {} })).status;
        expect([await status(), await status(basic('open')), await status('Bearer x')]).toEqual([401, 401, 401]);
        expect([await status(basic('open sesame'))]).toEqual([200]);
      }
      expect((await locked.call('/admin')).headers.get('www-authenticate')).toContain('Basic');
      await locked.end();
    });
  });
}
