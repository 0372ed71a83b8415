import { describe, expect, test } from 'vitest';
import { fakePicture } from '../../testing/index.js';
import { createDevice, thumb, type Device } from '../device.fixture.js';
import { FeedbackError, type RecordStore } from '../index.js';

const hour = 3_600_000;
const day = 24 * hour;
const good = { rating: thumb(1) };
const id = (number: number) => `01900000-0000-7000-8000-00000000000${number}`;
const picture = () => fakePicture({ size: 9_000, width: 300, height: 200 });
const short = (number: number, at: number) => ({
  v: 1,
  id: id(number),
  at,
  steps: [{ type: 'tap', at, rating: thumb(-1), locale: 'en', offset: 480 }],
});

/** A feedback that was saved on a page which died before anything was sent. */
async function savedOn(device: Device, photos = 0): Promise<string> {
  device.online = false;
  const page = device.open();
  const entry = await page.client.tap({ rating: thumb(-1) });
  for (let number = 0; number < photos; number++) await page.client.attach(entry.id, picture());
  page.kill();
  device.online = true;
  return entry.id;
}

describe('what lies on disk', () => {
  test('is sent when it is the short form that the loader wrote', async () => {
    const device = createDevice();
    await device.plant(id(1), short(1, device.clock.now()));
    device.open();
    await device.until(() => device.backend.rows.size === 1);
    expect(device.submission(id(1))).toMatchObject({ id: id(1), kind: 'complaint', locale: 'en', occurredAt: '2026-11-22T18:00:00+08:00' });
  });

  test('is left alone when a newer version wrote it (44), or when it is garbage (41), and the others go', async () => {
    const device = createDevice();
    const newer = { v: 2, id: id(1), novelty: true };
    const garbage = [{ v: 1 }, 'text', 7, { ...short(4, 0), steps: [{ type: 'attachment', id: 'p' }] }];
    await device.plant(id(1), newer);
    for (const [index, record] of garbage.entries()) await device.plant(id(index + 2), record);
    await device.plant(id(9), short(9, device.clock.now()));
    const page = device.open();
    await device.until(() => device.backend.rows.has(id(9)));
    await device.clock.advance(day);
    expect(device.backend.rows.size).toBe(1);
    expect(await device.records.get(`i/${id(1)}`)).toEqual(newer);
    for (const [index, record] of garbage.entries()) expect(await device.records.get(`i/${id(index + 2)}`)).toEqual(record);
    expect((await page.client.outbox.list()).map((entry) => entry.id)).toEqual([id(9)]);
    await expect(page.client.tap({ id: id(1), rating: thumb(1) })).rejects.toMatchObject({ code: 'storage' });
    expect(await device.records.get(`i/${id(1)}`)).toEqual(newer);
  });

  test('keeps the bytes of a record that it cannot read', async () => {
    const device = createDevice();
    await device.plant(id(1), { v: 2, id: id(1) });
    await device.bytes.put(`p/${id(1)}/${id(2)}/o`, picture());
    for (let start = 0; start < 4; start++) {
      const page = device.open();
      await device.clock.settle();
      page.kill();
      await device.clock.advance(2 * day);
    }
    expect(await device.bytes.keys('p/')).toHaveLength(1);
  });
});

describe('a clock that jumps between two visits (43)', () => {
  test.each([8 * day, 400 * day, -2 * day, -3650 * day])('by %i ms delays nothing for over an hour and parks nothing', async (jump) => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    const waiting = [await page.client.tap(good), await page.client.tap({ rating: thumb(-1) })];
    const failing = await page.client.tap(good);
    page.kill();
    await device.plant(failing.id, {
      ...(await device.stored(failing.id)),
      due: device.clock.now() + hour,
      attempt: 9,
      heldByServer: true,
    });
    device.clock.jump(jump);
    device.online = true;
    const next = device.open();
    await device.clock.settle();
    const entries = await next.client.outbox.list();
    expect(entries).toHaveLength(3);
    expect(entries.some(({ state }) => state === 'needs_action')).toBe(false);
    for (const { id: waited } of waiting) expect(device.backend.rows.has(waited)).toBe(true);
    await device.until(() => device.backend.rows.size === 3, hour);
  });

  test('during a wait does not stretch it over an hour', async () => {
    const device = createDevice();
    const page = device.open();
    device.backend.script({ type: 'status', status: 503, retryAfter: '600' });
    const { id: waiting } = await page.client.tap(good);
    await device.clock.settle();
    device.clock.jump(-400 * day);
    page.lifecycle.wake();
    await device.until(() => device.backend.rows.has(waiting), hour);
  });
});

