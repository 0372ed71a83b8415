import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { zhCN } from '../../../sdk/src/core/messages/zh-cn.js';
import { fakeJpeg } from '../../../sdk/src/taro/fake-picture.fixture.js';
import { openMerchant, type Merchant } from '../merchant.js';
import { said } from '../said.js';
import { isWhole, onlyRow, until } from '../waiting.js';
import type { DataNode } from './page-data.js';
import { createMiniHost, type MiniApp } from './vm-host.js';

let shop: Merchant;
beforeAll(async () => {
  shop = await openMerchant('mini-whole-journey');
});
afterAll(() => shop.close());
beforeEach(() => shop.clear());

const { trigger, sheet, details, reasons } = zhCN;
const picture = { width: 640, height: 480 } as const;
/** The second line of the order, in either shop. */
const eggs = { name: '可生食鸡蛋', line: { lineId: '2', sku: 'FR-EG-10' } };
const dumplings = { name: '水晶虾饺', line: { lineId: '2', sku: 'FZ-SD-240' } };

test.each([
  { env: 'weapp', build: 'weapp', channel: 'mp_weixin' },
  { env: 'weapp', build: 'weapp-react', channel: 'mp_weixin' },
  { env: 'weapp', build: 'weapp-plugin', channel: 'mp_weixin' },
  { env: 'weapp', build: 'native-shop', channel: 'mp_weixin' },
  { env: 'alipay', build: 'alipay', channel: 'mp_alipay' },
  { env: 'tt', build: 'tt', channel: 'mp_douyin' },
] as const)(
  '$build: everything that can be said, without a network; after an end it arrives once, the photo cut byte for byte',
  async ({ env, build, channel }) => {
    const host = createMiniHost({ env, build, backend: shop.url });
    host.device.setOnline(false);
    host.device.picks = [{ bytes: fakeJpeg(picture), extension: 'jpg' }];
    const app = await host.launch();
    const { press, fire, openAlbum } = customerOf(app);
    const broken = build === 'native-shop' ? dumplings : eggs;
    await openAlbum(broken.name);
    await until('the photo on the device', async () => host.device.files.size > 0);
    fire('yj-field', 'input', { value: '盒底两颗压坏了' });
    await press(details.wishes.refund);
    await press(sheet.submit);
    await until('the result', async () => app.page.has(details.savedText));
    expect(app.complaints).toEqual([]);
    host.kill();
    expect(await shop.rows()).toEqual([]);

    host.device.setOnline(true);
    const later = await host.launch();
    const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
    expect(row.body).toMatchObject({ channel });
    expect(said(row)).toMatchObject({
      text: '盒底两颗压坏了',
      desiredResolution: 'refund',
      reasons: [{ code: 'pack.damaged', items: [broken.line] }],
    });
    const [photo = new Uint8Array()] = await shop.photos(row);
    expect(Buffer.from(photo).equals(fakeJpeg({ ...picture, metadata: false }))).toBe(true);
    await until('a device without files', async () => host.device.files.size === 0);
    // It was handed in: the order page tells where it is instead of asking again, and what is said next is another feedback.
    await later.page.see(`${trigger.received} · ${row.ref}`);
    expect(later.page.has(trigger.undo)).toBe(false);
    const anew = customerOf(later);
    await anew.press(trigger.progress);
    await until('the list', async () => later.page.text.includes(row.ref));
    await anew.press(details.tellThis);
    await later.page.see(trigger.question);
    anew.fire('yj-thumb', 'tap');
    await anew.press(trigger.complain);
    await anew.press(sheet.all);
    await until('a second feedback', async () => (await shop.rows()).length === 2);
    for (const { id, body } of await shop.rows()) expect(body.rating).toHaveProperty(id === row.id ? 'overall' : 'delivery');
    expect(later.complaints).toEqual([]);
  },
);

test.each(['weapp', 'alipay', 'tt'] as const)('%s: a film is offered beside photos, and arrives in parts, byte for byte', async (env) => {
  const film = new Uint8Array(2_300_000).map((_, at) => (at * 31) % 251);
  film.set(Buffer.from('\0\0\0\x18ftypisom', 'latin1'));
  const host = createMiniHost({ env, backend: shop.url });
  await host.launch();
  await until('the policy on the device', async () => [...host.device.storage.keys()].some((key) => key.endsWith('c/policy')));
  host.device.picks = [{ bytes: film, extension: 'mp4' }];
  const offered: unknown[] = [];
  // What Alipay asks before: the second of photo and film.
  const showActionSheet = () => (options: { items?: unknown; success?: (answer: object) => void }) => {
    offered.push(options.items);
    options.success?.({ index: 1 });
  };
  const app = await host.launch(undefined, { change: { showActionSheet: showActionSheet as never } });
  const { openAlbum, press } = customerOf(app);
  await openAlbum();
  await until('the film on the device', async () => host.device.files.size > 0);
  await press(sheet.submit);
  const row = await onlyRow(shop, isWhole(1), 'the feedback with its film');
  const [arrived = new Uint8Array()] = await shop.photos(row);
  expect(Buffer.from(arrived).equals(film)).toBe(true);
  expect(row.attachments).toMatchObject([{ mime: 'video/mp4' }]);
  expect(offered).toEqual(env === 'alipay' ? [['照片', '视频']] : []);
  expect(app.complaints).toEqual([]);
});

