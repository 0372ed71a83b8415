import type { Worker } from '@playwright/test';
import { join } from 'node:path';
import { onlyRow, until } from '../waiting.js';
import { expect, test, type MiniApp } from './two-thread.js';

type Wx = Readonly<Record<string, (options: object) => unknown>>;

interface WxFiles {
  readonly env: { readonly USER_DATA_PATH: string };
  getFileSystemManager(): {
    writeFile(options: object): Promise<object>;
    readFile(options: object): Promise<{ readonly data: ArrayBuffer }>;
  };
}

const output = join(import.meta.dirname, '../../taro-shop/dist/weapp');

test('one tap on the order page is stored on the phone, and stays there when the app is killed', async ({ launch, shop }) => {
  const app = await launch({ output, endpoint: shop.url });
  app.offline(true);
  await app.page.getByText('都挺好').tap();
  await until('a record on the phone', async () => records(app).length > 0);
  await app.relaunch();
  await expect(app.page.getByText('记下了：都挺好')).toBeVisible();
  expect(records(app)).toHaveLength(1);
  expect(await shop.rows()).toEqual([]);
  app.offline(false);
  await onlyRow(shop);
});

test('the background stops the app after five seconds, and what it cut off arrives once the customer is back', async ({ launch, shop }) => {
  const app = await launch({ output, endpoint: shop.url });
  shop.proxy.follow(() => ({ type: 'stall' }));
  await app.page.getByText('都挺好').tap();
  await until('a request', async () => shop.proxy.seen.length > 0);
  const cutOff = call(app, 'request', { url: 'https://shop.example/v1/policy' });
  const stoodStill = logicOf(app).evaluate(
    () =>
      new Promise<void>((resolve) => {
        let last = Date.now();
        setInterval(() => {
          if (Date.now() - last > 1_000) resolve();
          last = Date.now();
        }, 20);
      }),
  );
  await app.background(6.5);
  expect(await cutOff).toEqual({ errMsg: 'request:fail interrupted' });
  await stoodStill;
  shop.proxy.heal();
  await onlyRow(shop);
});

test('the app’s code has no browser around it', async ({ launch, shop }) => {
  const app = await launch({ output, endpoint: shop.url });
  const names = [
    'fetch',
    'XMLHttpRequest',
    'URL',
    'Blob',
    'indexedDB',
    'crypto',
    'TextEncoder',
    'queueMicrotask',
    'self',
    'navigator',
    'Intl',
  ];
  const found = await logicOf(app).evaluate((names) => names.filter((name) => name in globalThis), names);
  expect(found).toEqual([]);
  // From a timer, because what a debugger runs is exempt from the policy.
  const said = await logicOf(app).evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve(Reflect.construct(Function, ['return 1']));
          } catch (error) {
            resolve((error as Error).name);
          }
        });
      }),
  );
  expect(said).toBe('EvalError');
});

test('the platform’s functions answer as WeChat’s do', async ({ launch, shop }) => {
  const app = await launch({ output, endpoint: shop.url });
  expect(await call(app, 'getStorage', { key: 'nothing' })).toEqual({ errMsg: 'getStorage:fail data not found' });
  expect(await call(app, 'setStorage', { key: 'large', data: 'x'.repeat(1_048_577) })).toEqual({
    errMsg: 'setStorage:fail exceed max size',
  });
  const withoutTap = await call(app, 'requestSubscribeMessage', { tmplIds: ['a'] });
  expect(withoutTap['errMsg']).toBe('requestSubscribeMessage:fail can only be invoked by user TAP gesture.');
  app.refuse('chooseMedia', 'auth deny', 103);
  expect(await call(app, 'chooseMedia')).toEqual({ errMsg: 'chooseMedia:fail auth deny', errno: 103 });
  const returned = await logicOf(app).evaluate(async () => {
    const { wx } = globalThis as unknown as { readonly wx: Wx };
    return [typeof wx['downloadFile'], typeof wx['getNetworkType']?.({ success: () => undefined }), await wx['getNetworkType']?.({})];
  });
  expect(returned).toEqual(['undefined', 'undefined', { networkType: 'wifi', errMsg: 'getNetworkType:ok' }]);
});

test('bytes cross the border whole', async ({ launch, shop }) => {
  const app = await launch({ output, endpoint: shop.url });
  const read = await logicOf(app).evaluate(async () => {
    const { wx } = globalThis as unknown as { readonly wx: WxFiles };
    const files = wx.getFileSystemManager();
    const filePath = `${wx.env.USER_DATA_PATH}/bytes.bin`;
    await files.writeFile({ filePath, data: Uint8Array.from({ length: 100_000 }, (_, at) => at % 251).buffer });
    const { data } = await files.readFile({ filePath, position: 70_000, length: 4 });
    return [...new Uint8Array(data)];
  });
  expect(read).toEqual([70_000, 70_001, 70_002, 70_003].map((at) => at % 251));
});

test('a saved photo outlives the app, a temporary one does not', async ({ launch, shop, darkroom }) => {
  const app = await launch({ output, endpoint: shop.url });
  const pick = async (): Promise<string | undefined> => {
    const chooser = app.page.waitForEvent('filechooser');
    // A browser opens it only for somebody who touched the page.
    await app.page.getByRole('heading').tap();
    const chosen = call(app, 'chooseMedia', { count: 1, mediaType: ['image'] });
    await (await chooser).setFiles(darkroom.small);
    return ((await chosen)['tempFiles'] as readonly { readonly tempFilePath: string }[])[0]?.tempFilePath;
  };
  const lost = await pick();
  const { savedFilePath: kept } = await call(app, 'saveFile', { tempFilePath: await pick() });
  await app.relaunch();
  expect(await call(app, 'getFileInfo', { filePath: kept })).toMatchObject({ size: darkroom.small.buffer.length });
  expect(await call(app, 'getFileInfo', { filePath: lost })).toMatchObject({ errno: 1300002 });
});

function records({ memory }: MiniApp): readonly string[] {
  return [...memory.stored.keys()].filter((key) => key.startsWith('yijian-demo-shop:i/'));
}

function logicOf({ page }: MiniApp): Worker {
  const [worker] = page.workers();
  if (!worker) throw new Error('no logic thread');
  return worker;
}

/** Calls a function of the platform as the app would; resolves with what it told, be it a failure. */
function call(app: MiniApp, name: string, options: object = {}): Promise<Readonly<Record<string, unknown>>> {
  return logicOf(app).evaluate(
    ({ name, options }) => new Promise((complete) => (globalThis as unknown as { readonly wx: Wx }).wx[name]?.({ ...options, complete })),
    { name, options },
  );
}
