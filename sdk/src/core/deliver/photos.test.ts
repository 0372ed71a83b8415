import { describe, expect, test } from 'vitest';
import { readFakePicture } from '../../testing/index.js';
import { createDevice } from '../device.fixture.js';
import { begin, good, large, policy, small } from './photos.fixture.js';

describe('a photo', () => {
  test('arrives small, upright and without metadata, with an equal digest, and its bytes leave the device (2)', async () => {
    const { device, page, id, files, picture } = await begin();
    await page.client.attach(id, large({ upright: false }), { shot: 'defect', from: 'camera' });
    await page.client.attach(id, small());
    await page.client.attach(id, small({ format: 'gif', animated: true }));
    await device.until(() => files().size === 3);
    await device.clock.advance(1_000);
    expect([0, 1, 2].map((number) => picture(number)?.metadata)).toEqual([false, false, false]);
    expect(picture(0)).toMatchObject({ width: 2048, upright: true });
    expect(picture(2)).toMatchObject({ format: 'gif', animated: true });
    expect(await device.bytes.keys('p/')).toEqual([]);
    expect(await page.client.outbox.get(id)).toMatchObject({
      state: 'received',
      attachments: [{ state: 'acked' }, { state: 'acked' }, { state: 'acked' }],
    });
    expect(device.events(id)[0]).toMatchObject({
      type: 'details-added',
      details: { attachments: [{ kind: 'photo', shot: 'defect', source: 'camera' }] },
    });
  });

  test('is never sent again once it is there', async () => {
    const { device, page, id, files, uploads } = await begin();
    await page.client.attach(id, small());
    await device.until(() => files().size === 1);
    await page.client.details(id, { text: 'more' });
    page.kill();
    await device.open().client.outbox.flush();
    await device.clock.advance(60_000);
    expect(uploads()).toHaveLength(1);
  });

  test('whose answer was lost is known to be there from what the server still needs', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    const { id } = await page.client.tap(good);
    await page.client.attach(id, small());
    await page.client.attach(id, small());
    device.online = true;
    // The first photo arrives, its answer does not, and the server asks for the whole feedback again.
    device.backend.script(
      { type: 'slow', ms: 1 },
      { type: 'reset', after: true },
      { type: 'status', status: 409, problem: 'missing-feedback' },
    );
    page.lifecycle.wake();
    await device.until(() => device.backend.rows.get(id)?.files.size === 2);
    await device.until(async () => (await device.stored(id)).state === 'delivered');
    const uploads = device.requests('').filter(({ file }) => file);
    const first = uploads[0]?.path ?? '';
    expect(uploads.filter(({ path }) => path === first).length).toBeLessThanOrEqual(2);
    expect((await page.client.outbox.get(id))?.attachments.map(({ state }) => state)).toEqual(['acked', 'acked']);
    expect(await device.bytes.keys('p/')).toEqual([]);
  });

  test('that was taken out again before it left stays, and after it was named the merchant is told', async () => {
    const { device, page, id, files } = await begin();
    device.online = false;
    const never = (await page.client.attach(id, small())).attachments[0]?.id ?? '';
    await page.client.detach(id, never);
    device.online = true;
    await page.client.outbox.flush();
    expect(device.events(id)).toEqual([]);
    device.backend.script({ type: 'slow', ms: 1 }, { type: 'refuse' });
    const named = (await page.client.attach(id, small())).attachments[0]?.id ?? '';
    await device.until(() => device.events(id).length === 1);
    await page.client.detach(id, named);
    await device.until(() => device.events(id).length === 2);
    expect(device.events(id)[1]).toMatchObject({ type: 'attachment-removed', attachment: named, cause: 'customer' });
    await device.clock.advance(60_000);
    expect(files().size).toBe(0);
    expect(await device.bytes.keys('p/')).toEqual([]);
    expect((await page.client.outbox.get(id))?.attachments).toEqual([]);
  });
});

