import { describe, expect, test } from 'vitest';
import { createDevice } from './device.fixture.js';
import { bad, open, openSlow } from './form.fixture.js';
import { fakePicture } from '../testing/index.js';

const picture = () => new Blob(['picture']);

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
    const form = open(page, { policy: { policy: 'shop@1', media: { maxPhotos: 2 } } });
    const [first, second] = await Promise.allSettled([form.attach([picture(), picture()]), form.attach([picture(), picture()])]);
    expect(first.status).toBe('fulfilled');
    // Told, and not dropped without a word.
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'too-many', message: '2 files' } });
    expect(form.getState()).toMatchObject({ maxPhotos: 2, photos: [{ state: 'stored' }, { state: 'stored' }] });
    expect(open(page, { order: {} }).getState().maxPhotos).toBe(9);
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
    const form = open(page, { policy: { policy: 'shop@1', media: { maxPhotos: 2 } } });
    await form.attach([picture()]);
    device.full = true;
    await form.attach([picture()]);
    device.full = false;
    await expect(form.attach([new Blob([]), picture()])).rejects.toMatchObject({ code: 'too-many' });
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
    const { page, proceed } = openSlow(device);
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
    const { page, proceed } = openSlow(device);
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
