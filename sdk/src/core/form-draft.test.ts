import { describe, expect, test } from 'vitest';
import { createDevice, thumb, type Device, type Page } from './device.fixture.js';
import { fakePicture } from '../testing/index.js';
import { createForm, type FeedbackForm, type FormOptions } from './index.js';

const good = { scale: 'thumb', value: 1 } as const;
const bad = { scale: 'thumb', value: -1 } as const;
const orderOf = (id: string) => ({ order: { id, items: [{ lineId: '1', name: 'Mango', qty: 4 }] } });
const picture = () => new Blob(['picture']);

function open(page: Page, id = 'order-1', options: Partial<FormOptions<Blob>> = {}): FeedbackForm<Blob> {
  return createForm<Blob>({ client: Promise.resolve(page.client), order: orderOf(id), newId: page.platform.newId, ...options });
}

/** Closes the browser without a word and comes back. */
async function restart(device: Device, page: Page, id?: string, options?: Partial<FormOptions<Blob>>) {
  await device.clock.settle();
  page.kill();
  const next = device.open();
  const form = open(next, id, options);
  await device.clock.settle();
  return { page: next, form };
}

describe('a draft', () => {
  test('is there again after a restart, under the same id, with its photos', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    const form = open(page);
    await form.rate('overall', bad);
    form.toggleReason('item.wrong');
    form.setText('a pear');
    form.setItem('1', { chosen: true, qty: 2 });
    form.setWish('replace');
    await form.attach([picture()], { shot: 'received' });
    const before = form.getState();

    const again = await restart(device, page);
    const after = again.form.getState();
    expect(after).toMatchObject({
      id: before.id,
      rating: thumb(-1),
      polarity: 'problem',
      reasons: ['item.wrong'],
      text: 'a pear',
      wish: 'replace',
      items: [{ chosen: true, qty: 2, of: 4 }],
      photos: [{ id: before.photos[0]?.id, shot: 'received', state: 'stored' }],
      entry: { id: before.id },
      submitted: false,
    });
    device.online = true;
    expect(await again.form.submit()).toBe(true);
    await device.until(() => device.backend.rows.get(before.id)?.files.size !== undefined);
    expect(device.backend.rows.size).toBe(1);
    expect(device.submission(before.id)).toMatchObject({ text: 'a pear', reasons: [{ code: 'item.wrong', items: [{ qty: 2 }] }] });
  });

  test('that is older than what was stored does not hide that', async () => {
    const device = createDevice();
    const page = device.open();
    const form = open(page);
    await form.rate('goods', bad);
    await form.rate('delivery', good);
    await page.client.drafts.save('order-1', { ...form.getState(), rating: { goods: bad } });
    expect((await restart(device, page)).form.getState()).toMatchObject({ rating: { goods: bad, delivery: good } });
  });

  test('is not needed to go on with a feedback whose id the page remembers', async () => {
    const device = createDevice();
    device.online = false;
    const first = device.open();
    const { id } = await first.client.tap({ rating: { goods: bad }, order: orderOf('order-1') });
    const { form } = await restart(device, first, 'order-1', { newId: () => id });
    expect(form.getState()).toMatchObject({ id, rating: { goods: bad }, polarity: 'problem', entry: { id } });
    form.setText('a pear');
    await form.submit();
    device.online = true;
    await device.until(() => device.backend.rows.has(id));
    expect(device.backend.rows.size).toBe(1);
    expect(device.submission(id)).toMatchObject({ text: 'a pear', rating: { goods: bad } });
  });

  test('goes on in the feedback that arrived meanwhile', async () => {
    const device = createDevice();
    const page = device.open();
    const form = open(page);
    await form.rate('overall', bad);
    form.setText('half');
    const { id } = form.getState();
    await device.until(() => device.backend.rows.has(id), 70_000);
    const again = await restart(device, page);
    expect(again.form.getState()).toMatchObject({ id, text: 'half', entry: { state: 'received' } });
    again.form.setText('half and whole');
    expect(await again.form.submit()).toBe(true);
    await device.until(() => device.events(id).length === 1);
    expect(device.backend.rows.size).toBe(1);
  });

  test('belongs to its order', async () => {
    const device = createDevice();
    const page = device.open();
    const form = open(page, 'order-1');
    await form.rate('overall', bad);
    form.setText('about the first');
    const other = await restart(device, page, 'order-2');
    expect(other.form.getState()).toMatchObject({ text: '', polarity: null, entry: null });
    expect((await restart(device, other.page, 'order-1')).form.getState().text).toBe('about the first');
  });

  test('is gone once the form was handed in', async () => {
    const device = createDevice();
    const page = device.open();
    const form = open(page);
    await form.rate('overall', good);
    form.setText('thanks');
    expect(await form.submit()).toBe(true);
    const { id } = form.getState();
    const again = await restart(device, page);
    expect(again.form.getState()).toMatchObject({ text: '', polarity: null });
    expect(again.form.getState().id).not.toBe(id);
  });

  test('does not come back because a photo was still being stored when the form was handed in', async () => {
    const device = createDevice();
    let proceed: () => void = () => undefined;
    const { bytes } = device;
    const page = device.open(
      {},
      {
        bytes: {
          ...bytes,
          put: async (key, source) => {
            await new Promise<void>((resolve) => (proceed = resolve));
            return bytes.put(key, source);
          },
        },
      },
    );
    const form = open(page);
    await form.rate('overall', good);
    form.setText('thanks');
    const attaching = form.attach([picture()]);
    await device.clock.settle();
    expect(await form.submit()).toBe(true);
    proceed();
    await attaching;
    await device.clock.settle();
    expect(await device.records.keys('d/')).toEqual([]);
  });

  test('is gone once everything was taken back', async () => {
    const device = createDevice();
    const page = device.open();
    const form = open(page);
    await form.rate('overall', bad);
    form.setText('no');
    await form.undo();
    expect((await restart(device, page)).form.getState()).toMatchObject({ text: '', polarity: null });
  });

  test('of a feedback that the customer deleted or took back elsewhere is not continued under its id', async () => {
    for (const away of ['discard', 'withdraw'] as const) {
      const device = createDevice();
      const page = device.open();
      const form = open(page);
      await form.rate('overall', good);
      form.setText('old words');
      const { id } = form.getState();
      await device.until(() => device.backend.rows.has(id));
      await device.clock.settle();
      await (away === 'discard' ? page.client.outbox.discard(id) : page.client.withdraw(id));
      const again = await restart(device, page);
      expect(again.form.getState()).toMatchObject({ text: '', polarity: null });
      await again.form.rate('overall', good);
      await device.until(() => device.backend.rows.size === 2);
      expect(again.form.getState().id).not.toBe(id);
      expect(await again.page.client.outbox.get(again.form.getState().id)).toMatchObject({ state: 'received' });
    }
  });

  test('does not overwrite what the customer has begun before it could be read', async () => {
    const device = createDevice();
    const page = device.open();
    const form = open(page);
    await form.rate('overall', bad);
    form.setText('yesterday');
    await device.clock.settle();
    page.kill();
    const next = device.open();
    const fresh = open(next);
    fresh.setText('today');
    await device.clock.settle();
    expect(fresh.getState().text).toBe('today');
  });

  test('of another feedback on the same order is left alone by a form that a tap outside began', async () => {
    const device = createDevice();
    const page = device.open();
    const form = open(page);
    await form.rate('overall', bad);
    form.setText('yesterday');
    await device.clock.settle();
    page.kill();
    const next = device.open();
    const { id } = await next.client.tap({ rating: thumb(1) });
    const fresh = open(next, 'order-1', { id, rating: thumb(1) });
    await device.clock.settle();
    expect(fresh.getState()).toMatchObject({ id, text: '', rating: thumb(1) });
  });

  test('begun by a tap outside is there again for the form that the same tap opens', async () => {
    const device = createDevice();
    const page = device.open();
    const { id } = await page.client.tap({ rating: thumb(-1) });
    const form = open(page, 'order-1', { id, rating: thumb(-1) });
    form.setText('so late');
    const again = await restart(device, page, 'order-1', { id, rating: thumb(-1) });
    expect(again.form.getState()).toMatchObject({ id, text: 'so late' });
  });

  test('that cannot be written or read stops nothing', async () => {
    const device = createDevice();
    const page = device.open();
    const failing = () => Promise.reject(new Error('disk'));
    const client = { ...page.client, drafts: { load: failing, save: failing, clear: async () => undefined } };
    const form = open(page, 'order-1', { client: Promise.resolve(client) });
    await form.rate('overall', good);
    form.setText('x');
    expect(await form.submit()).toBe(true);
  });
});