describe('what cannot be sent for long', () => {
  test('asks for the customer’s attention after seven days and is tried all the same', async () => {
    const device = createDevice();
    const waiting = await savedOn(device);
    const states: string[] = [];
    for (let visit = 0; visit < 9; visit++) {
      await device.clock.advance(day);
      device.online = false;
      const page = device.open();
      await device.clock.settle();
      states.push((await page.client.outbox.get(waiting))?.state ?? 'gone');
      page.kill();
    }
    expect(states).toEqual([...Array.from({ length: 7 }, () => 'saved'), 'needs_action', 'needs_action']);
    device.online = true;
    device.open();
    await device.until(() => device.backend.rows.has(waiting));
  });

  test('for thirty days of visits is shown as expired, kept with its photo, and goes when the customer asks', async () => {
    const device = createDevice();
    const waiting = await savedOn(device, 1);
    const told: string[] = [];
    for (let visit = 0; visit < 32; visit++) {
      await device.clock.advance(day);
      const page = device.open({}, { http: { send: async () => ({ status: 0, cause: 'network' }) } });
      page.client.on('rejected', (entry) => entry.fault?.code === 'expired' && told.push(entry.id));
      await device.clock.settle();
      page.kill();
    }
    expect(told).toContain(waiting);
    const page = device.open({}, { http: { send: async () => ({ status: 0, cause: 'network' }) } });
    const entry = await page.client.outbox.get(waiting);
    expect(entry).toMatchObject({ state: 'needs_action', rating: thumb(-1) });
    expect(entry?.attachments).toMatchObject([{ state: 'captured' }]);
    expect(await device.stored(waiting)).toMatchObject({ state: 'rejected', fault: { code: 'expired' } });
    page.kill();

    const asked = device.open();
    await asked.client.retry(waiting);
    await device.until(() => device.backend.rows.get(waiting)?.files.size === 1);
    expect(device.backend.rows.size).toBe(1);
  });

  test('is never called expired because nobody came for a year', async () => {
    const device = createDevice();
    const waiting = await savedOn(device);
    await device.clock.advance(365 * day);
    device.open();
    await device.until(() => device.backend.rows.has(waiting));
  });
});

