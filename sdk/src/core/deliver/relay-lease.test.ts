import { describe, expect, test } from 'vitest';
import { fakePicture } from '../../testing/index.js';
import { createDevice, thumb } from '../device.fixture.js';
import { leaseMs } from './record-change.js';

const good = { rating: thumb(1) };
const noLock = { lock: { tryRun: async (_: string, work: () => Promise<void>) => (await work(), true) } };

describe('a lease', () => {
  test('keeps a second tab from carrying the same record', async () => {
    const device = createDevice();
    const here = device.open({}, noLock);
    const there = device.open({}, noLock);
    device.backend.script({ type: 'slow', ms: 10_000 });
    const { id } = await here.client.tap(good);
    await device.clock.settle();
    await there.client.outbox.flush();
    await device.until(() => device.backend.rows.has(id));
    await device.clock.advance(30_000);
    expect(device.requests('')).toHaveLength(1);
  });

  test('is renewed for as long as a request takes', async () => {
    const device = createDevice();
    const here = device.open({}, noLock);
    const there = device.open({}, noLock);
    const { id } = await here.client.tap(good);
    await device.until(() => device.backend.rows.has(id));
    await device.clock.settle();
    device.backend.script({ type: 'slow', ms: 1 }, { type: 'slow', ms: 50_000 });
    await here.client.attach(id, fakePicture({ size: 9_000, width: 300, height: 200 }));
    await device.clock.settle();
    for (let second = 0; second < 45; second += 9) {
      await device.clock.advance(9_000);
      await there.client.outbox.flush();
    }
    await device.until(async () => (await device.stored(id)).state === 'delivered');
    expect(device.clock.monotonic()).toBeGreaterThan(50_000);
    expect(device.requests('').filter(({ file }) => file)).toHaveLength(1);
  });

  test('of a tab that died in mid-send ends, and the next tab carries on (27, 30)', async () => {
    const device = createDevice();
    const page = device.open();
    device.backend.script({ type: 'slow', ms: 10_000 });
    const { id } = await page.client.tap(good);
    await device.clock.settle();
    expect((await device.stored(id)).state).toBe('leased');
    page.kill();
    const next = device.open();
    await device.until(async () => (await next.client.outbox.get(id))?.state === 'received');
    expect(device.clock.monotonic()).toBeLessThanOrEqual(leaseMs + 1_000);
    expect(device.backend.rows.size).toBe(1);
    expect(device.backend.repeats).toBe(1);
  });

  test('made by a clock that was far ahead is due at once', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    const { id } = await page.client.tap(good);
    page.kill();
    await device.plant(id, {
      ...(await device.stored(id)),
      state: 'leased',
      owner: 'x',
      until: device.clock.now() + 400 * 86_400_000,
      attempt: 0,
    });
    device.online = true;
    device.open();
    await device.clock.settle();
    expect(device.backend.rows.has(id)).toBe(true);
  });

  test.each(['a text', 'a photo'])(
    'stolen while %s is on its way costs one request, not a second row and not a storm (34)',
    async (what) => {
      const device = createDevice();
      const page = device.open({}, noLock);
      if (what === 'a text') device.backend.script({ type: 'slow', ms: 3_000 });
      const { id } = await page.client.tap(good);
      await device.clock.settle();
      if (what === 'a photo') {
        device.backend.script({ type: 'slow', ms: 3_000 });
        await page.client.attach(id, fakePicture({ size: 9_000, width: 300, height: 200 }));
        await device.until(() => device.requests('').some(({ file }) => file));
      }
      const sent = device.requests('').length;
      await device.plant(id, { ...(await device.stored(id)), owner: 'thief', until: device.clock.now() + leaseMs });
      await device.clock.advance(10_000);
      expect(device.requests('')).toHaveLength(sent);
      await device.clock.advance(60_000);
      expect(device.requests('').length).toBeLessThanOrEqual(sent + 1);
      expect(device.backend.rows.size).toBe(1);
      expect((await device.stored(id)).state).toBe('delivered');
    },
  );
});

describe('the lock', () => {
  test('lets one of three tabs drain 20 records: at most 22 requests (32)', async () => {
    const device = createDevice();
    device.online = false;
    const pages = [device.open(), device.open(), device.open()];
    for (let number = 0; number < 20; number++) await pages[number % 3]?.client.tap(good);
    device.online = true;
    for (const page of pages) page.lifecycle.wake();
    await device.until(() => device.backend.rows.size === 20);
    await device.clock.advance(60_000);
    expect(device.requests('').length).toBeLessThanOrEqual(22);
    expect(device.busiest).toBe(1);
  });

  test('of a frozen tab is passed by within 20 s (33)', async () => {
    const device = createDevice();
    const frozen = device.open();
    device.backend.script({ type: 'stall' });
    await frozen.client.tap(good);
    await device.clock.settle();
    frozen.freeze();
    const page = device.open();
    const { id } = await page.client.tap(good);
    const began = device.clock.monotonic();
    await device.clock.advance(14_000);
    expect(device.backend.rows.size).toBe(0);
    await device.until(() => device.backend.rows.has(id));
    expect(device.clock.monotonic() - began).toBeLessThanOrEqual(20_000);
    await device.until(() => device.backend.rows.size === 2, 20_000);
  });

  test('of another tab is respected while that tab works, however long ago it was taken first', async () => {
    const device = createDevice();
    const here = device.open();
    const there = device.open();
    const hold = async (ms: number) => {
      device.backend.script({ type: 'slow', ms });
      const { id } = await here.client.tap(good);
      await device.clock.settle();
      await there.client.outbox.flush();
      await device.until(() => device.backend.rows.has(id));
    };
    await hold(2_000);
    await device.clock.advance(60_000);
    device.backend.script({ type: 'slow', ms: 10_000 });
    await here.client.tap(good);
    await device.clock.settle();
    const { id } = await there.client.tap(good);
    await device.clock.advance(5_000);
    expect(device.requests('/v1/feedback')).toHaveLength(2);
    await device.until(() => device.backend.rows.has(id));
    expect(device.busiest).toBe(1);
  });
});
