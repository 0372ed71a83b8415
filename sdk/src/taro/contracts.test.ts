import { describe, expect, it } from 'vitest';
import {
  byteStoreContract,
  clockContract,
  createFakeClock,
  httpContract,
  imageContract,
  lifecycleContract,
  lockContract,
  markerContract,
  newIdContract,
  recordStoreContract,
  type HttpScenario,
  type PictureWish,
  type TestTools,
} from '../testing/index.js';
import { hasSecrets, mp4Picture } from '../testing/photo-fixtures.js';
import { createFakeDevice, type Bytes, type Dialect, type NetAnswer } from './fake-device.fixture.js';
import { fakeGif, fakeJpeg, fakePng, fakeWebp } from './fake-picture.fixture.js';
import { alipay, tt, weapp } from './fake-platforms.fixture.js';
import { createTaroPlatform } from './platform.js';
import type { TaroFile } from './taro-api.js';

const tests = { describe, it, expect };

/** The suite without promises that a platform has no means to keep; what it does instead has a test of its own. */
function without(...names: readonly string[]): TestTools {
  const run = it as unknown as (...test: readonly unknown[]) => void;
  const known = ((...test: readonly unknown[]) => names.includes(String(test[0])) || run(...test)) as unknown as typeof it;
  return { ...tests, it: Object.assign(known, { each: it.each.bind(it) }) };
}

const silent = { warn: () => undefined };

function launch(dialect: Dialect) {
  const device = createFakeDevice(dialect);
  const app = device.launch();
  const clock = createFakeClock();
  const open = () => createTaroPlatform({ taro: app.taro, env: dialect.env, site: 'shop', clock, ...silent });
  return { device, app, clock, open, platform: open() };
}

async function answer(scenario: HttpScenario): Promise<NetAnswer> {
  if (scenario === 'resets' || scenario === 'refuses') return 'breaks';
  if (scenario === 'stalls') return scenario;
  if (scenario === 'unavailable') return { status: 503, headers: { 'Retry-After': '7' }, text: '{}' };
  if (scenario === 'redirects') return { status: 302, headers: { Location: 'https://shop.example/answers' }, text: '' };
  return { status: 201, headers: { ETag: '"e"' }, text: '{"ok":true}', headOnly: scenario === 'stalls-midway' };
}

const url = (scenario: HttpScenario) => `https://shop.example/${scenario}`;

async function pictureOf({ format, width, height, metadata, animated, decodable = true }: PictureWish): Promise<Bytes> {
  const wish = { width, height, metadata, decodable };
  if (format === 'png') return fakePng(wish);
  if (format === 'webp') return fakeWebp(wish);
  if (format === 'gif') return fakeGif(wish, animated ? 3 : 1);
  return format === 'jpeg' ? fakeJpeg(wish) : new Uint8Array(await mp4Picture().arrayBuffer());
}

for (const dialect of [weapp, alipay, tt]) {
  const { env } = dialect;

  recordStoreContract(tests, env, async () => {
    const { platform, open } = launch(dialect);
    return { store: platform.records, durable: true, elsewhere: () => open().records };
  });

  byteStoreContract<TaroFile>(tests, env, async () => {
    const { platform, open, app } = launch(dialect);
    return {
      store: platform.bytes,
      durable: true,
      source: (bytes) => app.temp(bytes),
      broken: () => ({ path: `${dialect.temporary}gone.jpg`, size: 3 }),
      read: (key, offset, length) => platform.bytes.read(key, offset, length),
      elsewhere: () => open().bytes,
    };
  });

  // Only weapp can be told not to follow a redirect.
  httpContract(env === 'weapp' ? tests : without('never follows a redirect'), `${env}, text`, async () => {
    const { platform, device, clock } = launch(dialect);
    device.net = ({ url }) => answer(url.split('/').at(-1) as HttpScenario);
    return { http: platform.http, url, pass: (ms) => clock.advance(ms), request: () => ({ method: 'POST', body: '{"a":"冻品"}' }) };
  });

  // The uploads of tt tell no headers.
  const unheard = ['gives status, lower-case headers and text of any answer', 'takes an error status for an answer'];
  httpContract(env === 'tt' ? without(...unheard) : tests, `${env}, a file`, async () => {
    const { platform, device, clock, app } = launch(dialect);
    device.net = ({ url }) => answer(url.split('/').at(-1) as HttpScenario);
    await platform.bytes.put('p/f/a/o', app.temp(new Uint8Array(3_000)));
    const file = { key: 'p/f/a/o', mime: 'image/jpeg', name: 'a.jpeg', offset: 0, length: 3_000 };
    return {
      http: platform.http,
      url,
      pass: (ms) => clock.advance(ms),
      request: () => ({ method: 'POST', multipart: { fields: {}, file } }),
    };
  });

  // The compressor of tt cannot make a picture of fewer pixels.
  const full = [
    'makes it small, upright and free of metadata, and leaves the original alone',
    'does several one after another when asked for all at once',
  ];
  imageContract<TaroFile>(env === 'tt' ? without(...full) : tests, env, async () => {
    const { platform, app } = launch(dialect);
    const { image, bytes } = platform;
    return {
      image,
      bytes,
      picture: async (wish) => app.temp(await pictureOf(wish), wish.format === 'jpeg' ? 'jpg' : wish.format),
      hasMetadata: async (key) => hasSecrets(await bytes.read(key)),
    };
  });

  clockContract(tests, env, () => {
    const { app } = launch(dialect);
    const { clock } = createTaroPlatform({ taro: app.taro, env, site: 'shop', ...silent });
    return { clock, pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) };
  });

  lifecycleContract(tests, env, () => {
    const { platform, open, app } = launch(dialect);
    return { here: platform.lifecycle, there: open().lifecycle, wake: () => app.show(), hide: () => app.hide() };
  });

  lockContract(tests, env, () => {
    const { platform, open } = launch(dialect);
    return { here: platform.lock, there: open().lock };
  });

  markerContract(tests, env, () => launch(dialect).platform.marker);
  newIdContract(tests, env, () => launch(dialect).platform.newId);
}
