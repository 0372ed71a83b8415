import { describe, expect, test } from 'vitest';
import { createDevice } from './device.fixture.js';
import { bad, begin, good, open } from './form.fixture.js';

describe('undo', () => {
  test('takes everything back, and the next rating is a new feedback', async () => {
    const { form, device, page, state } = begin();
    await form.rate('overall', bad);
    await form.attach([new Blob(['picture'])]);
    form.setText('no, wait');
    const { id } = state();
    await form.undo();
    expect(state()).toMatchObject({ rating: {}, polarity: null, entry: null, photos: [], text: '', reasons: [], submitted: false });
    expect(state().id).not.toBe(id);
    await device.clock.advance(120_000);
    expect(device.requests('')).toEqual([]);
    expect(await page.client.outbox.list()).toEqual([]);
    expect(await device.bytes.keys('p/')).toEqual([]);
    await form.rate('overall', good);
    await device.until(() => device.backend.rows.size === 1);
    expect(device.backend.rows.has(id)).toBe(false);
  });

  test('after it was handed in withdraws it, and the form is fresh', async () => {
    const { form, device, state } = begin();
    await form.rate('overall', good);
    const { id } = state();
    expect(await form.submit()).toBe(true);
    await device.until(() => device.backend.rows.has(id));
    await form.undo();
    expect(state()).toMatchObject({ submitted: false, entry: null });
    await device.until(() => device.backend.rows.get(id)?.withdrawn === true);
    expect(state().entry).toBeNull();
  });

  test('before anything was stored changes nothing and fails nothing', async () => {
    const { form, state } = begin();
    form.setText('x');
    await form.undo();
    await form.undo();
    expect(state()).toMatchObject({ text: '', entry: null });
  });
});

describe('while the store is slow', () => {
  /** As `begin`, on a store that takes its time for every write. */
  function beginSlowly() {
    const device = createDevice();
    const { records } = device.open().platform;
    const update: typeof records.update = async (key, change) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return records.update(key, change);
    };
    const page = device.open({}, { records: { ...records, update } });
    return { device, page, form: open(page) };
  }
  const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

  test('a tap during an undo is another feedback', async () => {
    const { page, form } = beginSlowly();
    await form.rate('overall', good);
    const { id } = form.getState();
    const undone = form.undo();
    await soon();
    await Promise.all([undone, form.rate('overall', bad)]);
    expect(form.getState()).toMatchObject({ rating: { overall: bad } });
    expect(form.getState().id).not.toBe(id);
    const kept = (await page.client.outbox.list()).filter(({ withdrawn }) => !withdrawn);
    expect(kept).toMatchObject([{ id: form.getState().id, rating: { overall: bad } }]);
    form.close();
  });

  test('what is said during the last press is handed in with it', async () => {
    const { page, form } = beginSlowly();
    await form.rate('overall', bad);
    form.setText('mouldy');
    const submitted = form.submit();
    await soon();
    form.setText('mouldy, and the courier was rude');
    expect(await submitted).toBe(true);
    expect(await page.client.outbox.get(form.getState().id)).toMatchObject({ details: { text: 'mouldy, and the courier was rude' } });
    form.close();
  });

  test('a form that is left in the moment of the press is handed in, and tells so', async () => {
    const { form } = beginSlowly();
    await form.rate('overall', bad);
    form.setText('mouldy');
    const told: boolean[] = [];
    form.subscribe(() => told.push(form.getState().submitted));
    const submitted = form.submit();
    form.close();
    expect(await submitted).toBe(true);
    expect(told.at(-1)).toBe(true);
  });

  test('what is taken back elsewhere is gone from the form, and the next tap is another feedback', async () => {
    const { device, page, form } = { ...begin() };
    await form.rate('overall', good);
    const { id } = form.getState();
    await device.until(() => device.backend.rows.has(id));
    await page.client.withdraw(id);
    expect(form.getState()).toMatchObject({ rating: {}, entry: null });
    await device.until(() => device.backend.rows.get(id)?.withdrawn === true);
    await expect(page.client.tap({ id, rating: { overall: bad } })).rejects.toMatchObject({ code: 'cancelled' });
    await form.rate('overall', bad);
    form.close();
    await device.until(() => device.backend.rows.size === 2);
    expect(device.submission(form.getState().id)).toMatchObject({ rating: { overall: bad } });
  });

  test('a rating that no store took is said again by the next step', async () => {
    const { page, form, state } = begin();
    await form.rate('overall', good);
    const { tap } = page.client;
    page.client.tap = () => Promise.reject(new Error('full'));
    await expect(form.rate('overall', bad)).rejects.toThrow('full');
    expect(state()).toMatchObject({ unstored: true, rating: { overall: bad } });
    page.client.tap = tap;
    expect(await form.submit()).toBe(true);
    expect(state().unstored).toBe(false);
    expect(await page.client.outbox.get(state().id)).toMatchObject({ rating: { overall: bad } });
  });
});