describe('the sweep at each start', () => {
  const visit = async (device: Device) => {
    const page = device.open();
    await device.clock.settle();
    page.kill();
  };

  test('collects bytes that no record names, but only a day after they were seen first (28)', async () => {
    const device = createDevice();
    const orphan = device.open().platform.newId();
    await device.bytes.put(`p/${id(1)}/${orphan}/o`, picture());
    await visit(device);
    await device.clock.advance(23 * hour);
    await visit(device);
    expect(await device.bytes.keys('p/')).toHaveLength(1);
    await device.clock.advance(2 * hour);
    await visit(device);
    expect(await device.bytes.keys('p/')).toEqual([]);
  });

  test('takes no bytes of an attach that is under way, even if the clock just jumped by years', async () => {
    const device = createDevice();
    const page = device.open();
    const { id: feedback } = await page.client.tap({ rating: thumb(-1) });
    await device.bytes.put(`p/${feedback}/${page.platform.newId()}/o`, picture());
    device.clock.jump(400 * day);
    await visit(device);
    expect(await device.bytes.keys('p/')).toHaveLength(1);
  });

  test('takes no bytes of an attach that ends while the sweep is at work, after two starts and a jump of the clock', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    const { id: feedback } = await page.client.tap({ rating: thumb(-1) });
    const attachmentId = page.platform.newId();
    await device.bytes.put(`p/${feedback}/${attachmentId}/o`, picture());
    await visit(device);
    device.clock.jump(400 * day);
    await visit(device);
    expect(await device.bytes.keys('p/')).toHaveLength(1);
    device.clock.jump(400 * day);
    const late = device.open();
    // The sweep of this start has read the records when the attach names its photo.
    const { get } = device.records;
    device.records.get = async (key) => {
      if (key === 'c/orphans') {
        device.records.get = get;
        await page.client.attach(feedback, picture(), { id: attachmentId });
      }
      return get.call(device.records, key);
    };
    await device.until(async () => device.records.get === get);
    late.kill();
    expect(await device.bytes.keys('p/')).toHaveLength(1);
  });

  test('collects what is left of a deleted feedback and sends none of it (29)', async () => {
    const device = createDevice();
    const waiting = await savedOn(device, 2);
    await device.records.update(`i/${waiting}`, () => undefined);
    await visit(device);
    for (let start = 0; start < 2; start++) {
      await device.clock.advance(25 * hour);
      await visit(device);
    }
    expect(await device.bytes.keys('p/')).toEqual([]);
    expect(device.requests('')).toEqual([]);
  });

  test('collects a photo that was taken off or has arrived, when the page died before it could remove the bytes (30)', async () => {
    const device = createDevice();
    const { bytes } = device;
    // As the process ends: asked for, and never done.
    const page = device.open({}, { bytes: { ...bytes, remove: () => new Promise(() => undefined) } });
    const { id: arrived } = await page.client.tap(good);
    await page.client.attach(arrived, picture());
    await device.until(() => device.backend.rows.get(arrived)?.files.size === 1);
    await device.clock.settle();
    page.kill();
    const waiting = await savedOn(device, 1);
    const record = await device.stored(waiting);
    await device.plant(waiting, {
      ...record,
      attachments: record.attachments.map((entry) => ({ ...entry, state: 'removed' })),
      ...{ state: 'rejected', fault: { code: 'refused' }, rejectedAt: device.clock.now(), sdk: 'other' },
    });
    await device.plant(arrived, { ...(await device.stored(arrived)), state: 'delivered', deliveredAt: device.clock.now() });
    expect(await bytes.keys('p/')).toHaveLength(3);
    device.online = false;
    for (let start = 0; start < 3; start++) {
      await visit(device);
      await device.clock.advance(25 * hour);
    }
    expect(await bytes.keys('p/')).toEqual([]);
  });

  test('forgets a delivered feedback after sixty days of visits, and nothing else ever', async () => {
    const device = createDevice();
    const page = device.open();
    const { id: done } = await page.client.tap(good);
    await device.until(async () => (await page.client.outbox.get(done))?.state === 'received');
    page.kill();
    const waiting = await savedOn(device, 1);
    device.online = false;
    for (let day_ = 0; day_ < 59; day_++) {
      await device.clock.advance(day);
      await visit(device);
    }
    expect(await device.records.keys('i/')).toHaveLength(2);
    for (let day_ = 0; day_ < 3; day_++) {
      await device.clock.advance(day);
      await visit(device);
    }
    expect(await device.records.keys('i/')).toEqual([`i/${waiting}`]);
    expect(await device.bytes.keys('p/')).toHaveLength(1);
  });

  test('forgets a draft after seven days of visits, not after one jump of the clock', async () => {
    const device = createDevice();
    const page = device.open();
    await page.client.drafts.save('order-1', { text: 'half a sen' });
    await device.records.update('d/broken', () => 'garbage');
    device.clock.jump(400 * day);
    await visit(device);
    expect(await page.client.drafts.load('order-1')).toEqual({ text: 'half a sen' });
    expect(await device.records.keys('d/')).toEqual(['d/order-1']);
    for (let day_ = 0; day_ < 7; day_++) {
      await device.clock.advance(day);
      await visit(device);
    }
    expect(await page.client.drafts.load('order-1')).toBeUndefined();
  });

  test('keeps a draft as long as it was saved for', async () => {
    const device = createDevice();
    const { drafts } = device.open().client;
    await drafts.save('order-1', 'said', 9);
    const days = async (count: number): Promise<void> => {
      for (let passed = 0; passed < count; passed++) {
        await device.clock.advance(day);
        await visit(device);
      }
    };
    await days(8);
    expect(await drafts.load('order-1')).toBe('said');
    await days(2);
    expect(await drafts.load('order-1')).toBeUndefined();
  });
});

