import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { zhCN } from '../../../sdk/src/core/messages/zh-cn.js';
import { fakeJpeg } from '../../../sdk/src/taro/fake-picture.fixture.js';
import { openMerchant, type Merchant } from '../merchant.js';
import { said } from '../said.js';
import { isWhole, onlyRow, until } from '../waiting.js';
import { createMiniHost } from './vm-host.js';

let shop: Merchant;
beforeAll(async () => {
  shop = await openMerchant('mini-whole-journey');
});
afterAll(() => shop.close());
beforeEach(() => shop.clear());

const { trigger, sheet, details, reasons } = zhCN;
const picture = { width: 640, height: 480 } as const;

test.each([
  { env: 'weapp', build: 'weapp', channel: 'mp_weixin' },
  { env: 'weapp', build: 'weapp-react', channel: 'mp_weixin' },
  { env: 'alipay', build: 'alipay', channel: 'mp_alipay' },
  { env: 'tt', build: 'tt', channel: 'mp_douyin' },
] as const)(
  '$build: everything that can be said, without a network; after an end it arrives once, the photo cut byte for byte',
  async ({ env, build, channel }) => {
    const host = createMiniHost({ env, build, backend: shop.url });
    host.device.setOnline(false);
    host.device.picks = [{ bytes: fakeJpeg(picture), extension: 'jpg' }];
    const app = await host.launch();
    const press = async (words: string | RegExp): Promise<void> => {
      // The page on top may still be the one before.
      await until(`"${words}" on top`, async () => app.page.has(words));
      app.page.tap(words);
    };
    const named = (name: string) => app.page.nodes((node) => String(app.page.attribute(node, 'class')).includes(name));
    const fire = (name: string, type: string, detail?: object): void => {
      const last = named(name).at(-1);
      if (!last) throw new Error(`nothing is ${name}`);
      app.page.fire(last, type, detail);
    };
    await press(trigger.problem);
    await app.page.see(trigger.saved);
    await press(trigger.complain);
    await press(reasons['pack.damaged'] ?? '');
    await press(new RegExp(`^${sheet.next}`));
    await press('可生食鸡蛋');
    await press(details.shots['outer'] ?? '');
    // Camera and album: what hears the press lies over the words.
    await until('the two ways to a picture', async () => named('yj-cover').length === 2);
    fire('yj-cover', 'tap');
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
      reasons: [{ code: 'pack.damaged', items: [{ lineId: '2', sku: 'FR-EG-10' }] }],
    });
    const [photo = new Uint8Array()] = await shop.photos(row);
    expect(Buffer.from(photo).equals(fakeJpeg({ ...picture, metadata: false }))).toBe(true);
    await until('a device without files', async () => host.device.files.size === 0);
    expect(later.complaints).toEqual([]);
  },
);

test('taps faster than the storage are one feedback', async () => {
  const host = createMiniHost({ env: 'weapp', backend: shop.url });
  const app = await host.launch();
  app.page.tap(trigger.problem);
  app.page.tap(trigger.good);
  await app.page.see(trigger.saved);
  // A problem waits for detail; the next run does not.
  await host.launch();
  expect((await onlyRow(shop)).body).toMatchObject({ rating: { overall: { value: 1 } } });
});
