import { describe, expect, test } from 'vitest';
import { fakePicture } from '../../testing/index.js';
import { createDevice, thumb, type Device } from '../device.fixture.js';

const good = { rating: thumb(1) };
const picture = () => fakePicture({ size: 9_000, width: 300, height: 200 });
/** What was asked for in order: `t` for a text, `e` for an event, `p` for a photo, with the feedback’s number. */
const journey = (device: Device, ids: readonly string[]) =>
  device.backend.requests
    .filter(({ path }) => path.startsWith('/v1/feedback'))
    .map(({ path, body }) => {
      const number = ids.findIndex((id) => path.includes(id) || (path === '/v1/feedback' && body?.includes(id)));
      return `${path.endsWith('/events') ? 'e' : path.includes('/attachments/') ? 'p' : 't'}${number}`;
    })
    .join(' ');

describe('the relay', () => {
  test('makes the first attempt at once after the feedback is saved', async () => {
    const device = createDevice();
    const page = device.open();
    const { id } = await page.client.tap(good);
    await device.clock.settle();
    expect(device.backend.rows.has(id)).toBe(true);
    expect(device.clock.monotonic()).toBe(0);
  });

  test('sends the text of every feedback before the photos of any, one request at a time', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    const ids: string[] = [];
    for (let number = 0; number < 3; number++) {
      const { id } = await page.client.tap(good);
      ids.push(id);
      await page.client.attach(id, picture());
      await page.client.attach(id, picture());
    }
    await device.clock.settle();
    device.online = true;
    page.lifecycle.wake();
    await device.until(() => device.requests('').filter(({ file }) => file).length === 6);
    expect(journey(device, ids)).toBe('t0 t1 t2 p0 p0 p1 p1 p2 p2');
    expect(device.busiest).toBe(1);
    await device.clock.advance(60_000);
    for (const id of ids) expect(device.backend.rows.get(id)?.files.size).toBe(2);
  });

  test('sends food safety first, then the oldest', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    const ids: string[] = [];
    for (const code of ['delivery.late', 'pack.leaking', 'safety.spoiled', 'item.wrong']) {
      const { id } = await page.client.tap(good);
      ids.push(id);
      await page.client.details(id, { reasons: [{ code }] });
      await device.clock.advance(1_000);
    }
    await page.client.details(ids[3] ?? '', { safetyConfirmed: true });
    await device.clock.settle();
    device.online = true;
    page.lifecycle.wake();
    await device.until(() => device.backend.rows.size === 4);
    expect(journey(device, ids)).toBe('t2 t3 t0 t1');
  });

  test('lets a new feedback go between two photos of an old one', async () => {
    const device = createDevice();
    const page = device.open();
    device.online = false;
    const { id: old } = await page.client.tap(good);
    for (let number = 0; number < 3; number++) await page.client.attach(old, picture());
    device.online = true;
    device.backend.script({ type: 'slow', ms: 1 }, { type: 'slow', ms: 5_000 });
    page.lifecycle.wake();
    await device.until(() => device.requests('').some(({ file }) => file));
    const { id: fresh } = await page.client.tap(good);
    await device.until(() => device.backend.rows.get(old)?.files.size === 3);
    expect(journey(device, [old, fresh])).toBe('t0 p0 t1 p0 p0');
    expect(device.busiest).toBe(1);
  });

  test('sets no timer when nothing waits', async () => {
    const device = createDevice();
    const page = device.open();
    await device.clock.settle();
    expect(device.clock.pending).toBe(0);
    const { id } = await page.client.tap(good);
    await page.client.attach(id, picture());
    await device.until(() => device.backend.rows.get(id)?.files.size === 1);
    await device.clock.advance(60_000);
    expect(device.clock.pending).toBe(0);
    expect(device.marker.isSet()).toBe(false);
  });

  test('asks nothing while the device is offline, and starts within a second once it is back', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    for (let number = 0; number < 20; number++) await page.client.tap(good);
    await device.clock.advance(3_600_000);
    expect(device.requests('')).toHaveLength(0);
    expect(device.marker.isSet()).toBe(true);
    await device.clock.settle();
    device.online = true;
    page.lifecycle.wake();
    await device.clock.advance(1_000);
    expect(device.backend.rows.size).toBe(20);
    expect(device.requests('/v1/feedback')).toHaveLength(20);
  });

  test('carries 20 feedbacks through a closed page to the next day (24)', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    for (let number = 0; number < 20; number++) await page.client.tap({ rating: thumb(-1) });
    page.lifecycle.hide();
    page.kill();
    await device.clock.advance(86_400_000);
    device.online = true;
    device.open();
    await device.until(() => device.backend.rows.size === 20);
    expect(device.backend.repeats).toBe(0);
  });

  test('asks the platform to finish a text after the page is gone', async () => {
    const device = createDevice();
    const kept: (boolean | undefined)[] = [];
    const page = device.open(
      {},
      {
        http: {
          send: (request, watched) => {
            kept.push(request.keepalive);
            return device.backend.send(request, watched);
          },
        },
      },
    );
    const { id } = await page.client.tap({ rating: thumb(-1) });
    page.lifecycle.hide();
    await device.until(() => device.backend.rows.has(id));
    await page.client.tap(good);
    await device.until(() => device.backend.rows.size === 2);
    expect(kept).toEqual([true, undefined]);
  });

  test('sends nothing more once it is disposed of, and leaves no timer', async () => {
    const device = createDevice();
    const page = device.open();
    device.backend.script({ type: 'stall' });
    const { id } = await page.client.tap(good);
    await device.clock.settle();
    page.client.dispose();
    await device.clock.advance(3_600_000);
    expect(device.requests('/v1/feedback')).toHaveLength(1);
    expect(device.clock.pending).toBe(0);
    expect((await device.stored(id)).state).toBe('queued');
  });
});