describe('no room', () => {
  test('is said honestly, and what was saved before stays (36, 38)', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    for (let number = 0; number < 10; number++) await page.client.tap(good);
    device.full = true;
    await expect(page.client.tap(good)).rejects.toMatchObject({ name: 'FeedbackError', code: 'storage' });
    expect(await page.client.outbox.list()).toHaveLength(10);
    await device.clock.settle();
    device.online = true;
    page.lifecycle.wake();
    await device.until(() => device.backend.rows.size === 10);
  });

  test.each([
    ['that a dead page had in hand', { state: 'leased', owner: 'dead', until: 0, attempt: 0 }],
    ['that has news since it was delivered', { state: 'delivered', deliveredAt: 0 }],
  ])('to take up a feedback %s is looked for every few seconds, not all the time', async (_, state) => {
    const device = createDevice();
    const waiting = await savedOn(device);
    await device.plant(waiting, { ...(await device.stored(waiting)), ...state });
    let full = true;
    let refused = 0;
    const update: RecordStore['update'] = (key, change) =>
      device.records.update(key, (current) => {
        const next = change(current);
        if (!full || next === current) return next;
        refused++;
        throw new FeedbackError('storage', 'full');
      });
    device.open({}, { records: { ...device.records, update } });
    await device.clock.advance(60_000);
    expect(refused).toBeGreaterThan(5);
    expect(refused).toBeLessThan(60);
    full = false;
    await device.until(() => device.backend.rows.has(waiting), 10_000);
  });

  test('for a photo leaves the text saved, and names the photo as not saved (37)', async () => {
    const device = createDevice();
    const page = device.open();
    const { id: feedback } = await page.client.tap(good);
    device.full = true;
    await expect(page.client.attach(feedback, picture())).rejects.toMatchObject({ code: 'storage' });
    await device.until(() => device.backend.rows.has(feedback));
    expect((await page.client.outbox.get(feedback))?.attachments).toEqual([]);
    expect(await device.bytes.keys('p/')).toEqual([]);
  });

  test('on disk at all: held in memory, never called saved, and sent at once (36)', async () => {
    const device = createDevice();
    device.durable = false;
    const page = device.open();
    const entry = await page.client.tap({ rating: thumb(-1) });
    expect(entry).toMatchObject({ state: 'saved', durable: false });
    expect(page.lifecycle.guarded).toBe(true);
    await device.clock.settle();
    expect(device.backend.rows.has(entry.id)).toBe(true);
    expect(page.lifecycle.guarded).toBe(false);
  });

  test('on disk for a photo alone: the page must stay open until it is there', async () => {
    const device = createDevice();
    device.durableBytes = false;
    const page = device.open();
    const { id: feedback, durable } = await page.client.tap({ rating: thumb(-1) });
    expect(durable).toBe(true);
    expect(page.lifecycle.guarded).toBe(false);
    expect((await page.client.attach(feedback, picture())).durable).toBe(false);
    expect(page.lifecycle.guarded).toBe(true);
    await device.until(() => device.backend.rows.get(feedback)?.files.size === 1, 1_000);
    await device.clock.settle();
    expect(page.lifecycle.guarded).toBe(false);
    expect((await page.client.outbox.get(feedback))?.durable).toBe(true);
  });

  test('while a page sleeps until then does not stretch it either, without anything that wakes it', async () => {
    const device = createDevice();
    const page = device.open();
    device.backend.script({ type: 'status', status: 503, retryAfter: '3000' });
    const { id: waiting } = await page.client.tap(good);
    await device.clock.settle();
    // Less than an hour back at a time: each time the moment that was named seems one that a server could have named.
    device.clock.jump(-0.95 * hour);
    await device.until(() => device.backend.rows.has(waiting), hour);
  });
});
