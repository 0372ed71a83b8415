import { describe, expect, it } from 'vitest';
import { createFakeDevice, type Dialect } from './fake-device.fixture.js';
import { fakeJpeg } from './fake-picture.fixture.js';
import { alipay, tt, weapp } from './fake-platforms.fixture.js';
import { call, start } from './taro-call.js';
import { pick } from './taro-picker.js';
import { utf8, utf8Length } from './utf8.js';

interface Handed {
  readonly success: (result: unknown) => void;
  readonly fail: (error: unknown) => void;
}

describe('a call of the platform', () => {
  it('resolves with what success was told, whatever is returned', async () => {
    const platform = {
      silent: ({ success }: Handed) => void success(1),
      promising: ({ success }: Handed) => (setTimeout(() => success(2)), Promise.resolve('too early')),
    };
    expect(await call(platform, 'silent')).toBe(1);
    expect(await call(platform, 'promising')).toBe(2);
  });

  it('is unsupported where the function is missing, also behind Taro, which calls nobody back', async () => {
    const platform = { chooseMedia: () => Promise.reject(new TypeError('chooseMedia is not a function')) };
    await expect(call(platform, 'chooseMedia')).rejects.toMatchObject({ reason: 'unsupported' });
    await expect(call(platform, 'missing')).rejects.toMatchObject({ name: 'TaroError', reason: 'unsupported' });
    await expect(call(undefined, 'missing')).rejects.toMatchObject({ reason: 'unsupported' });
  });

  it('fails when the platform throws instead of calling back', async () => {
    const platform = {
      broken() {
        throw new Error('inside');
      },
    };
    await expect(call(platform, 'broken')).rejects.toMatchObject({ reason: 'failed', message: 'broken: inside' });
  });

  it('ends once, however often it is told', async () => {
    const told: unknown[] = [];
    const platform = {
      twice({ success, fail }: Handed) {
        success('first');
        fail({ errMsg: 'second' });
        return Promise.reject(new Error('third'));
      },
    };
    start(platform, 'twice', {}, { success: (result) => told.push(result), fail: (error) => told.push(error) });
    await new Promise((resolve) => setTimeout(resolve));
    expect(told).toEqual(['first']);
  });

  it('keeps what the function belongs to', async () => {
    const platform = {
      value: 7,
      own(this: { value: number }, { success }: Handed) {
        success(this.value);
      },
    };
    expect(await call(platform, 'own')).toBe(7);
  });

  it.each([
    ['chooseMedia', { errMsg: 'chooseMedia:fail cancel' }, 'cancelled', undefined],
    ['chooseImage', { error: 11, errorMessage: '用户取消操作' }, 'cancelled', 11],
    ['uploadFile', { error: 11, errorMessage: '文件不存在' }, 'failed', 11],
    ['chooseMedia', { errMsg: 'chooseMedia:fail privacy permission is not authorized', errno: 104 }, 'privacy', 104],
    ['chooseMedia', { errMsg: 'chooseMedia:fail api scope is not declared in the privacy agreement', errno: 112 }, 'privacy', 112],
    ['chooseImage', { errMsg: 'chooseImage:fail', errno: 103 }, 'privacy', 103],
    ['chooseMedia', { errMsg: 'chooseMedia:fail auth deny', errNo: 10200 }, 'denied', 10200],
    ['chooseImage', { error: 2001, errorMessage: '在申请授权时用户拒绝授权' }, 'denied', 2001],
    ['chooseImage', { errMsg: 'chooseImage:fail system permission denied' }, 'denied', undefined],
    ['getStorage', { errMsg: 'getStorage:fail data not found' }, 'failed', undefined],
    ['request', 'a mere text', 'failed', undefined],
    ['request', undefined, 'failed', undefined],
  ])('%s that fails with %j is %s', async (name, raw, reason, code) => {
    const platform = { [name]: ({ fail }: Handed) => void fail(raw) };
    await expect(call(platform, name)).rejects.toMatchObject({ reason, code });
  });
});