test('a page opened by a link has no page to go back to: after handing in it asks anew, and what is said is another feedback', async () => {
  const host = createMiniHost({ env: 'weapp', backend: shop.url });
  const app = await host.launch('/feedback/pages/index');
  const { press, fire } = customerOf(app);
  await app.page.see(trigger.question);
  fire('yj-thumb', 'tap');
  await press(trigger.complain);
  await app.page.see(sheet.wrongHint);
  await press(zhCN.first.delivery);
  await press(reasons['delivery.late'] ?? '');
  await press(new RegExp(`^${sheet.next}`));
  await press(sheet.submit);
  const first = await onlyRow(shop);
  // The ticket, from the receipt.
  await press(trigger.progress);
  await until('the ticket', async () => !app.page.has(trigger.progress));
  await press(details.done);
  await until('the list', async () => app.page.text.includes(first.ref));
  await press(details.tellThis);
  await app.page.see(trigger.question);
  expect(app.page.has(trigger.complain)).toBe(false);
  fire('yj-thumb', 'tap');
  await press(trigger.complain);
  await press(reasons['item.wrong'] ?? '');
  await press(sheet.all);
  await until('a second feedback', async () => (await shop.rows()).length === 2);
  for (const row of await shop.rows()) expect(said(row).reasons).toHaveLength(1);
  expect(app.complaints).toEqual([]);
  host.kill();
});

test('a picker that breaks is told, and the form goes on without', async () => {
  const host = createMiniHost({ env: 'weapp', backend: shop.url });
  host.device.picks = { text: 'camera is broken', code: 1 };
  const app = await host.launch();
  await customerOf(app).openAlbum();
  await app.page.see('相机或相册没打开');
  await app.back();
  expect(said(await onlyRow(shop))).toMatchObject({ reasons: [{ code: 'pack.damaged' }] });
});

test('taps faster than the storage are one feedback', async () => {
  const host = createMiniHost({ env: 'weapp', backend: shop.url });
  const app = await host.launch();
  app.page.tap(trigger.problem);
  app.page.tap(trigger.good);
  await app.page.see(new RegExp(`^${trigger.saved}|^${trigger.received}`));
  // A problem waits for detail; the next run does not.
  await host.launch();
  expect((await onlyRow(shop)).body).toMatchObject({ rating: { overall: { value: 1 } } });
});

/** Taro's `baseLevel`: so deep its templates go. */
const levels = 16;

const depthOf = ({ cn = [] }: DataNode): number => 1 + Math.max(0, ...cn.map(depthOf));

/** One customer at the page on top. */
function customerOf(app: MiniApp) {
  const press = async (words: string | RegExp): Promise<void> => {
    // The page on top may still be the one before.
    await until(`"${words}" on top`, async () => app.page.has(words));
    // What lies deeper is drawn by another component of Taro's, where the styles of ours do not reach.
    expect(depthOf(app.page.root)).toBeLessThan(levels);
    app.page.tap(words);
  };
  const named = (name: string) => app.page.nodes((node) => String(app.page.attribute(node, 'class')).includes(name));
  const fire = (name: string, type: string, detail?: object): void => {
    const last = named(name).at(-1);
    if (!last) throw new Error(`nothing is ${name}`);
    app.page.fire(last, type, detail);
  };
  /** From the order to the album of a broken pack. */
  const openAlbum = async (thing = eggs.name): Promise<void> => {
    await press(trigger.problem);
    await app.page.see(trigger.saved);
    await press(trigger.complain);
    await press(reasons['pack.damaged'] ?? '');
    await press(new RegExp(`^${sheet.next}`));
    await press(thing);
    await press(details.shots['outer'] ?? '');
    // Camera and album: what hears the press lies over the words.
    await until('the two ways to a picture', async () => named('yj-cover').length === 2);
    fire('yj-cover', 'tap');
  };
  return { press, fire, openAlbum };
}
