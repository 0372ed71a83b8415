import { describe, expect, test } from 'vitest';
import type { Fault } from '../../testing/index.js';
import { begin, large, small } from './photos.fixture.js';

describe('a photo that is too large for the server', () => {
  test('goes down the ladder 2048, 1280, 960 while the text is there all the time (18)', async () => {
    const { device, page, id, files, picture, uploads, disturb } = await begin();
    disturb((_, number) => (number < 2 ? { type: 'status', status: 413 } : undefined));
    await page.client.attach(id, large());
    await device.until(() => files().size === 1);
    expect(uploads()).toHaveLength(3);
    expect(picture()?.width).toBe(960);
    expect(device.backend.rows.get(id)?.ref).toBeDefined();
  });

  test('shows the progress of the version that is sent, from its own beginning', async () => {
    const { device, page, id, files, disturb } = await begin();
    disturb((_, number) => (number < 1 ? { type: 'status', status: 413, after: true } : { type: 'slow', ms: 100 }));
    const shown: (number | undefined)[] = [];
    page.client.on('changed', ({ attachments: [view] }) => {
      if (view?.state === 'ready') shown.push(view.sent / view.size);
    });
    await page.client.attach(id, large());
    await device.until(() => files().size === 1);
    // Once the larger version, and then the smaller one, each from nothing to all.
    expect(shown.filter((share, index) => share === 0 && shown[index - 1] !== 0)).toHaveLength(2);
  });

  test('for ever is parked alone: text received, other photos too, and it can be tried again (19)', async () => {
    const { device, page, id, files, uploads, disturb, view } = await begin();
    let strict = true;
    disturb(({ file }) => (strict && (file?.length ?? 0) > 50_000 ? { type: 'status', status: 413 } : undefined));
    await page.client.attach(id, large());
    await page.client.attach(id, small());
    await device.until(() => files().size === 1);
    await device.until(async () => (await view())?.state === 'parked');
    await device.clock.advance(60_000);
    expect(uploads()).toHaveLength(4);
    expect(await page.client.outbox.get(id)).toMatchObject({
      state: 'received',
      attachments: [{ state: 'parked', fault: { code: 'too-large' } }, { state: 'acked' }],
    });
    expect(device.clock.pending).toBe(0);
    strict = false;
    await page.client.retry(id);
    await device.until(() => files().size === 2);
  });

  test('is there where an earlier version of it arrived and only its answer was lost', async () => {
    const { device, page, id, files, uploads, disturb, picture } = await begin();
    const faults: Fault[] = [
      { type: 'reset', after: true },
      { type: 'status', status: 413 },
    ];
    disturb(() => faults.shift());
    await page.client.attach(id, large());
    await device.until(async () => (await device.stored(id)).state === 'delivered');
    expect(uploads()).toHaveLength(3);
    expect(files().size).toBe(1);
    expect(picture()?.width).toBe(2048);
    expect((await page.client.outbox.get(id))?.attachments).toMatchObject([{ state: 'acked', fault: undefined }]);
    expect(await device.bytes.keys('p/')).toEqual([]);
  });

  test('is tried again by itself, once a day, at the size that was refused last', async () => {
    const { device, page, id, files, uploads, disturb, view, picture } = await begin();
    let strict = true;
    disturb(() => (strict ? { type: 'status', status: 413 } : undefined));
    await page.client.attach(id, large());
    await device.until(async () => (await view())?.state === 'parked');
    page.kill();
    await device.clock.advance(23 * 3_600_000);
    let next = device.open();
    await device.clock.advance(60_000);
    expect(uploads()).toHaveLength(3);
    next.kill();
    await device.clock.advance(2 * 3_600_000);
    next = device.open();
    await device.clock.advance(60_000);
    expect(uploads()).toHaveLength(4);
    expect((await next.client.outbox.get(id))?.attachments).toMatchObject([{ state: 'parked', fault: { code: 'too-large' } }]);
    expect(device.clock.pending).toBe(0);
    // The core comes to the pages to come, too, though nothing is due.
    expect(device.marker.isSet()).toBe(true);
    next.kill();
    strict = false;
    await device.clock.advance(25 * 3_600_000);
    device.open();
    await device.until(() => files().size === 1);
    expect(picture()?.width).toBe(960);
    expect(await device.bytes.keys('p/')).toEqual([]);
    await device.clock.advance(60_000);
    expect(device.marker.isSet()).toBe(false);
  });

  test('stays a photo that needs action: what was received is never called refused, however old, and whatever the server lost', async () => {
    const { device, page, id, disturb, view } = await begin();
    disturb(() => ({ type: 'status', status: 413 }));
    await page.client.attach(id, large());
    await device.until(async () => (await view())?.state === 'parked');
    await device.until(async () => (await device.stored(id)).state === 'delivered');
    page.kill();
    const told: string[] = [];
    for (let start = 0; start < 40; start++) {
      await device.clock.advance(25 * 3_600_000);
      // On some days the server is down, on others it does not know the feedback any more.
      disturb(() => (start % 3 === 0 ? { type: 'status', status: 503 } : { type: 'status', status: 409, problem: 'missing-feedback' }));
      const next = device.open();
      next.client.on('rejected', ({ state }) => told.push(state));
      await device.clock.advance(120_000);
      told.push((await next.client.outbox.get(id))?.state ?? 'gone');
      next.kill();
    }
    expect(new Set(told)).toEqual(new Set(['received']));
  });

  test('that a customer took back is not sent any more', async () => {
    const { device, page, id, files, uploads, disturb, view } = await begin();
    disturb(() => ({ type: 'status', status: 413 }));
    await page.client.attach(id, large());
    await device.until(async () => (await view())?.state === 'parked');
    await page.client.withdraw(id);
    await device.until(() => device.events(id).some(({ type }) => type === 'withdrawn'));
    page.kill();
    const before = uploads().length;
    disturb(() => undefined);
    await device.clock.advance(25 * 3_600_000);
    device.open();
    await device.clock.advance(60_000);
    expect(uploads()).toHaveLength(before);
    expect(files().size).toBe(0);
    expect(await device.bytes.keys('p/')).toEqual([]);
  });
});
