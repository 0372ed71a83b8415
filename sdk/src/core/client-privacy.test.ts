import { describe, expect, test } from 'vitest';
import { fakePicture } from '../testing/index.js';
import { createDevice, thumb } from './device.fixture.js';

const up = { rating: thumb(1) };
const down = { rating: thumb(-1) };

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

describe('without the consent that a merchant requires', () => {
  test('everything is stored, nothing sent or asked; with it all goes at once, and taken back nothing more does', async () => {
    const device = createDevice();
    const page = device.open({ consent: 'required' });
    const { id } = await page.client.tap(up);
    await page.client.attach(id, fakePicture({ size: 9_000, width: 300, height: 200 }));
    expect(await page.client.policy()).toBeNull();
    await page.client.tickets.list();
    await page.client.outbox.flush();
    page.lifecycle.hide();
    page.lifecycle.wake();
    await device.clock.advance(3_600_000);
    expect(device.requests('')).toEqual([]);
    const entry = await page.client.outbox.get(id);
    expect(entry).toMatchObject({ state: 'saved', durable: true, fault: { code: 'consent' } });
    page.kill();

    for (let day = 0; day < 9; day++) {
      const later = device.open({ consent: 'required' });
      await device.clock.advance(25 * 3_600_000);
      // However long it takes them: nothing was refused.
      expect(await later.client.outbox.get(id)).toMatchObject({ state: 'saved', fault: { code: 'consent' } });
      later.kill();
    }
    const next = device.open({ consent: 'required' });
    await device.clock.advance(60_000);
    expect(device.requests('')).toEqual([]);
    const told: unknown[] = [];
    next.client.on('changed', ({ fault }) => told.push(fault?.code));
    next.client.consent(true);
    await device.until(() => device.backend.rows.get(id)?.files.size === 1, 1_000);
    expect(told[0]).toBeUndefined();
    expect(await next.client.policy()).not.toBeNull();

    next.client.consent(false);
    const before = device.requests('').length;
    const { id: later } = await next.client.tap(up);
    await device.clock.advance(3_600_000);
    expect(device.requests('')).toHaveLength(before);
    expect((await next.client.outbox.get(later))?.fault).toEqual({ code: 'consent' });
  });
});

test('what merely cannot be read here is not told as gone', async () => {
  const device = createDevice();
  const page = device.open();
  const blind = device.open({}, { records: createDevice().records });
  const heard: unknown[] = [];
  blind.client.on('changed', (entry) => heard.push(entry));
  const { id } = await page.client.tap(up);
  await device.until(() => device.backend.rows.has(id));
  page.client.on('changed', (entry) => heard.push(entry));
  const record = await device.stored(id);
  // As a newer version leaves it.
  await device.records.update(`i/${id}`, () => ({ ...record, steps: [...record.steps, { type: 'reply', at: 1 }] }));
  device.open().lifecycle.announce(id);
  await device.clock.settle();
  expect(heard).toEqual([]);
});
