import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApp, createFolderPhotoStore, demoConfig, demoSite, verifyOrderToken, type Database, type Pages } from '../src/index.js';
import { merchantKey } from './world.js';

const shopFolder = resolve(import.meta.dirname, '../../shop');
const now = Date.parse('2026-11-22T10:05:00Z');

/** What the demo shop's pages promise. */
export function shopPromises(db: () => Database): void {
  describe('the shop', () => {
    let folder: string;
    const open = (more: Partial<Pages> = {}) => {
      const pages = { shopFolder, widgetFolder: join(folder, 'widget'), ...more };
      const config = demoConfig({ secret: 'a secret that signs the status tokens', key: merchantKey, pages });
      const app = createApp({ db: db(), photos: createFolderPhotoStore(join(folder, 'photos')), config, now: () => now });
      return async (path: string, init?: RequestInit) => app.fetch(new Request(`http://localhost${path}`, init));
    };

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'yijian-shop-'));
      await mkdir(join(folder, 'widget'));
      await writeFile(join(folder, 'widget', 'yijian.js'), `"${'x'.repeat(1000)}"`);
      await writeFile(join(folder, 'secret.js'), 'secret');
      await symlink(join(folder, 'secret.js'), join(folder, 'widget', 'link.js'));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    const pages = ['order', 'delivery', 'sign-for'].flatMap((page) => [`/${page}.html`, `/${page}.html?lang=en`, `/en/${page}.html`]);
    test.each(pages)('%s carries a signed token for the order that it shows', async (path) => {
      const html = await (await open()(path)).text();
      expect(html).not.toContain('{{');
      expect(html.match(/<script[^>]*yijian\.js[^>]*>/g)).toEqual([
        '<script async src="/yijian/yijian.js" data-site="demo-shop" data-endpoint="/">',
      ]);
      const value = (name: string) => new RegExp(`(?:${name})="([^"]*)"`).exec(html)?.[1];
      const claims = verifyOrderToken(value('order-token') ?? '', { site: demoSite, keys: [merchantKey], now });
      expect(claims?.order).toMatchObject({
        id: value(' order-id|data-yijian-order'),
        shopId: value('order-shop'),
        state: value('order-state'),
        promised: { until: value('order-promised-until') },
        ...(value('order-delivered-at') ? { deliveredAt: value('order-delivered-at') } : {}),
      });
      expect(JSON.parse(/order-items='([^']*)'/.exec(html)?.[1] ?? 'null')).toBeInstanceOf(Array);
    });

    test('speaks English when asked', async () => {
      expect(await (await open()('/')).text()).toContain('lang="zh-CN"');
      expect(await (await open()('/?lang=en')).text()).toContain('<html lang="en">');
    });

    test('is sent under the strict policy of a careful merchant', async () => {
      const policy = (await open()('/order.html')).headers.get('content-security-policy') ?? '';
      expect(policy).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types yijian",
      );
    });

    test('can point to a backend and a widget on other origins', async () => {
      const call = open({ endpoint: 'http://127.0.0.1:9000/api', widgetOrigin: 'http://127.0.0.1:9001' });
      const answer = await call('/order.html');
      expect(await answer.text()).toContain(
        'src="http://127.0.0.1:9001/yijian/yijian.js" data-site="demo-shop" data-endpoint="http://127.0.0.1:9000/api"',
      );
      expect(answer.headers.get('content-security-policy')).toMatch(
        /script-src 'self' http:\/\/127\.0\.0\.1:9001;.*connect-src 'self' http:\/\/127\.0\.0\.1:9000;/,
      );
    });

    test('serves the widget to every origin, compressed, and 304 when it is known', async () => {
      const call = open();
      const answer = await call('/yijian/yijian.js', { headers: { 'accept-encoding': 'gzip, br' } });
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
      expect(answer.headers.get('content-encoding')).toBe('br');
      const known = { 'if-none-match': answer.headers.get('etag') ?? '' };
      expect((await call('/yijian/yijian.js', { headers: known })).status).toBe(304);
      expect((await call('/yijian/yijian.js')).headers.get('content-encoding')).toBeNull();
    });

    test('lets a file be kept for ever only when its name tells its content', async () => {
      await writeFile(join(folder, 'widget', 'sheet-9whs8N2r.js'), '1');
      await writeFile(join(folder, 'widget', 'own-feedback.js'), '1');
      const cache = async (name: string) => (await open()(`/yijian/${name}`)).headers.get('cache-control');
      expect(await cache('sheet-9whs8N2r.js')).toBe('public, max-age=31536000, immutable');
      expect([await cache('own-feedback.js'), await cache('yijian.js')]).toEqual(['no-cache', 'no-cache']);
    });

    test.each([
      '/yijian/../secret.js',
      '/yijian/..%2fsecret.js',
      '/yijian/%2e%2e/secret.js',
      '/yijian/link.js',
      '/yijian/.hidden.js',
      '/../package.json',
      '/en/..%2f..%2fbackend%2fpackage.json',
      '/yijian//etc/passwd',
      '/yijian/none.js',
      '/%00.js',
    ])('%s is not there', async (path) => {
      expect((await open()(path)).status).toBe(404);
    });
  });
}
