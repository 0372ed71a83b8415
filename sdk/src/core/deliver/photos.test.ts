import { describe, expect, test } from 'vitest';
import type { Policy } from '../../contract/index.js';
import { fakePicture, readFakePicture, type FakePicture, type Fault, type SeenRequest } from '../../testing/index.js';
import { createDevice, thumb, type Device } from '../device.fixture.js';

const good = { rating: thumb(1) };
const small = (wish: Partial<FakePicture> = {}) => fakePicture({ size: 9_000, width: 300, height: 200, ...wish });
const large = (wish: Partial<FakePicture> = {}) => fakePicture({ size: 90_000, ...wish });
const policy = (media: NonNullable<Policy['media']>): { policy: Policy } => ({ policy: { policy: 'shop@1', media } });

/** A feedback whose text has arrived already. */
async function begin(options: Parameters<Device['open']>[0] = {}) {
  const device = createDevice();
  const page = device.open(options);
  const { id } = await page.client.tap(good);
  await device.until(() => device.backend.rows.has(id));
  const files = () => device.backend.rows.get(id)?.files ?? new Map<string, { bytes: Uint8Array; sha256: string }>();
  return {
    device,
    page,
    id,
    files,
    picture: (number = 0) => readFakePicture([...files().values()][number]?.bytes ?? new Uint8Array()),
    view: async (number = 0) => (await page.client.outbox.get(id))?.attachments[number],
    uploads: () => device.requests('').filter(({ file }) => file),
    /** Plays a fault to uploads only. */
    disturb(fault: (upload: SeenRequest, number: number) => Fault | undefined) {
      let number = 0;
      const send = device.backend.send.bind(device.backend);
      device.backend.send = (request, watched) => {
        const { file } = request.multipart ?? {};
        const played = file && fault({ ...request, path: request.url, body: undefined, file, at: 0 }, number++);
        if (played) device.backend.script(played);
        return send(request, watched);
      };
    },
  };
}

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
    await expect(page.client.attach(id, small())).rejects.toMatchObject({ code: 'too-large' });
    await device.until(() => files().size === 20);
    expect(await page.client.outbox.get(id)).toMatchObject({ state: 'received' });
    expect(await device.bytes.keys('p/')).toEqual([]);
  });
});
