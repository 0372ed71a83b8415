import { describe, expect, test } from 'vitest';
import { createDevice, stars, thumb } from './device.fixture.js';
import type { Entry, FeedbackOptions } from './index.js';

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

describe('a thumb down', () => {
  const held = async (options: Partial<FeedbackOptions> = {}) => {
    const device = createDevice();
    const page = device.open(options);
    const { id } = await page.client.tap(down);
    await device.clock.settle();
    expect(device.requests('')).toEqual([]);
    return { device, page, id, gone: () => device.backend.rows.has(id) };
  };

  test('waits 60 s for detail and then goes without it', async () => {
    const { device, gone } = await held();
    await device.clock.advance(59_999);
    expect(gone()).toBe(false);
    await device.clock.advance(1);
    expect(gone()).toBe(true);
  });

  test('waits 60 s in all, however often the customer taps', async () => {
    const { device, page, id, gone } = await held();
    for (let second = 0; second < 60; second += 10) {
      await page.client.tap({ id, ...down });
      await device.clock.advance(10_000);
    }
    expect(gone()).toBe(true);
  });

  test('waits as long as the host says', async () => {
    const { device, gone } = await held({ holdMs: 5_000 });
    await device.clock.advance(5_000);
    expect(gone()).toBe(true);
  });

  test('goes at once when the form is closed', async () => {
    const { device, page, id, gone } = await held();
    page.client.release(id);
    await device.clock.settle();
    expect(gone()).toBe(true);
  });

  test('goes at once when the page hides', async () => {
    const { device, page, gone } = await held();
    page.lifecycle.hide();
    await device.clock.settle();
    expect(gone()).toBe(true);
  });

  test('goes at once when it is about food safety', async () => {
    for (const details of [{ reasons: [{ code: 'safety.spoiled' }] }, { safetyConfirmed: true }]) {
      const { device, page, id, gone } = await held();
      await page.client.details(id, details);
      await device.clock.settle();
      expect(gone()).toBe(true);
      expect(device.submission(id)).toMatchObject({ ...details, hints: { red: true, priority: 'P0' } });
    }
  });

  test('goes at once when the customer asks to send everything', async () => {
    const { page, gone } = await held();
    await page.client.outbox.flush();
    expect(gone()).toBe(true);
  });

  test('goes at the next visit when the page died', async () => {
    const { device, page, gone } = await held();
    page.kill();
    device.open();
    await device.clock.settle();
    expect(gone()).toBe(true);
  });

  test('leaves no timer when the client is disposed of', async () => {
    const { device, page, id } = await held();
    page.client.dispose();
    await device.clock.advance(120_000);
    expect(device.clock.pending).toBe(0);
    expect((await device.stored(id)).state).toBe('queued');
  });
});

describe('beforeSend', () => {
  const counted = () => {
    const seen: Record<string, unknown>[] = [];
    return { seen, beforeSend: (body: unknown) => (seen.push(body as Record<string, unknown>), body) };
  };

  test('sees each body once: not while it is held, not on a retry, not after a restart', async () => {
    const device = createDevice();
    const { seen, beforeSend } = counted();
    const page = device.open({ beforeSend });
    const { id } = await page.client.tap(down);
    await page.client.details(id, { text: 'late' });
    await device.clock.settle();
    expect(seen).toEqual([]);
    device.backend.script({ type: 'status', status: 500 }, { type: 'status', status: 503, retryAfter: '60' });
    page.client.release(id);
    await device.until(() => device.requests('').length === 2);
    page.kill();
    const next = device.open({ beforeSend });
    await device.until(() => device.backend.rows.has(id), 90_000);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ id, text: 'late' });
    await next.client.details(id, { text: 'very late' });
    await device.until(() => device.events(id).length === 1);
    expect(seen).toHaveLength(2);
  });

  test('is not asked about detail that has to wait until the server may be asked again', async () => {
    const device = createDevice();
    const { seen, beforeSend } = counted();
    const page = device.open({ beforeSend });
    device.backend.script({ type: 'status', status: 503, retryAfter: '60' });
    const { id } = await page.client.tap(up);
    await device.clock.settle();
    for (const text of ['a', 'b', 'c']) await page.client.details(id, { text });
    await page.client.outbox.flush();
    expect(seen).toHaveLength(1);
    await device.until(() => device.events(id).length === 1, 90_000);
    expect(seen).toHaveLength(2);
  });

  test('may take its time and change what travels', async () => {
    const device = createDevice();
    const page = device.open({
      beforeSend: (body) => new Promise((resolve) => device.clock.after(3_000, () => resolve({ ...(body as object), text: '***' }))),
    });
    const { id } = await page.client.tap(up);
    await device.until(() => device.backend.rows.has(id));
    expect(device.submission(id)).toMatchObject({ id, text: '***' });
  });

  test('that returns null takes the feedback back: nothing travels, nothing stays', async () => {
    const device = createDevice();
    const page = device.open({ beforeSend: async () => null });
    const { id } = await page.client.tap(up);
    await page.client.outbox.flush();
    await device.clock.advance(60_000);
    expect(device.requests('')).toEqual([]);
    expect(await page.client.outbox.get(id)).toBeUndefined();
    expect(device.clock.pending).toBe(0);
    expect(device.marker.isSet()).toBe(false);
  });
});

