import { describe, expect, test } from 'vitest';
import { fakePicture } from '../testing/index.js';
import { createDevice, stars, thumb, type Device } from './device.fixture.js';
import { FeedbackError, type Entry, type FeedbackOptions } from './index.js';

const up = { rating: thumb(1) };
const down = { rating: thumb(-1) };

describe('createClient', () => {
  test.each(['site', 'endpoint'] as const)('names the option %s when it is missing', (name) => {
    for (const value of ['', undefined, 7]) {
      const wrong = { [name]: value } as unknown as Partial<FeedbackOptions>;
      expect(() => createDevice().open(wrong)).toThrow(new TypeError(`createFeedback: option "${name}" must be a non-empty string`));
    }
  });

  test('asks nothing and sets no timer before the first tap', async () => {
    const device = createDevice();
    device.open();
    await device.clock.advance(3_600_000);
    expect(device.requests('')).toEqual([]);
    expect(device.clock.pending).toBe(0);
    expect(device.marker.isSet()).toBe(false);
  });
});

describe('a tap', () => {
  test('is a whole feedback: with its order, its time and its language', async () => {
    const device = createDevice();
    const page = device.open({ locale: 'en', customer: 'u1', channel: 'h5' });
    const { id } = await page.client.tap({ ...up, order: { attributes: { 'order-id': '20261122-0071', 'order-state': 'delivered' } } });
    await device.until(() => device.backend.rows.has(id));
    expect(device.submission(id)).toMatchObject({
      v: 1,
      id,
      kind: 'praise',
      channel: 'h5',
      submittedBy: 'customer',
      occurredAt: '2026-11-22T18:00:00+08:00',
      locale: 'en',
      rating: thumb(1),
      order: { trust: 'page', id: '20261122-0071', state: 'delivered' },
      subject: { id: 'u1' },
      client: { platform: 'test' },
      hints: { priority: null, red: false },
    });
  });

  test('repeated five times while it is being saved keeps one id and makes one row (46)', async () => {
    const device = createDevice();
    const page = device.open();
    const id = page.platform.newId();
    const entries = await Promise.all([1, 2, 3, 4, 5].map(() => page.client.tap({ id, ...up })));
    expect(new Set(entries.map((entry) => entry.id))).toEqual(new Set([id]));
    await device.until(async () => (await device.stored(id)).state === 'delivered');
    expect(device.backend.rows.size).toBe(1);
    expect(device.requests('/v1/feedback')).toHaveLength(1);
  });

  test('on a form that was sent already changes the rating under the same id', async () => {
    const device = createDevice();
    const page = device.open();
    const { id } = await page.client.tap(up);
    await device.until(() => device.backend.rows.has(id));
    await page.client.tap({ id, rating: stars(5) });
    await device.until(() => device.events(id).length === 1);
    expect(device.events(id)[0]).toMatchObject({ type: 'details-added', details: { rating: stars(5) } });
    expect(device.backend.rows.size).toBe(1);
  });

  test('of a customer who went away while it was saved is there at the next visit (26)', async () => {
    const device = createDevice();
    device.backend.script({ type: 'stall' });
    const page = device.open();
    const { id } = await page.client.tap(up);
    page.kill();
    device.open();
    await device.until(() => device.backend.rows.has(id));
  });
});