describe('a photo whose bytes are gone', () => {
  test('is named to the merchant as lost and to the customer too; the text and the others arrive (42)', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    const { id } = await page.client.tap(good);
    const lost = (await page.client.attach(id, small())).attachments[0]?.id ?? '';
    await page.client.attach(id, small());
    for (const key of await device.bytes.keys(`p/${id}/${lost}/`)) await device.bytes.remove(key);
    await device.clock.settle();
    device.online = true;
    page.lifecycle.wake();
    await device.until(() => device.backend.rows.get(id)?.files.size === 1);
    await device.until(() => device.events(id).length === 1);
    expect(device.events(id)[0]).toMatchObject({ type: 'attachment-removed', attachment: lost, cause: 'lost' });
    const entry = await page.client.outbox.get(id);
    expect(entry?.attachments).toMatchObject([{ id: lost, state: 'lost', fault: { code: 'unreadable' } }, { state: 'acked' }]);
  });

  test('is told to the merchant even when the page dies while it finds out', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    const { id } = await page.client.tap(good);
    const lost = (await page.client.attach(id, small())).attachments[0]?.id ?? '';
    for (const key of await device.bytes.keys(`p/${id}/`)) await device.bytes.remove(key);
    page.kill();
    device.online = true;
    for (let death = 0; death < 12; death++) {
      let writes = 0;
      const next = device.open(
        {},
        {
          records: {
            ...device.records,
            update: async (key, change) => {
              // Dies after as many writes of this feedback as it is deaths old.
              if (key === `i/${id}` && writes++ > death) return new Promise(() => undefined);
              return device.records.update(key, change);
            },
          },
        },
      );
      await device.clock.advance(20_000);
      next.kill();
    }
    device.open();
    await device.until(() => device.events(id).length > 0);
    expect(device.events(id)).toMatchObject([{ type: 'attachment-removed', attachment: lost, cause: 'lost' }]);
  });

  test('of another page that keeps it in memory waits for that page, and holds up no other photo', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    const { id } = await page.client.tap(good);
    device.durableBytes = false;
    const elsewhere = (await page.client.attach(id, small())).attachments[0]?.id ?? '';
    device.durableBytes = true;
    await page.client.attach(id, small());
    for (const key of await device.bytes.keys(`p/${id}/${elsewhere}/`)) await device.bytes.remove(key);
    page.kill();
    device.online = true;
    const next = device.open();
    await device.until(() => device.backend.rows.get(id)?.files.size === 1, 60_000);
    expect((await next.client.outbox.get(id))?.attachments[0]?.state).toBe('captured');
    expect(device.events(id)).toEqual([]);
    next.kill();
    await device.clock.advance(25 * 3_600_000);
    device.open();
    await device.until(() => device.events(id).length === 1);
    expect(device.events(id)[0]).toMatchObject({ type: 'attachment-removed', attachment: elsewhere, cause: 'lost' });
  });
});

