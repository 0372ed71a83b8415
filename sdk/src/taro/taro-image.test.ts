import { describe, expect, it } from 'vitest';
import { hasSecrets } from '../testing/photo-fixtures.js';
import { createFakeDevice, type Bytes, type Dialect } from './fake-device.fixture.js';
import { fakeJpeg, fakePng } from './fake-picture.fixture.js';
import { alipay, tt, weapp } from './fake-platforms.fixture.js';
import { createTaroPlatform } from './platform.js';

const from = 'p/f/a/o';
const to = 'p/f/a/s';
const limits = { maxSide: 200, maxBytes: 50_000 };

async function stage(dialect: Dialect, bytes: Bytes, extension = 'jpg') {
  const device = createFakeDevice(dialect);
  const app = device.launch();
  const platform = createTaroPlatform({ taro: app.taro, env: dialect.env, site: 'shop', warn: () => undefined });
  await platform.bytes.put(from, app.temp(bytes, extension));
  const qualities = () =>
    app.calls.filter(({ name }) => name === 'compressImage').map(({ options }) => options['quality'] ?? options['compressLevel']);
  return { device, app, qualities, ...platform };
}

describe.each([weapp, alipay, tt])('photos on $env', (dialect) => {
  it('reads on where the header does not say enough', async () => {
    const plain = fakeJpeg({ width: 640, height: 480, metadata: false });
    // A thumbnail of 300 kB before the frame, in segments of the greatest size.
    const segment = [0xff, 0xe2, 0xff, 0xff, ...new Uint8Array(65_533)];
    const bytes = Uint8Array.from([
      ...plain.subarray(0, 2),
      ...segment,
      ...segment,
      ...segment,
      ...segment,
      ...segment,
      ...plain.subarray(2),
    ]);
    const { image } = await stage(dialect, bytes);
    expect(await image.inspect(from)).toMatchObject({ format: 'jpeg', width: 640, height: 480, size: bytes.length });
  });

  it('makes fewer bytes of a photo that has the right size already', async () => {
    const { image, bytes, qualities } = await stage(dialect, fakeJpeg({ width: 640, height: 480, pixels: 90_000 }));
    const facts = await image.squeeze(from, to, { maxSide: 640, maxBytes: 25_000 });
    expect(facts).toMatchObject({ format: 'jpeg', width: 640, height: 480, upright: true, size: await bytes.size(to) });
    expect((facts as { size: number }).size).toBeLessThanOrEqual(25_000);
    expect(hasSecrets(await bytes.read(to))).toBe(false);
    // The best quality that fits, of those tried in turn.
    expect(qualities()).toEqual(dialect === alipay ? [2, 1] : [80, 60]);
  });

  it('is unable where no quality makes it small enough', async () => {
    const { image, bytes, qualities } = await stage(dialect, fakeJpeg({ width: 640, height: 480 }));
    expect(await image.squeeze(from, to, { maxSide: 640, maxBytes: 2_000 })).toBe('unable');
    expect(await bytes.size(to)).toBeUndefined();
    expect(qualities()).toHaveLength(3);
  });

  it('takes a photo that the compressor turned, and none that it left lying', async () => {
    const { image, bytes, device } = await stage(dialect, fakeJpeg({ width: 480, height: 640, orientation: 6 }));
    expect(await image.inspect(from)).toMatchObject({ width: 480, height: 640, upright: false });
    const wish = { maxSide: 640, maxBytes: 50_000 };
    expect(await image.squeeze(from, to, wish)).toMatchObject({ width: 480, height: 640, upright: true });
    device.turns = false;
    expect(await image.squeeze(from, `${to}2`, wish)).toBe('unable');
    expect(await bytes.size(`${to}2`)).toBeUndefined();
    // Cut instead, it keeps the tag that turns it.
    expect(await image.strip(from, to)).toMatchObject({ width: 480, height: 640, upright: false });
    expect(hasSecrets(await bytes.read(to))).toBe(false);
  });

  it.each([2, 3, 4, 5, 7])('does not let a photo with orientation %i be turned, as nobody could check it', async (orientation) => {
    const { image, qualities } = await stage(dialect, fakeJpeg({ width: 640, height: 480, orientation }));
    expect(await image.squeeze(from, to, { maxSide: 640, maxBytes: 50_000 })).toBe('unable');
    expect(qualities()).toEqual([]);
  });

  it('is unable where there is no compressor, and says so when there is no room', async () => {
    const { app, bytes, device, image } = await stage(dialect, fakeJpeg({ width: 640, height: 480 }));
    const { compressImage: _, ...rest } = app.taro;
    const bare = createTaroPlatform({ taro: rest, env: dialect.env, site: 'shop', warn: () => undefined });
    await bare.bytes.put(from, app.temp(fakePng({ width: 640, height: 480 }), 'png'));
    expect(await bare.image.squeeze(from, to, limits)).toBe('unable');
    device.occupied = dialect.fileQuota - 5_000;
    await expect(image.strip(from, to)).rejects.toMatchObject({ code: 'storage' });
    expect(await bytes.size(to)).toBeUndefined();
  });
});

it('is unable to make fewer pixels on tt, whose compressor cannot', async () => {
  const { image, bytes } = await stage(tt, fakeJpeg({ width: 640, height: 480 }));
  expect(await image.squeeze(from, to, limits)).toBe('unable');
  expect(await bytes.size(to)).toBeUndefined();
  expect(await bytes.keys('p/')).toEqual([from]);
});