describe('detail', () => {
  test('said while a thumb down waits travels in one body with it', async () => {
    const device = createDevice();
    const page = device.open();
    const { id } = await page.client.tap(down);
    await page.client.details(id, { reasons: [{ code: 'delivery.late' }] });
    await page.client.details(id, { text: 'an hour' });
    page.client.release(id);
    await device.until(() => device.backend.rows.has(id));
    expect(device.submission(id)).toMatchObject({
      reasons: [{ code: 'delivery.late', level: 3 }],
      text: 'an hour',
      hints: { priority: 'P2' },
    });
    expect(device.events(id)).toEqual([]);
  });

  test('said after the body was frozen is an event, also while the body is on its way', async () => {
    const device = createDevice();
    const page = device.open();
    device.backend.script({ type: 'slow', ms: 5_000 });
    const { id } = await page.client.tap(up);
    await device.clock.settle();
    await page.client.details(id, { text: 'so fresh' });
    await device.until(() => device.events(id).length === 1);
    expect(device.submission(id)).not.toHaveProperty('text');
    expect(device.events(id)[0]).toMatchObject({ type: 'details-added', details: { text: 'so fresh' } });
    expect(device.requests('/events')[0]?.headers['Authorization']).toBe(`Bearer status-${id}`);
  });

  test('for a feedback that nobody began is refused', async () => {
    const page = createDevice().open();
    await expect(page.client.details(page.platform.newId(), { text: 'x' })).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('lateness', () => {
  test('is told the same by a device whose clock is wrong by a day, once the server has told the time', async () => {
    for (const [arrived, minutes] of [
      ['2026-11-22T19:59:00+08:00', 119],
      ['2026-11-22T20:00:00+08:00', 120],
    ] as const) {
      const device = createDevice();
      const day = 86_400_000;
      const page = device.open(
        {},
        {
          http: {
            // The backend of the bench goes by the device's clock; the true one is a day behind it.
            async send(request, watched) {
              const answer = await device.backend.send(request, watched);
              if (!('headers' in answer)) return answer;
              const truth = new Date(device.clock.now() - day).toISOString();
              return { ...answer, headers: { date: truth }, text: answer.text.replace(/"receivedAt":"[^"]*"/, `"receivedAt":"${truth}"`) };
            },
          },
        },
      );
      device.clock.jump(Date.parse(arrived) + day - device.clock.now());
      const order = { attributes: { 'order-promised-until': '2026-11-22T18:00:00+08:00' } };
      const { id: first } = await page.client.tap({ ...up, order });
      await device.until(() => device.backend.rows.has(first));
      await device.clock.settle();
      const { id: second } = await page.client.tap({ ...up, order });
      await device.until(() => device.backend.rows.has(second));
      expect(device.submission(first)).toMatchObject({ order: { lateMinutes: null } });
      expect(device.submission(second)).toMatchObject({ order: { lateMinutes: minutes } });
    }
  });
});

describe('a feedback taken back', () => {
  test('before anything was frozen never existed', async () => {
    const device = createDevice();
    const page = device.open();
    const { id } = await page.client.tap(down);
    await page.client.attach(id, new Blob(['picture']));
    await page.client.withdraw(id);
    await device.clock.advance(120_000);
    expect(device.requests('')).toEqual([]);
    expect(await page.client.outbox.list()).toEqual([]);
    expect(await device.bytes.keys('p/')).toEqual([]);
    expect(device.marker.isSet()).toBe(false);
    await expect(page.client.details(id, { text: 'x' })).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('while it is on its way is withdrawn after it arrived', async () => {
    const device = createDevice();
    const page = device.open();
    device.backend.script({ type: 'slow', ms: 5_000 });
    const { id } = await page.client.tap(up);
    await device.clock.settle();
    await page.client.withdraw(id);
    await device.until(() => device.backend.rows.get(id)?.withdrawn === true);
    expect(await page.client.outbox.get(id)).toMatchObject({ state: 'received', withdrawn: true });
  });

  test('after it arrived is withdrawn by an event, also offline and after a restart', async () => {
    const device = createDevice();
    const page = device.open();
    const { id } = await page.client.tap(up);
    await device.until(() => device.backend.rows.has(id));
    device.online = false;
    await page.client.withdraw(id);
    page.kill();
    device.online = true;
    device.open();
    await device.until(() => device.backend.rows.get(id)?.withdrawn === true);
    expect(device.events(id)).toMatchObject([{ type: 'withdrawn' }]);
  });
});

describe('a store that answers nothing about bytes after the record was written', () => {
  function openOn(device: Device) {
    let busy = false;
    const refused = () => Promise.reject(new FeedbackError('storage', 'busy'));
    const { bytes } = device;
    const page = device.open(
      {},
      {
        bytes: {
          ...bytes,
          keys: (prefix) => (busy ? refused() : bytes.keys(prefix)),
          size: (key) => (busy ? refused() : bytes.size(key)),
          remove: (key) => (busy ? refused() : bytes.remove(key)),
          async put(key, source) {
            const stored = await bytes.put(key, source);
            busy = true;
            return stored;
          },
        },
      },
    );
    return { ...page, setBusy: (now: boolean) => (busy = now) };
  }

  test('does not keep a withdrawal from being sent, nor call it undone', async () => {
    const device = createDevice();
    const { client, setBusy } = openOn(device);
    const { id } = await client.tap(up);
    await device.until(() => device.backend.rows.has(id));
    setBusy(true);
    await client.withdraw(id);
    await device.until(() => device.backend.rows.get(id)?.withdrawn === true);
  });

  test('makes no failure of a photo that will arrive', async () => {
    const device = createDevice();
    const { client, setBusy } = openOn(device);
    const { id } = await client.tap(down);
    const entry = await client.attach(id, fakePicture({ size: 900, width: 30, height: 20 }));
    expect(entry.attachments).toMatchObject([{ state: 'captured' }]);
    setBusy(false);
    client.release();
    await device.until(() => device.backend.rows.get(id)?.files.size === 1);
  });

  test('makes no failure of what was deleted, taken back or taken off: the rest goes with a later start', async () => {
    const device = createDevice();
    const { client, setBusy } = openOn(device);
    const taps = await Promise.all([down, down, down].map((tap) => client.tap(tap)));
    const [first = '', second = '', third = ''] = taps.map(({ id }) => id);
    for (const id of [first, second, third]) {
      await client.attach(id, fakePicture({ size: 900, width: 30, height: 20 }));
      setBusy(false);
    }
    const photo = (await client.outbox.get(third))?.attachments[0]?.id ?? '';
    setBusy(true);
    await client.withdraw(first);
    await client.outbox.discard(second);
    expect((await client.detach(third, photo)).attachments).toEqual([]);
    expect((await client.outbox.list()).map(({ id }) => id)).toEqual([third]);
    for (let start = 0; start < 4; start++) {
      device.open();
      await device.clock.advance(25 * 3_600_000);
    }
    expect(await device.bytes.keys('p/')).toEqual([]);
  });
});

describe('a backend that lost the feedback', () => {
  test('gets the same bytes again, and then the event', async () => {
    const device = createDevice();
    const page = device.open();
    device.backend.script({ type: 'slow', ms: 2_000 });
    const { id } = await page.client.tap(up);
    await device.clock.settle();
    await page.client.details(id, { text: 'more' });
    (device.backend.rows as Map<string, unknown>).delete(id);
    await device.until(() => device.events(id).length === 1);
    const [first, second] = device.requests('/v1/feedback').map(({ body }) => body);
    expect(second).toBe(first);
    expect(device.backend.rows.size).toBe(1);
  });
});

describe('listeners', () => {
  test('hear `received` once, only after the receipt, with its number', async () => {
    const device = createDevice();
    const page = device.open();
    device.backend.script({ type: 'captive' }, { type: 'status', status: 500 });
    const received: Entry[] = [];
    const states: string[] = [];
    page.client.on('received', (entry) => received.push(entry));
    page.client.on('changed', ({ state }) => states.push(state));
    const { id } = await page.client.tap(up);
    await device.until(() => device.backend.rows.has(id));
    await device.clock.settle();
    expect(received).toMatchObject([{ id, ref: 'A1001', state: 'received' }]);
    expect(states.filter((state, index) => state !== states[index - 1])).toEqual([
      'saved',
      'sending',
      'saved',
      'sending',
      'saved',
      'sending',
      'received',
    ]);
  });

  test('do not hear again at the next visit what was told before', async () => {
    const device = createDevice();
    const page = device.open();
    const { id } = await page.client.tap(up);
    await device.until(async () => (await device.stored(id)).state === 'delivered');
    device.backend.script({ type: 'status', status: 422 });
    const { id: refused } = await page.client.tap(up);
    await device.until(async () => (await device.stored(refused)).state === 'rejected');
    page.kill();
    const next = device.open();
    const heard: string[] = [];
    next.client.on('received', () => heard.push('received'));
    next.client.on('rejected', () => heard.push('rejected'));
    await next.client.details(id, { text: 'more' });
    await next.client.details(refused, { text: 'more' });
    await device.until(() => device.events(id).length === 1);
    expect(heard).toEqual([]);
  });

  test('that throw break nothing and are told to the integrator', async () => {
    const device = createDevice();
    const page = device.open();
    const heard: string[] = [];
    for (const type of ['changed', 'received'] as const)
      page.client.on(type, () => {
        throw new Error('host');
      });
    page.client.on('received', ({ id }) => heard.push(id));
    const { id } = await page.client.tap(up);
    await device.until(async () => (await device.stored(id)).state === 'delivered');
    expect(heard).toEqual([id]);
    expect(page.warnings).toContain('a listener threw');
  });

  test('hear nothing more once they left', async () => {
    const device = createDevice();
    const page = device.open();
    const heard: string[] = [];
    page.client.on('changed', ({ id }) => heard.push(id))();
    await page.client.tap(up);
    expect(heard).toEqual([]);
  });

  test('in another tab hear what this one did', async () => {
    const device = createDevice();
    const here = device.open();
    const there = device.open();
    const received: string[] = [];
    there.client.on('received', ({ id }) => received.push(id));
    const { id } = await here.client.tap(up);
    await device.until(() => received.length > 0);
    expect(received).toEqual([id]);
  });
});

describe('a feedback that the customer deletes', () => {
  test('is gone with its photos and not sent', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    const { id } = await page.client.tap(up);
    await page.client.attach(id, new Blob(['picture']));
    const told: boolean[] = [];
    page.client.on('changed', (entry) => told.push(entry.withdrawn));
    await page.client.outbox.discard(id);
    // Whoever shows it hears that it is gone.
    expect(told).toEqual([true]);
    device.online = true;
    page.lifecycle.wake();
    await device.clock.advance(60_000);
    expect(await page.client.outbox.list()).toEqual([]);
    expect(await device.bytes.keys('p/')).toEqual([]);
    expect(device.requests('')).toEqual([]);
  });
});
