import { describe, expect, test } from 'vitest';
import { fakePicture } from '../../testing/index.js';
import { createDevice, thumb } from '../device.fixture.js';

const media = { chunkBytes: 1_000, video: { maxSeconds: 30, maxBytes: 1_000_000 } };
const policy = { policy: 'shop@1', media };
const slowly = Array.from({ length: 30 }, () => ({ type: 'slow', ms: 100 }) as const);
const film = () => fakePicture({ format: 'mp4', size: 9_500, animated: true });

async function begin(options = { policy }) {
  const device = createDevice();
  const page = device.open(options);
  const { id } = await page.client.tap({ rating: thumb(1) });
  await device.until(() => device.backend.rows.has(id));
  return {
    device,
    page,
    id,
    offsets: () => device.requests('').flatMap(({ file }) => (file ? [file.offset] : [])),
    arrived: () => device.backend.rows.get(id)?.files.size === 1,
  };
}

describe('a large file', () => {
  test('travels in parts, each once, and progress never goes back (Q38)', async () => {
    const { device, page, id, offsets, arrived } = await begin();
    const progress: number[] = [];
    page.client.on('changed', ({ attachments }) => {
      const [view] = attachments;
      if (view?.state === 'ready' || view?.state === 'acked') progress.push(view.sent);
    });
    await page.client.attach(id, film(), { kind: 'video' });
    await device.until(arrived);
    await device.clock.advance(1_000);
    expect(offsets()).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 9_000]);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress[progress.length - 1]).toBe(9_500);
    expect(device.backend.rows.get(id)?.files.values().next().value?.bytes.length).toBe(9_500);
  });

  test('goes on where it was after the network was lost and after the page died (35)', async () => {
    const { device, page, id, offsets, arrived } = await begin();
    device.backend.script(...slowly);
    await page.client.attach(id, film(), { kind: 'video' });
    await device.until(() => offsets().length === 4);
    device.online = false;
    await device.clock.advance(30_000);
    await device.clock.settle();
    device.online = true;
    page.lifecycle.wake();
    await device.until(() => offsets().length === 7);
    page.kill();
    device.open({ policy });
    await device.until(arrived);
    const sorted = [...offsets()].sort((a, b) => a - b);
    expect(offsets()).toEqual(sorted);
    expect(offsets().length).toBeLessThanOrEqual(12);
  });

  test('starts where the server says when the server kept less than was sent', async () => {
    const { device, page, id, offsets, arrived } = await begin();
    device.backend.script(...slowly);
    await page.client.attach(id, film(), { kind: 'video' });
    await device.until(() => offsets().length === 5);
    device.backend.rows.get(id)?.parts.clear();
    await device.until(arrived);
    expect(offsets().filter((offset) => offset === 0)).toHaveLength(2);
    const bytes = device.backend.rows.get(id)?.files.values().next().value?.bytes;
    expect(bytes?.length).toBe(9_500);
  });

  test('does not storm a server that never takes a byte', async () => {
    const { device, page, id, offsets, arrived } = await begin();
    const send = device.backend.send.bind(device.backend);
    let stubborn = true;
    device.backend.send = async (request, watched) => {
      const answer = await send(request, watched);
      const attachmentId = request.url.split('/').pop();
      return stubborn && request.multipart ? { status: 200, headers: {}, text: JSON.stringify({ id: attachmentId, offset: 0 }) } : answer;
    };
    await page.client.attach(id, film(), { kind: 'video' });
    await device.clock.advance(60_000);
    expect(offsets().length).toBeGreaterThan(2);
    expect(offsets().length).toBeLessThan(20);
    await device.clock.advance(3_600_000);
    expect(offsets().length).toBeLessThan(60);
    stubborn = false;
    await device.until(arrived, 600_000);
  });

  test('is not there until the server says so with its digest', async () => {
    const { device, page, id } = await begin();
    const send = device.backend.send.bind(device.backend);
    device.backend.send = async (request, watched) => {
      if (!request.multipart) return send(request, watched);
      return { status: 200, headers: {}, text: JSON.stringify({ id: request.url.split('/').pop(), offset: 9_500 }) };
    };
    await page.client.attach(id, film(), { kind: 'video' });
    await device.clock.advance(60_000);
    expect((await page.client.outbox.get(id))?.attachments[0]?.state).toBe('ready');
    expect(await device.bytes.keys('p/')).toHaveLength(1);
  });
});

describe('bytes that changed on the way', () => {
  const mismatch = { type: 'status', status: 400, problem: 'digest-mismatch' } as const;

  test('are sent again from the beginning', async () => {
    const { device, page, id, arrived } = await begin();
    device.backend.script({ type: 'slow', ms: 1 }, mismatch, mismatch);
    await page.client.attach(id, fakePicture({ size: 900, width: 90, height: 90 }));
    await device.until(arrived);
    expect(device.requests('').filter(({ file }) => file)).toHaveLength(3);
  });

  test('every time are parked after three, alone', async () => {
    const { device, page, id } = await begin();
    device.backend.script({ type: 'slow', ms: 1 }, mismatch, mismatch, mismatch);
    await page.client.attach(id, fakePicture({ size: 900, width: 90, height: 90 }));
    await device.until(async () => (await page.client.outbox.get(id))?.attachments[0]?.state === 'parked');
    expect(await page.client.outbox.get(id)).toMatchObject({ state: 'received', attachments: [{ fault: { code: 'refused' } }] });
    expect(device.clock.pending).toBe(0);
  });

  test('in a store that the network cannot read do not make a storm', async () => {
    const { device, page, id } = await begin();
    const send = device.backend.send.bind(device.backend);
    let asked = 0;
    device.backend.send = async (request, watched) => {
      if (!request.multipart) return send(request, watched);
      return ++asked > 500 ? new Promise(() => undefined) : { status: 0, cause: 'unreadable' };
    };
    await page.client.attach(id, fakePicture({ size: 900, width: 90, height: 90 }));
    await device.clock.advance(60_000);
    expect(asked).toBeLessThan(30);
  });
});

describe('a video', () => {
  test('that the policy does not allow is parked', async () => {
    const { device, page, id } = await begin({ policy: { policy: 'shop@1', media: { chunkBytes: 1_000 } } as typeof policy });
    await page.client.attach(id, film(), { kind: 'video' });
    await device.until(async () => (await page.client.outbox.get(id))?.attachments[0]?.state === 'parked');
    expect((await page.client.outbox.get(id))?.attachments[0]?.fault?.code).toBe('too-large');
  });

  test('longer than the policy allows is parked, one as long is sent', async () => {
    const { device, page, id } = await begin();
    const long = (seconds: number) => fakePicture({ format: 'mp4', size: 9_500, animated: true, seconds });
    await page.client.attach(id, long(30.5), { kind: 'video' });
    await page.client.attach(id, long(30), { kind: 'video' });
    await device.until(async () => (await page.client.outbox.get(id))?.attachments[1]?.state === 'acked');
    expect((await page.client.outbox.get(id))?.attachments[0]).toMatchObject({ state: 'parked', fault: { code: 'too-long' } });
  });

  test('that the policy allows is still allowed at the next start, before the policy was asked for again', async () => {
    const device = createDevice();
    device.backend.policy = { body: policy, etag: '"v"' };
    const page = device.open();
    await page.client.policy();
    device.online = false;
    const { id } = await page.client.tap({ rating: thumb(1) });
    await page.client.attach(id, film(), { kind: 'video' });
    page.kill();
    device.online = true;
    device.open();
    await device.until(() => device.backend.rows.get(id)?.files.size === 1);
  });
});