describe('photos on the form', () => {
  test('have one id from the first moment, and a preview', async () => {
    const device = createDevice();
    const page = device.open();
    const form = open(page);
    const seen: string[][] = [];
    form.subscribe(() => seen.push(form.getState().photos.map(({ id, state }) => `${id} ${state}`)));
    const source = picture();
    await form.attach([source], { shot: 'label', from: 'camera' });
    const [photo] = form.getState().photos;
    expect(photo).toMatchObject({ shot: 'label', state: 'stored' });
    expect(new Set(seen.flat().map((line) => line.split(' ')[0]))).toEqual(new Set([photo?.id]));
    expect(form.getState().previews.get(photo?.id ?? '')).toBe(source);
    expect(form.getState().entry?.attachments.map(({ id }) => id)).toEqual([photo?.id]);
  });

  test('picked before any rating begin the feedback', async () => {
    const device = createDevice();
    const page = device.open();
    const form = open(page);
    await form.attach([picture()]);
    form.close();
    await device.until(() => device.backend.rows.size === 1);
    expect(device.submission(form.getState().id)).toMatchObject({ kind: 'question' });
  });

  test('are no more than the policy allows', async () => {
    const device = createDevice();
    const page = device.open();
    const form = open(page, 'order-1', { policy: { policy: 'shop@1', media: { maxPhotos: 2 } } });
    await Promise.all([form.attach([picture(), picture()]), form.attach([picture(), picture()])]);
    expect(form.getState()).toMatchObject({ maxPhotos: 2, photos: [{ state: 'stored' }, { state: 'stored' }] });
    expect(open(page, 'order-2').getState().maxPhotos).toBe(9);
  });

  test('picked at the same moment are told apart, whichever is stored first', async () => {
    const device = createDevice();
    const { bytes } = device;
    const page = device.open(
      {},
      {
        bytes: {
          ...bytes,
          // The larger file takes longer to copy, and longer to be looked at afterwards.
          put: async (key, source) => {
            await new Promise<void>((resolve) => device.clock.after(source.size, resolve));
            return bytes.put(key, source);
          },
          size: async (key) => {
            const size = await bytes.size(key);
            await new Promise<void>((resolve) => device.clock.after(5_000 / (size ?? 1), resolve));
            return size;
          },
        },
      },
    );
    const form = open(page);
    await form.rate('overall', bad);
    const [first, second] = [new Blob(['x'.repeat(300)]), new Blob(['x'.repeat(290)])];
    const attaching = Promise.all([form.attach([first]), form.attach([second])]);
    await device.clock.advance(2_000);
    await attaching;
    const { photos, previews } = form.getState();
    for (const [index, source] of [first, second].entries()) {
      const id = photos[index]?.id ?? '';
      expect(previews.get(id)).toBe(source);
      expect(await bytes.size(`p/${form.getState().id}/${id}/o`)).toBe(source.size);
    }
  });

  test('that could not be stored say why, take no room, and leave the others alone', async () => {
    const device = createDevice();
    const page = device.open();
    const form = open(page, 'order-1', { policy: { policy: 'shop@1', media: { maxPhotos: 2 } } });
    await form.attach([picture()]);
    device.full = true;
    await form.attach([picture()]);
    device.full = false;
    await form.attach([new Blob([]), picture()]);
    expect(form.getState().photos.map(({ state, fault }) => fault ?? state)).toEqual(['stored', 'storage', 'unreadable']);
    await form.attach([picture()]);
    expect(form.getState().photos.map(({ state }) => state)).toEqual(['stored', 'failed', 'failed', 'stored']);
    form.toggleReason('pack.damaged');
    expect(await form.submit()).toBe(true);
  });

  test('that failed do not satisfy a demand for one', async () => {
    const device = createDevice();
    const page = device.open();
    const form = open(page);
    await form.rate('overall', bad);
    form.toggleReason('pack.damaged');
    device.full = true;
    await form.attach([picture()]);
    device.full = false;
    expect(await form.submit()).toBe(false);
  });

  test('taken off the form leave the device, even if they were still being stored', async () => {
    const device = createDevice();
    const { bytes } = device;
    let proceed: () => void = () => undefined;
    const page = device.open(
      {},
      {
        bytes: {
          ...bytes,
          put: async (key, source) => {
            await new Promise<void>((resolve) => (proceed = resolve));
            return bytes.put(key, source);
          },
        },
      },
    );
    const form = open(page);
    await form.rate('overall', bad);
    const attaching = form.attach([picture()]);
    await device.clock.settle();
    await form.detach(form.getState().photos[0]?.id ?? '');
    proceed();
    await attaching;
    expect(form.getState()).toMatchObject({ photos: [], entry: { attachments: [] } });
    form.close();
    const { id } = form.getState();
    await device.until(() => device.backend.rows.has(id));
    await device.clock.advance(60_000);
    expect(device.submission(id)).not.toHaveProperty('attachments');
    expect(await device.bytes.keys('p/')).toEqual([]);
  });

  test('still being stored when the form is handed in arrive as well, however often that is pressed', async () => {
    const device = createDevice();
    let proceed = () => undefined as void;
    const { bytes } = device;
    const page = device.open(
      {},
      {
        bytes: {
          ...bytes,
          put: async (key, source) => {
            if (key.endsWith('/o')) await new Promise<void>((resolve) => (proceed = resolve));
            return bytes.put(key, source);
          },
        },
      },
    );
    const form = open(page);
    await form.rate('overall', bad);
    void form.attach([fakePicture()]);
    await device.clock.settle();
    expect(await Promise.all([form.submit(), form.submit()])).toEqual([true, true]);
    const { id } = form.getState();
    await device.until(() => device.backend.rows.has(id));
    proceed();
    await device.until(() => device.backend.rows.get(id)?.files.size === 1);
    expect(device.requests('/feedback')).toHaveLength(1);
  });

  test('and videos are told apart by what the picker says', async () => {
    const device = createDevice();
    const page = device.open();
    const form = open(page);
    await form.attach([new Blob(['film'], { type: 'video/mp4' }), new Blob(['picture'], { type: 'image/jpeg' })]);
    expect(form.getState().entry?.attachments.map(({ kind }) => kind)).toEqual(['video', 'photo']);
  });
});
