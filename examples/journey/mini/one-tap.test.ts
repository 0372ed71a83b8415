import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { triggerZhCN as trigger } from '../../../sdk/src/core/messages/triggers.js';
import { zhCN } from '../../../sdk/src/core/messages/zh-cn.js';
import { openMerchant, type Merchant } from '../merchant.js';
import { onlyRow, until } from '../waiting.js';
import { createMiniHost, type MiniApp, type MiniHost } from './vm-host.js';

let shop: Merchant;
beforeAll(async () => {
  shop = await openMerchant('mini-one-tap');
});
afterAll(() => shop.close());
beforeEach(() => shop.clear());

/** Outbox records in the app's storage, read past the SDK. */
const recordsOf = ({ device }: MiniHost) => [...device.storage.keys()].filter((key) => key.startsWith('yijian-demo-shop:i/'));

describe.each([
  { env: 'weapp', build: 'weapp' },
  { env: 'weapp', build: 'weapp-react' },
  { env: 'alipay', build: 'alipay' },
  { env: 'tt', build: 'tt' },
] as const)('$build', ({ env, build }) => {
  const open = () => createMiniHost({ env, build, backend: shop.url });

  test('one tap without a network is on the device before the page says so, and arrives once after the app was ended', async () => {
    const host = open();
    host.device.setOnline(false);
    let write = () => undefined as void;
    const held = new Promise<void>((resolve) => (write = resolve));
    const slowStorage = (original: (options: object) => unknown) => (options: object) => void held.then(() => original(options));
    const first = await host.launch(undefined, { change: { setStorage: slowStorage } });
    first.page.tap(trigger.problem);
    await until('the tap to be written', async () => first.fake.calls.some(({ name }) => name === 'getStorage'));
    expect(first.page.has(trigger.saved)).toBe(false);
    expect(recordsOf(host)).toEqual([]);
    write();
    await first.page.see(trigger.saved);
    expect(recordsOf(host)).toHaveLength(1);
    host.kill();
    expect(await shop.rows()).toEqual([]);

    host.device.setOnline(true);
    const second = await host.launch();
    const row = await onlyRow(shop);
    expect(row).toMatchObject({ body: { rating: { overall: { scale: 'thumb', value: -1 } } } });
    expect(recordsOf(host).some((key) => key.endsWith(row.id))).toBe(true);
    // Told while the page stands there, and by every later run.
    await second.page.see(`${trigger.received} · ${row.ref}`);
    host.kill();
    const third = await host.launch();
    await third.page.see(`${trigger.received} · ${row.ref}`);
    expect(third.page.has(trigger.complain)).toBe(true);
    expect(await shop.rows()).toHaveLength(1);
    expect([...first.complaints, ...second.complaints, ...third.complaints]).toEqual([]);
  });

  test('before the customer agreed a tap is stored and nothing leaves the device; after it, it arrives once', async () => {
    const host = open();
    const first = await host.launch(undefined, { settings: { consent: 'required' } });
    first.page.tap(trigger.problem);
    await first.page.see(trigger.saved);
    first.hide();
    host.kill();
    // Another day, and still nobody was asked.
    const second = await host.launch(undefined, { settings: { consent: 'required' } });
    await second.page.see(trigger.saved);
    second.hide();
    second.show();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(recordsOf(host)).toHaveLength(1);
    for (const { fake } of [first, second]) expect(fake.calls.filter(({ name }) => /request|upload/i.test(name))).toEqual([]);
    host.kill();

    const third = await host.launch(undefined, { settings: { consent: 'given' } });
    await onlyRow(shop);
    expect(third.fake.calls.some(({ name }) => /request/i.test(name))).toBe(true);
    host.kill();
  });

  test('who signs in after the first tap goes on with it, and nothing of it is left to the next customer', async () => {
    const host = open();
    host.device.setOnline(false);
    const settings: { customer?: string } = {};
    const app = await host.launch(undefined, { settings });
    const signIn = async (customer: string): Promise<void> => {
      settings.customer = customer;
      // Every page that opens has the provider drawn again.
      await app.open('/pages/sign-for/index');
      await app.back();
    };
    app.page.tap(trigger.problem);
    await app.page.see(trigger.saved);
    await signIn('anna');
    // Long enough for what is parted to be told.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(app.page.has(trigger.complain)).toBe(true);
    expect(app.page.has(trigger.saved)).toBe(true);
    app.page.tap(trigger.complain);
    await until('the reasons', async () => app.page.has(zhCN.reasons['item.wrong'] ?? ''));
    await app.back();
    expect(recordsOf(host)).toHaveLength(1);

    await signIn('bert');
    await app.page.see(trigger.question);
    app.page.tap(trigger.good);
    await app.page.see(trigger.saved);
    expect(recordsOf(host)).toHaveLength(2);
    host.kill();

    host.device.setOnline(true);
    await host.launch(undefined, { settings });
    await until('both', async () => (await shop.rows()).length === 2);
    const said = (await shop.rows()).map(({ body }) => body as { kind: string; subject?: { id: string } });
    expect(Object.fromEntries(said.map(({ kind, subject }) => [kind, subject?.id]))).toEqual({ complaint: 'anna', praise: 'bert' });
    expect(app.complaints).toEqual([]);
    host.kill();
  });

  test('opens the feedback page out of its subpackage, and comes back', async () => {
    const app = await open().launch();
    const page = await app.open('/feedback/pages/index?order=QH2611220722');
    expect(page.route).toBe('feedback/pages/index');
    expect(page.text).not.toBe('');
    expect((await app.back()).route).toBe('pages/order/index');
    expect(app.complaints).toEqual([]);
  });

  test('keeps what it stored through an end, and loses what was temporary', async () => {
    const host = open();
    const first = await host.launch();
    const { path } = first.fake.temp(new Uint8Array([1, 2, 3]));
    host.device.storage.set('of the shop', '1');
    host.device.files.set('kept', new Uint8Array([4]));
    expect(first.fake.temporary.has(path)).toBe(true);
    const second = await host.launch();
    expect(second.fake.temporary.size + first.fake.temporary.size).toBe(0);
    expect(host.device.storage.get('of the shop')).toBe('1');
    expect(host.device.files.has('kept')).toBe(true);
  });
});