describe('a photo that kills the tab while it is decoded', () => {
  test('twice is only cut, never decoded, at the third start (47)', async () => {
    const device = createDevice();
    device.online = false;
    let page = device.open();
    const { id } = await page.client.tap(good);
    await page.client.attach(id, large({ width: 4_000, height: 3_000 }));
    page.kill();
    device.online = true;
    let decodes = 0;
    device.onDecode = () => {
      decodes++;
      page.kill();
      return new Promise(() => undefined);
    };
    for (let start = 0; start < 3; start++) {
      page = device.open();
      await device.clock.advance(20_000);
    }
    await device.until(() => device.backend.rows.get(id)?.files.size === 1);
    expect(decodes).toBe(2);
    const sent = readFakePicture([...(device.backend.rows.get(id)?.files.values() ?? [])][0]?.bytes ?? new Uint8Array());
    expect(sent).toMatchObject({ width: 4_000, metadata: false });
  });

  test('is not blamed where the customer left while it was decoded, however often', async () => {
    const device = createDevice();
    device.online = false;
    let page = device.open();
    const { id } = await page.client.tap(good);
    await page.client.attach(id, large());
    page.kill();
    device.online = true;
    device.onDecode = () => new Promise(() => undefined);
    for (let start = 0; start < 5; start++) {
      page = device.open();
      await device.clock.advance(20_000);
      page.lifecycle.hide();
      await device.clock.settle();
      page.kill();
    }
    device.onDecode = () => undefined;
    device.open();
    await device.until(() => device.backend.rows.get(id)?.files.size === 1);
    const sent = readFakePicture([...(device.backend.rows.get(id)?.files.values() ?? [])][0]?.bytes ?? new Uint8Array());
    expect(sent?.width).toBe(2048);
  });

  test('is cut in the end where decoding it only ever fails, with longer and longer waits', async () => {
    const { device, page, id, files, picture } = await begin();
    let fails = 0;
    device.onDecode = () => {
      fails++;
      throw new Error('worker lost');
    };
    await page.client.attach(id, large());
    await device.until(() => files().size === 1, 3_600_000);
    expect(fails).toBeLessThan(10);
    expect(picture()).toMatchObject({ width: 4032, metadata: false });
  });

  test('is not blamed for a decode that failed now and then', async () => {
    const { device, page, id, files, picture } = await begin();
    let fails = 5;
    device.onDecode = () => {
      if (fails-- > 0) throw new Error('worker lost');
    };
    await page.client.attach(id, large());
    await device.until(() => files().size === 1);
    expect(picture()?.width).toBe(2048);
  });
});

describe('a photo that cannot be decoded', () => {
  test('is cut if its format can be cut', async () => {
    const { device, page, id, files, picture } = await begin();
    await page.client.attach(id, large({ decodable: false }));
    await device.until(() => files().size === 1);
    expect(picture()).toMatchObject({ width: 4032, metadata: false });
  });

  test('nor cut (HEIC) is parked with its reason, and nothing with metadata leaves', async () => {
    const { device, page, id, uploads, view } = await begin();
    await page.client.attach(id, large({ format: 'heic', decodable: false }));
    await device.until(async () => (await view())?.state === 'parked');
    await device.clock.advance(60_000);
    expect(await view()).toMatchObject({ fault: { code: 'unreadable' } });
    expect(uploads()).toEqual([]);
    expect(await device.bytes.keys(`p/${id}/`)).toHaveLength(1);
  });

  test('nor cut goes as it is only if the merchant allows originals', async () => {
    const { device, page, id, files } = await begin(policy({ allowOriginals: true }));
    await page.client.attach(id, large({ format: 'heic', decodable: false }));
    await device.until(() => files().size === 1);
  });
});

describe('a file', () => {
  test('that is empty or absurdly large is refused before anything is written', async () => {
    const { device, page, id } = await begin();
    await expect(page.client.attach(id, new Blob([]))).rejects.toMatchObject({ code: 'unreadable' });
    const huge = Object.assign(new Blob(['x']), {});
    Object.defineProperty(huge, 'size', { value: 70_000_000 });
    await expect(page.client.attach(id, huge)).rejects.toMatchObject({ code: 'too-large' });
    expect(await device.bytes.keys('p/')).toEqual([]);
    expect((await page.client.outbox.get(id))?.attachments).toEqual([]);
  });

  test('for a feedback that is not there leaves nothing behind', async () => {
    const { device, page } = await begin();
    await expect(page.client.attach(page.platform.newId(), small())).rejects.toMatchObject({ code: 'cancelled' });
    expect(await device.bytes.keys('p/')).toEqual([]);
  });

  test('beyond the twenty that one feedback can name is refused', async () => {
    const { device, page, id, files } = await begin();
    for (let number = 0; number < 20; number++) await page.client.attach(id, small());
    await expect(page.client.attach(id, small())).rejects.toMatchObject({ code: 'too-many' });
    await device.until(() => files().size === 20);
    expect(await page.client.outbox.get(id)).toMatchObject({ state: 'received' });
    expect(await device.bytes.keys('p/')).toEqual([]);
  });
});