describe('a wake', () => {
  const down = (times: number) => Array.from({ length: times }, () => ({ type: 'refuse' }) as const);
  const asleep = async () => {
    const device = createDevice();
    device.random = () => 0.999;
    const page = device.open();
    device.backend.script(...down(9));
    const { id } = await page.client.tap(good);
    await device.until(async () => ((await device.stored(id)) as { attempt?: number }).attempt === 9, 3_600_000);
    return { device, page, id };
  };

  test('makes everything due now but forgets no failure', async () => {
    const { device, page, id } = await asleep();
    device.backend.script(...down(1));
    const before = device.requests('/v1/feedback').length;
    page.lifecycle.wake();
    await device.clock.advance(1_000);
    expect(device.requests('/v1/feedback').length).toBe(before + 1);
    expect(await device.stored(id)).toMatchObject({ attempt: 10 });
  });

  test('that follows another within five seconds waits, and is not lost', async () => {
    const { device, page } = await asleep();
    device.backend.script(...down(30));
    const before = device.requests('/v1/feedback').length;
    for (let number = 0; number < 50; number++) {
      page.lifecycle.wake();
      await device.clock.advance(100);
    }
    expect(device.requests('/v1/feedback').length).toBeLessThanOrEqual(before + 2);
    await device.clock.advance(5_000);
    expect(device.requests('/v1/feedback').length).toBe(before + 2);
  });

  test('that comes while a request is on its way is not lost when that request ends', async () => {
    const { device, page, id } = await asleep();
    device.backend.script(...down(1), { type: 'slow', ms: 2_000 });
    page.lifecycle.wake();
    await device.clock.advance(1_000);
    const attempts = () => device.requests('/v1/feedback').filter(({ body }) => body?.includes(id)).length;
    const before = attempts();
    const { id: fresh } = await page.client.tap(good);
    await device.clock.settle();
    page.lifecycle.wake();
    await device.until(async () => (await device.stored(fresh)).state === 'delivered', 2_500);
    expect(attempts()).toBe(before);
    await device.clock.advance(2_500);
    expect(attempts()).toBe(before + 1);
  });
});

describe('one feedback that cannot be carried', () => {
  test('does not hold up the others: a beforeSend that throws', async () => {
    const device = createDevice();
    let fails = true;
    const page = device.open({
      beforeSend: (body) => {
        if (fails && JSON.stringify(body).includes('poison')) throw new Error('host');
        return body;
      },
    });
    device.online = false;
    const { id: poison } = await page.client.tap(good);
    await page.client.details(poison, { text: 'poison' });
    const { id: other } = await page.client.tap(good);
    await device.clock.settle();
    device.online = true;
    page.lifecycle.wake();
    await device.until(() => device.backend.rows.has(other), 6_000);
    await device.clock.advance(600_000);
    expect(await page.client.outbox.get(poison)).toMatchObject({ state: 'saved', details: { text: 'poison' } });
    expect(page.warnings.length).toBeGreaterThan(0);
    expect(page.warnings.length).toBeLessThan(20);
    fails = false;
    await device.until(() => device.backend.rows.has(poison), 600_000);
  });

  test('does not hold up the others: a store that fails for it', async () => {
    const device = createDevice();
    let broken = '';
    const { records } = device;
    const page = device.open(
      {},
      {
        records: {
          ...records,
          update: (key, change) => (key === `i/${broken}` ? Promise.reject(new Error('disk')) : records.update(key, change)),
        },
      },
    );
    device.online = false;
    const { id: bad } = await page.client.tap(good);
    const { id: other } = await page.client.tap(good);
    broken = bad;
    await device.clock.settle();
    device.online = true;
    page.lifecycle.wake();
    await device.until(() => device.backend.rows.has(other), 6_000);
    broken = '';
    await device.until(() => device.backend.rows.has(bad), 600_000);
  });

  test('is asked for no more once the customer deleted it under way', async () => {
    const device = createDevice();
    const page = device.open();
    device.backend.script({ type: 'slow', ms: 3_000 });
    const { id } = await page.client.tap(good);
    await device.clock.settle();
    await page.client.outbox.discard(id);
    await device.clock.advance(60_000);
    expect(device.requests('')).toHaveLength(1);
    expect(await page.client.outbox.list()).toEqual([]);
    expect(device.clock.pending).toBe(0);
  });
});

describe('a store that cannot be read', () => {
  test('is tried again, and nothing rejects unseen', async () => {
    const device = createDevice();
    let broken = true;
    const { records } = device;
    const guarded = <T>(work: () => Promise<T>) => (broken ? Promise.reject(new Error('connection lost')) : work());
    const page = device.open(
      {},
      {
        records: {
          get: (key) => guarded(() => records.get(key)),
          keys: (prefix) => guarded(() => records.keys(prefix)),
          update: (key, change) => guarded(() => records.update(key, change)),
        },
      },
    );
    const other = device.open();
    device.online = false;
    const { id } = await other.client.tap(good);
    page.lifecycle.wake();
    await device.clock.advance(20_000);
    other.kill();
    broken = false;
    device.online = true;
    await device.until(() => device.backend.rows.has(id));
    expect(page.warnings.length).toBeGreaterThan(0);
  });
});