describe.each([weapp, alipay, tt])('the picker on $env', (dialect: Dialect) => {
  const { env } = dialect;
  const bytes = fakeJpeg({ width: 4, height: 3 });
  const picture = { bytes, extension: 'jpg' };
  const names = (app: { calls: readonly { name: string }[] }) =>
    app.calls.map(({ name }) => name).filter((name) => name.startsWith('choose'));

  it('gives the photos, with what this platform has for it', async () => {
    const device = createFakeDevice(dialect);
    const app = device.launch();
    device.picks = [picture, picture];
    const picked = await pick(app.taro, env, { kind: 'photo', max: 2 });
    const files = [...app.temporary.keys()].map((path) => ({ path, size: bytes.length, type: 'image/jpeg' }));
    expect(picked).toEqual({ files });
    expect(names(app)).toEqual([env === 'alipay' ? 'chooseImage' : 'chooseMedia']);
    expect(app.calls[0]?.options).toMatchObject({ count: 2, sourceType: ['camera', 'album'] });
  });

  it('gives a film and calls it one', async () => {
    const device = createFakeDevice(dialect);
    const app = device.launch();
    device.picks = [{ bytes, extension: 'mp4' }];
    expect(await pick(app.taro, env, { kind: 'video', from: ['camera'] })).toMatchObject({
      files: [{ type: 'video/mp4', size: bytes.length }],
    });
    expect(names(app)).toEqual([env === 'alipay' ? 'chooseVideo' : 'chooseMedia']);
    expect(app.calls[0]?.options).toMatchObject({ sourceType: ['camera'], maxDuration: 30 });
  });

  it('lets the customer choose which of the two', async () => {
    const device = createFakeDevice(dialect);
    const app = device.launch();
    device.picks = env === 'alipay' ? [picture] : [picture, { bytes, extension: 'mp4' }];
    const types = ['image/jpeg', 'video/mp4'].slice(0, device.picks.length);
    expect(await pick(app.taro, env, { kind: 'either', max: 2 })).toMatchObject({ files: types.map((type) => ({ type })) });
    expect(names(app)).toEqual([env === 'alipay' ? 'chooseImage' : 'chooseMedia']);
  });

  it('opens at once, within the tap', () => {
    const app = createFakeDevice(dialect).launch();
    void pick(app.taro, env, { kind: 'photo' });
    expect(names(app)).toHaveLength(1);
  });

  it.each([
    ['cancelled', 'cancel', 11],
    ['denied', 'auth deny', 2001],
    ['privacy', 'privacy agreement', 112],
  ] as const)('says that it was %s', async (reason, text, code) => {
    const device = createFakeDevice(dialect);
    device.picks = { text, code };
    expect(await pick(device.launch().taro, env, { kind: 'photo' })).toEqual({ reason });
  });

  it('falls back to the older function where the newer is only announced, and says so when there is neither', async () => {
    const device = createFakeDevice(dialect);
    const app = device.launch();
    device.picks = [picture];
    const { chooseImage } = app.taro;
    const chooseMedia = () => Promise.reject(new TypeError('chooseMedia is not a function'));
    expect(await pick({ chooseImage, chooseMedia } as never, env, { kind: 'photo' })).toMatchObject({ files: [{ size: bytes.length }] });
    expect(await pick({ chooseMedia }, env, { kind: 'photo' })).toEqual({ reason: 'unsupported' });
    expect(await pick({}, env, { kind: 'video' })).toEqual({ reason: 'unsupported' });
  });

  it('fails with a fault that nobody could know', async () => {
    const device = createFakeDevice(dialect);
    device.picks = { text: 'camera is broken', code: 1 };
    await expect(pick(device.launch().taro, env, { kind: 'photo' })).rejects.toMatchObject({ code: 'unavailable' });
  });
});

it.each(['', 'abc', 'é', '冻品化了', '😀', 'a😀é冻\u{10ffff}\u07ff\u0800\uffff', '\ud800x', 'x\udc00'])(
  '%j is the same in UTF-8 as elsewhere',
  (text) => {
    expect([...utf8(text)]).toEqual([...new TextEncoder().encode(text)]);
    expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
  },
);
