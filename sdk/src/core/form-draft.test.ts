import { describe, expect, test } from 'vitest';
import { createDevice, thumb, type Device, type Page } from './device.fixture.js';
import { bad, good, openSlow, open as openForm } from './form.fixture.js';
import type { FeedbackForm, FormOptions } from './index.js';

const orderOf = (id: string) => ({ order: { id, items: [{ lineId: '1', name: 'Mango', qty: 4 }] } });
const picture = () => new Blob(['picture']);

function open(page: Page, id = 'order-1', options: Partial<FormOptions<Blob>> = {}): FeedbackForm<Blob> {
  return openForm(page, { order: orderOf(id), ...options });
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
    const { page, proceed } = openSlow(device);
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
