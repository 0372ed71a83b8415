import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../testing/index.js';
import type { HttpRequest } from '../core/index.js';
import { createFakeDevice, networkOf, type Dialect, type NetAnswer, type NetRequest } from './fake-device.fixture.js';
import { alipay, tt, weapp } from './fake-platforms.fixture.js';
import { createTaroPlatform } from './platform.js';
import type { TaroNetwork } from './taro-api.js';

const never = { cancelled: false, onCancel: () => undefined };
const key = 'p/f/a/o';
const picture = Uint8Array.from({ length: 2_500_000 }, (_, n) => (n * 31 + (n >> 8)) & 255);
const ok: NetAnswer = { status: 201, headers: { ETag: '"e"' }, text: '{"ok":true}' };

async function stage(dialect: Dialect) {
  const device = createFakeDevice(dialect);
  const app = device.launch();
  const clock = createFakeClock();
  const seen: NetRequest[] = [];
  device.net = async (request) => {
    seen.push(request);
    return ok;
  };
  const platform = createTaroPlatform({
    taro: app.taro,
    env: dialect.env,
    site: 'shop',
    clock,
    leaveMessage: 'Leave?',
    warn: () => undefined,
  });
  const post: HttpRequest = { method: 'POST', url: 'https://shop.example/v1/feedback', headers: { 'Yijian-Site': 'shop' }, timeoutMs: 400 };
  const file = (offset: number, length: number) => ({ key, mime: 'image/jpeg', name: 'a.jpeg', offset, length });
  const upload = (offset: number, length: number): HttpRequest => ({
    ...post,
    multipart: { fields: { sha256: 'abc' }, file: file(offset, length) },
  });
  return {
    device,
    app,
    clock,
    seen,
    platform,
    post,
    upload,
    send: (request: HttpRequest) => platform.http.send(request, { cancellation: never }),
  };
}

