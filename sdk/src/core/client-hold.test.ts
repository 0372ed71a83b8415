import { describe, expect, test } from 'vitest';
import { createDevice, thumb } from './device.fixture.js';
import type { FeedbackOptions } from './index.js';

const up = { rating: thumb(1) };
const down = { rating: thumb(-1) };

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
    const heard: unknown[] = [];
    page.client.on('changed', (entry) => heard.push([entry.id, entry.withdrawn]));
    const { id } = await page.client.tap(up);
    await page.client.outbox.flush();
    await device.clock.advance(60_000);
    expect(device.requests('')).toEqual([]);
    expect(await page.client.outbox.get(id)).toBeUndefined();
    expect(device.clock.pending).toBe(0);
    expect(device.marker.isSet()).toBe(false);
    expect(heard.at(-1)).toEqual([id, true]);
  });
});