/** From the row to the last press about praise. */
async function praise(app: MiniApp): Promise<void> {
  app.page.tap(trigger.good);
  await app.page.see(new RegExp(`^${trigger.saved}|^${trigger.received}`));
  app.page.tap(trigger.praise);
  await until('the reasons', async () => app.page.has(zhCN.sheet.submit));
  app.page.tap(zhCN.sheet.submit);
}

/** Praise without a network, up to the press in the list that takes it back. */
async function praiseAndTakeBack(): Promise<{ host: MiniHost; app: MiniApp }> {
  const host = createMiniHost({ env: 'weapp', backend: shop.url });
  host.device.setOnline(false);
  const app = await host.launch();
  await praise(app);
  await until('the result', async () => app.page.has(zhCN.details.savedText));
  await app.back();
  await app.page.see(trigger.progress);
  app.page.tap(trigger.progress);
  await until('the list', async () => app.page.has(zhCN.details.takeBack));
  app.page.tap(zhCN.details.takeBack);
  return { host, app };
}

test('what was handed in and taken back in the list is asked again, and a tap is stored', async () => {
  const { host, app } = await praiseAndTakeBack();
  await app.back();
  await app.page.see(trigger.question);
  expect(recordsOf(host)).toEqual([]);
  const later = await host.launch();
  await later.page.see(trigger.question);
  later.page.tap(trigger.problem);
  await later.page.see(trigger.saved);
  expect(recordsOf(host)).toHaveLength(1);
  host.kill();
});

test('what is taken back in the list is gone once the app is hidden, and nothing is offered back', async () => {
  const { host, app } = await praiseAndTakeBack();
  await until('the offer', async () => app.page.has(zhCN.details.takenBack));
  app.hide();
  // Less than the ten seconds of the offer, and time enough for the device.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  expect(recordsOf(host)).toEqual([]);
  app.show();
  await until('no offer', async () => !app.page.has(zhCN.details.takenBack));
  expect(app.complaints).toEqual([]);
  host.kill();
});

test.each(['hangs', 'fails'] as const)('an undo whose write %s leaves the tap where it is', async (fate) => {
  const host = createMiniHost({ env: 'weapp', backend: shop.url });
  host.device.setOnline(false);
  let isBroken = false;
  let tried = 0;
  // Of all that is written only the feedback itself, as a run meets it that ends between two writes.
  const breakable = (original: (options: object) => unknown) => (options: { key: string; fail?: (reason: object) => void }) => {
    if (!isBroken || !options.key.includes(':i/')) return original(options);
    tried++;
    if (fate === 'fails') options.fail?.({ errMsg: 'fail' });
    return undefined;
  };
  const app = await host.launch(undefined, { change: { setStorage: breakable, removeStorage: breakable } });
  app.page.tap(trigger.problem);
  await app.page.see(trigger.saved);
  isBroken = true;
  app.page.tap(trigger.undo);
  await until('the write', async () => tried > 0);
  if (fate === 'hangs') await app.page.see(trigger.question);
  // What failed stands there again at once, what hangs after the end of the app.
  const later = fate === 'hangs' ? await host.launch() : app;
  await later.page.see(trigger.complain);
  expect(recordsOf(host)).toHaveLength(1);
  isBroken = false;
  later.page.tap(trigger.undo);
  await later.page.see(trigger.question);
  await until('an empty outbox', async () => recordsOf(host).length === 0);
  await (await host.launch()).page.see(trigger.question);
  expect(app.complaints).toEqual([]);
  host.kill();
});

test('left in the moment of the press it is handed in all the same, and the row says so', async () => {
  const host = createMiniHost({ env: 'weapp', backend: shop.url });
  const app = await host.launch();
  await praise(app);
  await app.back();
  await app.page.see(trigger.progress);
  expect(app.page.has(trigger.undo)).toBe(false);
  host.kill();
});

test('the thread has the language and timers, and text does not become code in it', async () => {
  const { thread } = await createMiniHost({ env: 'weapp', backend: shop.url }).launch();
  const names = ['fetch', 'URL', 'queueMicrotask', 'document', 'window', 'process', 'Blob', 'crypto', 'indexedDB', 'WebAssembly'];
  expect(thread.run(`[${names.map((name) => `typeof ${name}`).join()}].filter((type) => type !== 'undefined')`)).toHaveLength(0);
  expect(() => thread.run(`eval('1')`)).toThrow(/Code generation/);
  expect(() => thread.run(`new Function('return this')`)).toThrow(/Code generation/);
});