describe.each([weapp, alipay, tt])('the network on $env', (dialect) => {
  it('sends text byte for byte, with its headers', async () => {
    const { seen, post, send } = await stage(dialect);
    const body = '{ "a":"冻品 😀",\n"b":1 }';
    await send({ ...post, body });
    expect(seen).toEqual([{ method: 'POST', url: post.url, headers: { 'Yijian-Site': 'shop' }, body }]);
  });

  it('asks with GET and hands on an answer that is no JSON', async () => {
    const { device, post, send } = await stage(dialect);
    device.net = async ({ method, body }) => ({ status: 200, headers: {}, text: `<html>${method} ${body}` });
    expect(await send({ ...post, method: 'GET' })).toMatchObject({ status: 200, text: '<html>GET undefined' });
  });

  it('tells an unchanged answer from a redirect', async () => {
    const { device, post, send } = await stage(dialect);
    device.net = async () => ({ status: 304, headers: { ETag: '"e"' }, text: '' });
    expect(await send({ ...post, method: 'GET' })).toMatchObject({ status: 304, headers: { etag: '"e"' } });
  });

  it('never takes what it was redirected to for what it asked', async () => {
    const { device, post, send } = await stage(dialect);
    const login: NetAnswer = { status: 200, headers: {}, text: '<html>sign in' };
    device.net = async ({ method }) =>
      method === 'GET' ? login : { status: 302, headers: { Location: 'https://portal.example/' }, text: '' };
    const answer = await send({ ...post, body: '{}' });
    // Alipay and tt follow without a word: the page has no id in it, by which the core knows an answer of ours.
    expect(answer).toEqual(dialect === weapp ? { status: 0, cause: 'redirect' } : { status: 200, headers: {}, text: '<html>sign in' });
  });

  it('is offline only when the platform says so, and a network fault else', async () => {
    const { device, post, send, platform } = await stage(dialect);
    device.net = async () => 'breaks';
    expect(await send({ ...post, body: '{}' })).toEqual({ status: 0, cause: 'network' });
    device.setOnline(false);
    expect(platform.connectivity.isOnline()).toBe(false);
    expect(await send({ ...post, body: '{}' })).toEqual({ status: 0, cause: 'offline' });
  });

  it('knows from the start that there is no network', async () => {
    const device = createFakeDevice(dialect);
    device.setOnline(false);
    const { connectivity } = createTaroPlatform({ taro: device.launch().taro, env: dialect.env, site: 'shop', warn: () => undefined });
    expect(connectivity.isOnline()).toBe(true);
    await new Promise((resolve) => setTimeout(resolve));
    expect(connectivity.isOnline()).toBe(false);
  });

  it('calls it a network fault when the platform interrupts in the background', async () => {
    const { device, app, clock, post, send } = await stage(dialect);
    device.net = async () => 'stalls';
    const answer = send({ ...post, body: '{}' });
    await clock.settle();
    app.interrupt();
    expect(await answer).toEqual({ status: 0, cause: 'network' });
  });

  it("takes the platform's own timeout for one", async () => {
    const { app, post } = await stage(dialect);
    const request = ({ fail }: { fail: (error: unknown) => void }) => void fail(dialect.fault('request', 'timeout', 13));
    const { http } = createTaroPlatform({ taro: { ...app.taro, request } as never, env: dialect.env, site: 'shop', warn: () => undefined });
    expect(await http.send({ ...post, body: '{}' }, { cancellation: never })).toEqual({ status: 0, cause: 'timeout' });
  });

  it('says that it cannot where the platform has no network at all', async () => {
    const { post } = await stage(dialect);
    const { http } = createTaroPlatform({ taro: {}, env: dialect.env, site: 'shop', warn: () => undefined });
    expect(await http.send({ ...post, body: '{}' }, { cancellation: never })).toEqual({ status: 0, cause: 'network' });
  });

  it('stops the exchange of the platform when it gives up or is told to', async () => {
    const { device, clock, app, post, send, platform } = await stage(dialect);
    device.net = async () => 'stalls';
    const late = send({ ...post, body: '{}' });
    await clock.advance(400);
    expect(await late).toEqual({ status: 0, cause: 'timeout' });
    expect(app.aborted).toBe(1);
    let cancel = () => undefined as void;
    const cancellation = { cancelled: false, onCancel: (listener: () => void) => void (cancel = listener) };
    const unwanted = platform.http.send({ ...post, body: '{}' }, { cancellation });
    await clock.settle();
    cancel();
    expect(await unwanted).toEqual({ status: 0, cause: 'cancelled' });
    expect(app.aborted).toBe(2);
  });

  it('has two connections at most, and lets a cancelled one leave the queue', async () => {
    const { device, app, clock, post, platform } = await stage(dialect);
    const waiting: (() => void)[] = [];
    device.net = () => new Promise((resolve) => waiting.push(() => resolve(ok)));
    let cancel = () => undefined as void;
    const cancellation = { cancelled: false, onCancel: (listener: () => void) => void (cancel = listener) };
    const first = [1, 2].map(() => platform.http.send({ ...post, body: '{}' }, { cancellation: never }));
    const third = platform.http.send({ ...post, body: '{}' }, { cancellation });
    const fourth = platform.http.send({ ...post, body: '{}' }, { cancellation: never });
    await clock.settle();
    expect(waiting).toHaveLength(2);
    cancel();
    expect(await third).toEqual({ status: 0, cause: 'cancelled' });
    waiting[0]?.();
    await first[0];
    await clock.settle();
    expect(waiting).toHaveLength(3);
    for (const answer of waiting) answer();
    expect(await Promise.all([...first, fourth])).toHaveLength(3);
    expect(app.busiest).toBe(2);
  });

  it('uploads a whole file from where it is, with fields, and tells how far it is', async () => {
    const { device, app, seen, platform, upload } = await stage(dialect);
    await platform.bytes.put(key, app.temp(picture));
    const sent: number[] = [];
    const answer = await platform.http.send(upload(0, picture.length), {
      cancellation: never,
      onProgress: (bytes) => void sent.push(bytes),
    });
    expect(answer).toMatchObject({ status: 201, text: '{"ok":true}' });
    const [{ upload: arrived } = {}] = seen;
    expect(arrived).toMatchObject({ name: 'file', fields: { sha256: 'abc' }, path: [...device.files.keys()][0] });
    expect(sent.length).toBeGreaterThan(1);
    expect(sent).toEqual([...sent].sort((a, b) => a - b));
    expect(sent.at(-1)).toBe(picture.length);
  });

  it('uploads exactly the part asked for, and leaves no copy of it', async () => {
    const { device, app, seen, platform, upload, send } = await stage(dialect);
    await platform.bytes.put(key, app.temp(picture));
    for (const [offset, length] of [
      [0, 1_000_000],
      [1_000_000, 1_000_000],
      [2_000_000, 500_000],
    ] as const) {
      expect(await send(upload(offset, length))).toMatchObject({ status: 201 });
      const bytes = seen.at(-1)?.upload?.bytes;
      expect(bytes && Buffer.from(bytes).equals(picture.subarray(offset, offset + length))).toBe(true);
      expect(device.files.size).toBe(1);
    }
  });

  it('tries a part again later when there is no room for its copy, and finds bytes that are missing', async () => {
    const { device, app, platform, upload, send } = await stage(dialect);
    await platform.bytes.put(key, app.temp(picture));
    device.occupied = dialect.fileQuota - picture.length;
    expect(await send(upload(0, 1_000))).toEqual({ status: 0, cause: 'network' });
    expect(device.files.size).toBe(1);
    expect(await send(upload(2_499_999, 2))).toEqual({ status: 0, cause: 'unreadable' });
  });

  it('gives an upload up that stalls, and none that still moves', async () => {
    const { device, app, clock, platform, upload } = await stage(dialect);
    await platform.bytes.put(key, app.temp(picture));
    device.pace = () => new Promise((resolve) => clock.after(300, resolve));
    const slow = platform.http.send(upload(0, picture.length), { cancellation: never });
    await clock.advance(700);
    expect(await slow).toMatchObject({ status: 201 });
    device.net = async () => 'stalls';
    const stalled = platform.http.send(upload(0, picture.length), { cancellation: never });
    let ended = false;
    void stalled.then(() => (ended = true));
    // Moved last after 300 ms.
    await clock.advance(699);
    expect(ended).toBe(false);
    await clock.advance(1);
    expect(await stalled).toEqual({ status: 0, cause: 'timeout' });
  });
});