describe('a number to call back', () => {
  test('is on the device only until the merchant has it', async () => {
    const device = createDevice();
    const page = device.open();
    const contact = { phone: '+8613812345678', purpose: 'callback', consentId: 'c1' };
    const onDisk = async (id: string) => JSON.stringify(await device.stored(id)).includes(contact.phone);
    const { id } = await page.client.tap(down);
    await page.client.details(id, { contact, desiredResolution: 'call_me' });
    expect(await onDisk(id)).toBe(true);
    page.client.release(id);
    await device.until(async () => (await device.stored(id)).state === 'delivered');
    expect(device.submission(id)).toMatchObject({ contact });
    expect(await onDisk(id)).toBe(false);
    expect(await page.client.outbox.get(id)).toMatchObject({ details: { desiredResolution: 'call_me' } });
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

describe('customers on one device', () => {
  test('never lend each other a token: what the first left behind goes without one (Q50)', async () => {
    const device = createDevice();
    device.online = false;
    const first = device.open({ customer: 'anna', fetchToken: async () => 'token-of-anna' });
    const { id: left } = await first.client.tap(up);
    first.kill();

    device.online = true;
    device.backend.token = 'token-of-bert';
    const second = device.open({ customer: 'bert', fetchToken: async () => 'token-of-bert' });
    const { id: own } = await second.client.tap(up);
    await device.until(() => device.backend.rows.has(own), 600_000);
    await device.clock.advance(3_600_000);
    for (const { body, headers } of device.requests('/v1/feedback')) {
      if (body?.includes(left)) expect(headers['Authorization']).toBeUndefined();
    }
    expect(device.backend.rows.has(left)).toBe(false);
    expect((await second.client.outbox.get(left))?.state).toBe('saved');
    device.backend.token = undefined;
    await device.until(() => device.backend.rows.has(left), 3_600_000);
    expect(device.submission(left)).toMatchObject({ subject: { id: 'anna' } });
  });

  test('leave no draft, no ticket and no name behind when they sign out', async () => {
    const device = createDevice();
    const page = device.open({ customer: 'anna' });
    const { id: before } = await page.client.tap(up);
    await device.until(() => device.backend.rows.has(before));
    await page.client.drafts.save('order-1', { text: 'half' });
    expect(await page.client.tickets.list()).toHaveLength(1);
    await page.client.reset();
    expect(await page.client.drafts.load('order-1')).toBeUndefined();
    expect(await device.records.keys('t/')).toEqual([]);
    const { id: after } = await page.client.tap(up);
    await device.until(() => device.backend.rows.has(after));
    expect(device.submission(after)).not.toHaveProperty('subject');
  });

  test('keep what waits when they sign out, and it is sent without their token', async () => {
    const device = createDevice();
    device.backend.token = 'token-of-anna';
    const page = device.open({ customer: 'anna', fetchToken: async () => 'token-of-anna' });
    const { id: sent } = await page.client.tap(up);
    await device.until(() => device.backend.rows.has(sent));
    device.online = false;
    const { id: waiting } = await page.client.tap(up);
    await page.client.reset();
    device.online = true;
    device.backend.token = undefined;
    page.lifecycle.wake();
    await device.until(() => device.backend.rows.has(waiting));
    expect(device.requests('/v1/feedback').find(({ body }) => body?.includes(waiting))?.headers['Authorization']).toBeUndefined();
  });
});

describe('a feedback that the customer deletes', () => {
  test('is gone with its photos and not sent', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    const { id } = await page.client.tap(up);
    await page.client.attach(id, new Blob(['picture']));
    await page.client.outbox.discard(id);
    device.online = true;
    page.lifecycle.wake();
    await device.clock.advance(60_000);
    expect(await page.client.outbox.list()).toEqual([]);
    expect(await device.bytes.keys('p/')).toEqual([]);
    expect(device.requests('')).toEqual([]);
  });
});
