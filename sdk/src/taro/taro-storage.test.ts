import { describe, expect, it } from 'vitest';
import { createFakeDevice, type Dialect, type FakeApp } from './fake-device.fixture.js';
import { alipay, tt, weapp } from './fake-platforms.fixture.js';
import { createTaroPlatform } from './platform.js';

const key = 'p/feedback/photo/o';
const bytesOf = (length: number, seed = 7) => Uint8Array.from({ length }, (_, n) => (n * seed) & 255);

describe.each([weapp, alipay, tt])('storage on $env', (dialect: Dialect) => {
  const warnings: string[] = [];
  const open = (app: FakeApp, site = 'shop') =>
    createTaroPlatform({ taro: app.taro, env: dialect.env, site, warn: (message) => void warnings.push(message) });

  it('writes one key a record, under the site', async () => {
    const device = createFakeDevice(dialect);
    const app = device.launch();
    await open(app).records.update('i/a', () => ({ n: 1 }));
    await open(app, 'other').records.update('i/a', () => ({ n: 2 }));
    device.storage.set('of the host', '1');
    expect([...device.storage.keys()].sort()).toEqual(['of the host', 'yijian-other:i/a', 'yijian-shop:i/a']);
    expect(await open(app).records.keys('')).toEqual(['i/a']);
  });

  it('holds what is new and refused in memory, says so once, and writes it as soon as it can', async () => {
    const device = createFakeDevice(dialect);
    const app = device.launch();
    const { records } = open(app);
    warnings.length = 0;
    device.storageRefuses = true;
    expect(await records.update('i/a', () => ({ n: 1 }))).toEqual({ value: { n: 1 }, durable: false });
    expect(await records.update('i/b', () => 1)).toMatchObject({ durable: false });
    expect(warnings).toHaveLength(1);
    expect(await records.get('i/a')).toEqual({ n: 1 });
    expect(await records.keys('i/')).toEqual(['i/a', 'i/b']);
    expect(await records.update('i/a', (current) => current)).toMatchObject({ durable: false });
    device.storageRefuses = false;
    expect(await records.update('i/a', () => ({ n: 2 }))).toEqual({ value: { n: 2 }, durable: true });
    await records.update('i/b', () => undefined);
    expect(await records.keys('i/')).toEqual(['i/a']);
    expect(await open(device.launch()).records.get('i/a')).toEqual({ n: 2 });
  });

  it('refuses to change what exists when there is no room, and leaves it as it is', async () => {
    const device = createFakeDevice(dialect);
    const { records } = open(device.launch());
    await records.update('i/a', () => ({ n: 1 }));
    device.storageRefuses = true;
    await expect(records.update('i/a', () => ({ n: 2 }))).rejects.toMatchObject({ code: 'storage' });
    expect(await records.get('i/a')).toEqual({ n: 1 });
  });

  it('counts the bytes of a record, not its characters', async () => {
    const { records } = open(createFakeDevice(dialect).launch());
    expect(await records.update('i/a', () => '冻'.repeat(60_000))).toMatchObject({ durable: true });
    expect(await records.update('i/b', () => '冻'.repeat(70_000))).toMatchObject({ durable: false });
  });

  it('does not take a record that cannot be read for one that is not there', async () => {
    const device = createFakeDevice(dialect);
    const app = device.launch();
    await open(app).records.update('i/a', () => ({ n: 1 }));
    const broken = {
      ...app.taro,
      getStorage: ({ fail }: { fail: (error: unknown) => void }) => void fail({ errMsg: 'getStorage:fail busy' }),
    };
    const { records } = createTaroPlatform({ taro: broken as never, env: dialect.env, site: 'shop', warn: () => undefined });
    await expect(records.update('i/a', () => ({ n: 2 }))).rejects.toMatchObject({ code: 'storage' });
    expect(await open(app).records.get('i/a')).toEqual({ n: 1 });
  });

  it('does not take storage that answers no question for an empty one', async () => {
    const device = createFakeDevice(dialect);
    const first = device.launch();
    await open(first).records.update('i/a', () => ({ n: 1 }));
    await open(first).bytes.put(key, first.temp(bytesOf(10)));
    const app = device.launch();
    const busy = ({ fail }: { fail: (error: unknown) => void }) => void fail(dialect.fault('getStorageInfo', 'system busy'));
    const mute = { ...app.taro, getStorage: busy, getStorageInfo: busy };
    const { records, bytes } = createTaroPlatform({ taro: mute as never, env: dialect.env, site: 'shop', warn: () => undefined });
    await expect(records.update('i/a', () => ({ n: 2 }))).rejects.toMatchObject({ code: 'storage' });
    await expect(records.keys('i/')).rejects.toMatchObject({ code: 'storage' });
    await expect(bytes.size(key)).rejects.toMatchObject({ code: 'storage' });
    await expect(bytes.put('p/other', app.temp(bytesOf(20)))).rejects.toMatchObject({ code: 'storage' });
    expect(await open(app).records.get('i/a')).toEqual({ n: 1 });
    expect(await open(app).bytes.size(key)).toBe(10);
  });

  it('holds records in memory where the platform has no storage at all', async () => {
    const { getStorage: _, getStorageInfo: __, setStorage: ___, ...rest } = createFakeDevice(dialect).launch().taro;
    const { records } = createTaroPlatform({ taro: rest, env: dialect.env, site: 'shop', warn: () => undefined });
    expect(await records.update('i/a', () => ({ n: 1 }))).toEqual({ value: { n: 1 }, durable: false });
    expect(await records.keys('i/')).toEqual(['i/a']);
  });

  it('keeps photos through a new start, when temporary files are gone', async () => {
    const device = createFakeDevice(dialect);
    const first = device.launch();
    const source = first.temp(bytesOf(3_000));
    await open(first).bytes.put(key, source);
    const { bytes } = open(device.launch());
    expect(await bytes.keys('p/feedback/')).toEqual([key]);
    expect(await bytes.size(key)).toBe(3_000);
    expect([...(await bytes.read(key, 2_990))]).toEqual([...bytesOf(3_000).subarray(2_990)]);
    await expect(bytes.put('p/other', source)).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('leaves no file of what was replaced or removed', async () => {
    const device = createFakeDevice(dialect);
    const app = device.launch();
    const { bytes } = open(app);
    await bytes.put(key, app.temp(bytesOf(3_000)));
    await bytes.put(key, app.temp(bytesOf(200)));
    expect([...device.files.values()].map(({ length }) => length)).toEqual([200]);
    await bytes.remove(key);
    expect(device.files.size).toBe(0);
    expect(device.storage.size).toBe(0);
  });

  it('notices a file that vanished or shrank', async () => {
    const device = createFakeDevice(dialect);
    const app = device.launch();
    const { bytes, image, http } = open(app);
    await bytes.put(key, app.temp(bytesOf(3_000)));
    const [[path] = ['']] = device.files;
    device.files.set(path, bytesOf(2_999));
    expect(await bytes.size(key)).toBeUndefined();
    device.files.clear();
    expect(await bytes.size(key)).toBeUndefined();
    for (const attempt of [bytes.digest(key), bytes.read(key), image.inspect(key)])
      await expect(attempt).rejects.toMatchObject({ code: 'unreadable' });
    const file = { key, mime: 'image/jpeg', name: 'a.jpg', offset: 0, length: 3_000 };
    const request = {
      method: 'POST',
      url: 'https://shop.example/',
      headers: {},
      timeoutMs: 1_000,
      multipart: { fields: {}, file },
    } as const;
    const never = { cancelled: false, onCancel: () => undefined };
    expect(await http.send(request, { cancellation: never })).toEqual({ status: 0, cause: 'unreadable' });
  });

  it('refuses a photo when there is no room, and keeps nothing of it', async () => {
    const device = createFakeDevice(dialect);
    const app = device.launch();
    const { bytes } = open(app);
    device.occupied = dialect.fileQuota - 1_000;
    await bytes.put('p/small', app.temp(bytesOf(900)));
    await expect(bytes.put(key, app.temp(bytesOf(200)))).rejects.toMatchObject({ code: 'storage' });
    await expect(bytes.put('p/small', app.temp(bytesOf(200)))).rejects.toMatchObject({ code: 'storage' });
    expect(device.files.size).toBe(1);
    expect(await bytes.keys('p/')).toEqual(['p/small']);
    expect(await bytes.size('p/small')).toBe(900);
  });

  it('removes at the next start what an end in the middle left, and nothing of anybody else', async () => {
    const device = createFakeDevice(dialect);
    const first = device.launch();
    await open(first).bytes.put(key, first.temp(bytesOf(10)));
    await open(first, 'shop2').bytes.put(key, first.temp(bytesOf(20)));
    const mine = [...device.files.keys()][0] ?? '';
    const orphan = mine.replace('.jpg', '0.jpg');
    const foreign = `${dialect.folder}/yijian.txt`;
    device.files.set(orphan, bytesOf(5)).set(foreign, bytesOf(5));
    const second = device.launch();
    await open(second).bytes.put('p/next', second.temp(bytesOf(30)));
    expect(orphan).not.toBe(mine);
    expect(device.files.has(orphan)).toBe(false);
    expect(device.files.has(foreign)).toBe(true);
    expect(await open(second).bytes.size(key)).toBe(10);
    expect(await open(second, 'shop2').bytes.size(key)).toBe(20);
  });

  it('says that a photo is not durable when only its file could be kept', async () => {
    const device = createFakeDevice(dialect);
    const app = device.launch();
    device.storageRefuses = true;
    const { bytes } = open(app);
    expect(await bytes.put(key, app.temp(bytesOf(10)))).toEqual({ size: 10, durable: false });
    expect(await bytes.size(key)).toBe(10);
  });

  it('keeps photos by saving them where files cannot be copied', async () => {
    const device = createFakeDevice(dialect);
    const app = device.launch();
    const files = app.taro.getFileSystemManager?.() as Record<string, unknown>;
    const saveFile = ({
      tempFilePath,
      filePath,
      success,
    }: {
      tempFilePath: string;
      filePath: string;
      success: (result: object) => void;
    }) => {
      device.files.set(filePath, app.temporary.get(tempFilePath) ?? bytesOf(0));
      app.temporary.delete(tempFilePath);
      success({ savedFilePath: filePath });
    };
    const older = { ...app.taro, getFileSystemManager: () => ({ ...files, copyFile: undefined, saveFile }) };
    const { bytes } = createTaroPlatform({ taro: older, env: dialect.env, site: 'shop', warn: () => undefined });
    expect(await bytes.put(key, app.temp(bytesOf(10)))).toEqual({ size: 10, durable: true });
    expect(app.temporary.size).toBe(0);
  });

  it('refuses photos honestly where the platform has no files', async () => {
    const app = createFakeDevice(dialect).launch();
    const { getFileSystemManager: _, ...rest } = app.taro;
    const { bytes, records } = createTaroPlatform({ taro: rest, env: dialect.env, site: 'shop', warn: () => undefined });
    await expect(bytes.put(key, app.temp(bytesOf(10)))).rejects.toMatchObject({ name: 'FeedbackError' });
    expect(await records.update('i/a', () => 1)).toMatchObject({ durable: true });
  });
});