describe.each([weapp, alipay, tt])('the app on $env', (dialect) => {
  it('wakes when it is shown and when the network is back, and hides', async () => {
    const { device, app, platform } = await stage(dialect);
    const heard: string[] = [];
    platform.lifecycle.onWake(() => heard.push('wake'));
    platform.lifecycle.onHide(() => heard.push('hide'));
    device.setOnline(false);
    expect(heard).toEqual([]);
    device.setOnline(true);
    device.setOnline(true);
    expect(heard).toEqual(['wake']);
    app.hide();
    app.show();
    expect(heard).toEqual(['wake', 'hide', 'wake']);
  });

  it('asks for the network when it is shown, as a change in the background may never have been told', async () => {
    const { device, app, clock } = await stage(dialect);
    let tell: (state: TaroNetwork) => void = () => undefined;
    const deaf = { ...app.taro, onNetworkStatusChange: (hear: typeof tell) => void (tell = hear) };
    const { connectivity, lifecycle } = createTaroPlatform({ taro: deaf, env: dialect.env, site: 'shop', clock, warn: () => undefined });
    let wakes = 0;
    lifecycle.onWake(() => wakes++);
    await clock.settle();
    tell(networkOf(dialect.env, false));
    expect(connectivity.isOnline()).toBe(false);
    app.hide();
    device.setOnline(true);
    app.show();
    await clock.settle();
    expect(connectivity.isOnline()).toBe(true);
    expect(wakes).toBe(2);
  });

  it('takes what is told while it asks for newer than the answer', async () => {
    const { device, app, clock } = await stage(dialect);
    const answers: ((state: TaroNetwork) => void)[] = [];
    const getNetworkType = ({ success }: { success: (state: TaroNetwork) => void }) => void answers.push(success);
    const slow = { ...app.taro, getNetworkType };
    const { connectivity } = createTaroPlatform({ taro: slow as never, env: dialect.env, site: 'shop', clock, warn: () => undefined });
    app.show();
    device.setOnline(false);
    for (const answer of answers) answer(networkOf(dialect.env, true));
    await clock.settle();
    expect(answers).toHaveLength(2);
    expect(connectivity.isOnline()).toBe(false);
  });

  it('asks before the page is left while something is held in memory only, where it can', async () => {
    const { app, platform, clock } = await stage(dialect);
    platform.lifecycle.guard(true);
    platform.lifecycle.guard(true);
    await clock.settle();
    expect(app.asks).toBe(dialect === tt ? undefined : 'Leave?');
    platform.lifecycle.guard(false);
    await clock.settle();
    expect(app.asks).toBeUndefined();
    expect(app.calls.filter(({ name }) => name.includes('AlertBeforeUnload'))).toHaveLength(dialect === tt ? 0 : 2);
  });

  it('names the platform as the wire does', async () => {
    expect((await stage(dialect)).platform.name).toBe(dialect.env);
  });
});
