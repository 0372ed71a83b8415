import { createHmac, generateKeyPairSync } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Database } from '../src/index.js';
import { signOrderToken } from '../src/index.js';
import {
  createWorld,
  demoSite,
  listed,
  merchantKey,
  newId,
  only,
  picture,
  post,
  problem,
  read,
  sha256,
  submissionBody,
  submit,
  upload,
  type World,
} from './world.js';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Bad input gets a clear problem and loses nothing; nothing of what is sent ever runs. */
export function attackPromises(world: () => World, db: () => Database): void {
  describe('a hostile body', () => {
    const deep = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    const cases: readonly (readonly [string, string | Uint8Array, number, string])[] = [
      ['nothing', '', 400, 'invalid-json'],
      ['half of one', '{"v":1,', 400, 'invalid-json'],
      ['a list', '[]', 400, 'invalid-body'],
      ['null', 'null', 400, 'invalid-body'],
      ['a number too large', '{"v":1e999}', 400, 'invalid-body'],
      ['bottomless', deep(100_000), 400, 'too-deep'],
      ['bad UTF-8', Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xff, 0xc0]), Buffer.from('"}')]), 400, 'invalid-encoding'],
      ['too large', `{"text":"${'a'.repeat(300_000)}"}`, 413, 'too-large'],
      ['far too large', 'a'.repeat(5_000_000), 413, 'too-large'],
    ];
    test.each(cases)('%s is a problem', async (_, body, status, type) => {
      expect(await problem(post(world(), '/v1/feedback', body), status)).toBe(type);
      expect(await listed(world())).toEqual([]);
    });

    test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=gbk', 'multipart/form-data; boundary=x', ''])(
      'of the type %j is a problem',
      async (type) => {
        expect(await problem(post(world(), '/v1/feedback', submissionBody(), { 'content-type': type }), 415)).toBe('unsupported-type');
      },
    );

    test('that is compressed is a problem, not a bomb', async () => {
      expect(await problem(post(world(), '/v1/feedback', submissionBody(), { 'content-encoding': 'gzip' }), 415)).toBe('unsupported-type');
    });

    test('is told where its faults are', async () => {
      const body = submissionBody({ text: 7, reasons: [{ code: 'NOT/A~CODE', fields: { 'a/b~c': {} } }], order: { trust: 'believe me' } });
      const answer = await read(post(world(), '/v1/feedback', body), 400);
      expect(answer.errors?.map(({ pointer }) => pointer).sort()).toEqual([
        '/order/trust',
        '/reasons/0/code',
        '/reasons/0/fields/a~1b~0c',
        '/text',
      ]);
    });

    test('with an id that is none is a problem', async () => {
      for (const id of ['1', '../../etc/passwd', newId().toUpperCase(), `${newId()} `, 'x'.repeat(10_000), null]) {
        expect(await problem(post(world(), '/v1/feedback', submissionBody({ id })), 400)).toBe('invalid-body');
      }
    });

    test('cut off on the way is asked for again', async () => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"v":1,'));
          controller.error(new Error('gone'));
        },
      });
      const init = { method: 'POST', headers: { 'content-type': 'application/json', 'yijian-site': demoSite }, body, duplex: 'half' };
      expect(await problem(world().call('/v1/feedback', init), 408)).toBe('incomplete-body');
    });

    test('never touches what all objects share', async () => {
      const text = JSON.stringify(submissionBody()).replace(
        /}$/,
        ',"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"reasons":[{"code":"item.wrong","fields":{"__proto__":"x","constructor":"y"}}],"experiment":{"__proto__":"z"}}',
      );
      await read(post(world(), '/v1/feedback', text), 201);
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
      expect(await read(post(world(), '/v1/feedback', text), 200)).toBeDefined();
    });
  });

  describe('text that PostgreSQL refuses', () => {
    test.each([
      ['U+0000', 'a\0b', 'a\ufffdb'],
      ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
      ['half an emoji, then a whole one', '\udc4d👍', '\ufffd👍'],
    ])('%s is stored: the bytes as they came, the copy cleaned', async (_, given, clean) => {
      const body = submissionBody({
        text: given,
        order: { trust: 'page', id: given },
        subject: { id: given },
        reasons: [{ code: 'item.wrong', fields: { [given]: given } }],
      });
      await read(post(world(), '/v1/feedback', body), 201);
      const row = await only(world());
      expect(row).toMatchObject({ orderId: clean, subjectId: clean, body: { text: clean, reasons: [{ fields: { [clean]: clean } }] } });
      const event = { id: newId(), type: 'survey-answered', at: '2026-11-22T10:05:00Z', answers: { [given]: [given, { deep: given }] } };
      await read(post(world(), `/v1/feedback/${row.id}/events`, event));
      const [stored] = await world().db.query<{ raw: Uint8Array }>('select raw from feedback');
      expect(JSON.parse(Buffer.from(stored?.raw ?? []).toString())).toEqual(body);
    });

    test('and numbers at the edge are stored', async () => {
      const item = { lineId: '1', qty: 1.7976931348623157e308, of: 5e-324, weight: { measured: -0, unit: 'kg' } };
      await submit(world(), {
        reasons: [{ code: 'item.short_weight', items: [item] }],
        order: { trust: 'page', lateMinutes: Number.MAX_SAFE_INTEGER },
      });
    });

    test('and times that are none are stored without clocks', async () => {
      await read(
        post(world(), '/v1/feedback', submissionBody({ occurredAt: '9999-99-99T99:99:99Z' }), {
          'yijian-sent-at': 'soon',
          'yijian-rtt': '-Infinity',
        }),
        201,
      );
      expect(await only(world())).toMatchObject({ queuedForMs: null, clockErrorMs: null, rttMs: null, tappedAt: null });
    });
  });

  describe('a forged order token', () => {
    const payload = () => part({ aud: demoSite, exp: world().clock.now / 1000 + 600, jti: '1', order: { id: 'QH-1' } });
    const hmac = (signed: string, secret: string) => createHmac('sha256', secret).update(signed).digest('base64url');
    const { publicKey, privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });

    async function trusted(target: World, token: string): Promise<string> {
      await submit(target, { order: { trust: 'signed', token, id: 'QH-1' } });
      return (await only(target)).trust;
    }

    test.each<[string, () => string]>([
      ['alg none', () => `${part({ alg: 'none' })}.${payload()}.`],
      ['alg none with a signature', () => `${part({ alg: 'none' })}.${payload()}.AAAA`],
      ['alg None', () => `${part({ alg: 'None' })}.${payload()}.AAAA`],
      ['no alg', () => `${part({})}.${payload()}.AAAA`],
      [
        'a signature cut short',
        () => signOrderToken({ order: { id: 'QH-1' } }, merchantKey, { site: demoSite, expires: world().clock.now + 6e5 }).slice(0, -4),
      ],
      [
        'a critical extension',
        () => {
          const signed = `${part({ alg: 'HS256', crit: ['b64'], b64: false })}.${payload()}`;
          return `${signed}.${hmac(signed, 'a secret of at least thirty-two bytes')}`;
        },
      ],
      ['header that is no object', () => `${part('HS256')}.${payload()}.AAAA`],
      ['four parts', () => `${part({ alg: 'HS256' })}.${payload()}.AAAA.AAAA`],
      ['endless', () => 'A'.repeat(8192)],
    ])('(%s) is worth nothing', async (_, token) => {
      expect(await trusted(world(), token())).toBe('none');
    });

    test('that uses a public key as an HMAC secret is worth nothing', async () => {
      const policy = { policy: 'base@1' };
      const keys = [{ alg: 'ES256' as const, publicKey }];
      const asymmetric = await createWorld(db(), { config: { sites: { [demoSite]: { origins: [], keys, policy } } } });
      const signed = `${part({ alg: 'HS256' })}.${payload()}`;
      expect(await trusted(asymmetric, `${signed}.${hmac(signed, publicKey)}`)).toBe('none');
      await asymmetric.db.query('truncate receipts, feedback, events, attachments');
      const genuine = signOrderToken(
        { order: { id: 'QH-1' } },
        { alg: 'ES256', privateKey },
        { site: demoSite, expires: world().clock.now + 6e5 },
      );
      expect(await trusted(asymmetric, genuine)).toBe('signed');
      await asymmetric.end();
    });
  });

  describe('a path', () => {
    test.each(['..%2f..%2f..%2fetc%2fpasswd', '%2e%2e', '%00', 'a'.repeat(4000), `${'a'.repeat(8)}-../`])(
      'that climbs (%s) leads nowhere',
      async (name) => {
        const { id } = await submit(world());
        expect((await upload(world(), name, newId(), picture())).status).toBe(404);
        expect((await upload(world(), id, name, picture())).status).toBe(404);
        expect((await world().call(`/admin/attachments/${id}/${name}`)).status).toBe(404);
        expect(await readdir(world().folder)).toEqual([]);
      },
    );
  });

  describe('a hostile upload', () => {
    const types: readonly (readonly [string, Uint8Array, string])[] = [
      ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'application/octet-stream'],
      [
        'a drawing with a script',
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        'application/octet-stream',
      ],
      ['a picture that is also a page', Buffer.from('GIF89a/*<script>alert(1)</script>*/=1;'), 'image/gif'],
      ['a program', Buffer.from('MZ\x90\0'), 'application/octet-stream'],
      ['nothing at all', Buffer.alloc(0), 'application/octet-stream'],
    ];
    test.each(types)('(%s) is kept and never runs', async (_, bytes, type) => {
      const { id } = await submit(world());
      const photo = newId();
      await read(upload(world(), id, photo, bytes));
      const { status, headers } = await world().call(`/admin/attachments/${id}/${photo}`);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe(type);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(headers.get('content-disposition')).toMatch(type.startsWith('image/') ? /^inline$/ : /^attachment; /);
    });

    test.each<[string, (form: FormData) => void, string]>([
      ['without a file', (form) => form.delete('file'), '/file'],
      ['with text for a file', (form) => form.set('file', 'text'), '/file'],
      ['without a digest', (form) => form.delete('sha256'), '/sha256'],
      ['with a digest in capitals', (form) => form.set('sha256', sha256(picture()).toUpperCase()), '/sha256'],
      ['with half a place', (form) => form.set('offset', '0'), '/total'],
      ['with a place below nothing', (form) => (form.set('offset', '-1'), form.set('total', '9')), '/offset'],
      ['with a place that is no number', (form) => (form.set('offset', '0x10'), form.set('total', '99999')), '/offset'],
      ['beyond its own end', (form) => (form.set('offset', '10'), form.set('total', '20')), '/offset'],
    ])('%s is a problem that says where', async (_, change, pointer) => {
      const { id } = await submit(world());
      const form = new FormData();
      form.set('sha256', sha256(picture()));
      form.set('file', new Blob([new Uint8Array(picture())]));
      change(form);
      const answer = world().call(`/v1/feedback/${id}/attachments/${newId()}`, {
        method: 'POST',
        headers: { 'yijian-site': demoSite },
        body: form,
      });
      expect(await read(answer, 400)).toMatchObject({ errors: [{ pointer }] });
    });

    test.each([
      ['multipart/form-data; boundary=x', 'no boundary at all'],
      ['multipart/form-data; boundary=x', '--x\r\nbroken'],
      ['multipart/form-data', '--x--'],
    ])('that does not parse is a problem: %s %s', async (type, body) => {
      const { id } = await submit(world());
      const headers = { 'yijian-site': demoSite, 'content-type': type };
      const answer = await world().call(`/v1/feedback/${id}/attachments/${newId()}`, { method: 'POST', headers, body });
      expect([400, 415]).toContain(answer.status);
    });

    test('as JSON is a problem', async () => {
      const { id } = await submit(world());
      expect(await problem(post(world(), `/v1/feedback/${id}/attachments/${newId()}`, {}), 415)).toBe('unsupported-type');
    });
  });

  test('a fault of ours says nothing about the inside, and is reported to us without the body', async () => {
    const broken: Database = { ...db(), transaction: () => Promise.reject(new Error('relation "secret_table" does not exist')) };
    const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const failing = await createWorld(broken);
    const answer = await post(failing, '/v1/feedback', submissionBody({ text: 'private words' }));
    const text = await answer.clone().text();
    expect(await problem(answer, 500)).toBe('internal');
    expect(text).not.toMatch(/secret_table|at .*\.ts|Error/);
    expect(JSON.stringify(reported.mock.calls)).toContain('secret_table');
    expect(JSON.stringify(reported.mock.calls)).not.toContain('private words');
    reported.mockRestore();
    await failing.end();
  });
}
