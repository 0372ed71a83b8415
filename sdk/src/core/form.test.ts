import { describe, expect, test } from 'vitest';
import type { Policy } from '../contract/index.js';
import { createDevice, thumb } from './device.fixture.js';
import { bad, begin, good, open, order } from './form.fixture.js';
import type { FeedbackForm, FormClient } from './index.js';

describe('a rating', () => {
  test('is stored at once and is a whole feedback', async () => {
    const { form, page, state, arrived } = begin();
    expect(state()).toMatchObject({ polarity: null, entry: null });
    await form.rate('overall', good);
    expect(state()).toMatchObject({ polarity: 'good', entry: { id: state().id, durable: true } });
    expect(await page.client.outbox.list()).toHaveLength(1);
    expect(await arrived()).toMatchObject({ kind: 'praise', rating: thumb(1), order: { id: 'order-1' } });
  });

  test('of another thing joins it, and of the same thing replaces it, under the same id', async () => {
    const { form, device, state, arrived } = begin();
    await form.rate('goods', bad);
    await form.rate('delivery', good);
    await form.rate('goods', good);
    await form.rate('goods', bad);
    form.close();
    expect(await arrived()).toMatchObject({ kind: 'complaint', rating: { goods: bad, delivery: good, courierAnonymous: true } });
    expect(state().polarity).toBe('problem');
    expect(device.backend.rows.size).toBe(1);
  });

  test('is shown before it is stored', async () => {
    const { form, state } = begin();
    const rated = form.rate('overall', bad);
    expect(state()).toMatchObject({ polarity: 'problem', busy: true, entry: null });
    await rated;
    expect(state().busy).toBe(false);
  });

  test('that could not be stored can be given again', async () => {
    const { form, device, state } = begin();
    device.full = true;
    await expect(form.rate('overall', good)).rejects.toMatchObject({ code: 'storage' });
    expect(state()).toMatchObject({ busy: false, entry: null });
    device.full = false;
    await form.rate('overall', good);
    form.setText('fine');
    expect(await form.submit()).toBe(true);
    await device.until(() => device.backend.rows.size === 1);
  });

  test('made by a tap outside goes on under that tap’s id', async () => {
    const device = createDevice();
    const page = device.open();
    const { id } = await page.client.tap({ rating: thumb(-1), order });
    const form = open(page, { id, rating: thumb(-1) });
    expect(form.getState()).toMatchObject({ id, polarity: 'problem' });
    form.toggleReason('delivery.late');
    expect(await form.submit()).toBe(true);
    await device.until(() => device.backend.rows.has(id));
    expect(device.submission(id)).toMatchObject({ rating: thumb(-1), reasons: [{ code: 'delivery.late' }] });
    expect(device.backend.rows.size).toBe(1);
  });
});

describe('the client', () => {
  test('may come after the customer has finished: nothing is lost', async () => {
    const device = createDevice();
    const page = device.open();
    let arrive: (client: FormClient<Blob>) => void = () => undefined;
    const form = open(page, { client: new Promise((resolve) => (arrive = resolve)) });
    void form.rate('goods', bad);
    void form.rate('delivery', good);
    form.toggleReason('item.wrong');
    form.setText('a pear');
    const submitted = form.submit();
    expect(form.getState()).toMatchObject({ busy: true, polarity: 'problem', reasons: ['item.wrong'] });
    await device.clock.advance(5_000);
    arrive(page.client);
    expect(await submitted).toBe(true);
    const { id } = form.getState();
    await device.until(() => device.backend.rows.has(id));
    expect(device.submission(id)).toMatchObject({ rating: { goods: bad, delivery: good }, text: 'a pear' });
    expect(device.backend.rows.size).toBe(1);
  });

  test('that never comes leaves the form usable and tells those who wait for it', async () => {
    const page = createDevice().open();
    const form = open(page, { client: Promise.reject(new Error('chunk did not load')) });
    await expect(form.rate('overall', bad)).rejects.toThrow('chunk did not load');
    form.toggleReason('item.wrong');
    expect(form.getState()).toMatchObject({ polarity: 'problem', reasons: ['item.wrong'], busy: false });
    await expect(form.submit()).rejects.toThrow('chunk did not load');
    expect(form.getState().submitted).toBe(false);
    form.close();
  });
});

describe('reasons', () => {
  test('are offered by polarity, tab, order state, goods and policy', async () => {
    const policy: Policy = { policy: 'shop@1', reasons: { 'pack.leaking': { off: true } } };
    const { form, state } = begin({ policy });
    await form.rate('overall', bad);
    expect(state().tabs).toEqual(['goods', 'delivery', 'order']);
    expect(state().sections.map(({ group }) => group)).toEqual(['safety', 'quality']);
    const codes = () => state().sections.flatMap(({ reasons }) => reasons.map(({ code }) => code));
    expect(codes()).toEqual(expect.arrayContaining(['safety.spoiled', 'cold.soft', 'item.short_weight']));
    expect(codes()).not.toContain('pack.leaking');
    form.setTab('delivery');
    expect(codes()).toEqual(['delivery.late', 'delivery.place', 'delivery.manner']);
    form.setTab('order');
    expect(state().sections.map(({ group }) => group)).toEqual(['order', 'service', 'idea']);
    await form.rate('overall', good);
    expect(state()).toMatchObject({ tabs: [], sections: [{ group: 'praise' }] });
  });

  test('are kept in the order of choosing and can be let go', () => {
    const { form, state } = begin();
    for (const code of ['item.wrong', 'delivery.late', 'item.missing', 'delivery.late']) form.toggleReason(code);
    expect(state().reasons).toEqual(['item.wrong', 'item.missing']);
  });

  test('ask for their shots, and for a photo as strictly as the strictest of them', () => {
    const { form, state } = begin({ policy: { policy: 'shop@1', reasons: { 'item.defect': { photo: 'none' } } } });
    form.toggleReason('delivery.late');
    expect(state()).toMatchObject({ photoDemand: 'none', shots: [] });
    form.toggleReason('item.wrong');
    expect(state()).toMatchObject({ photoDemand: 'encouraged', shots: ['received'] });
    form.toggleReason('item.defect');
    expect(state().photoDemand).toBe('encouraged');
    form.toggleReason('pack.damaged');
    expect(state().photoDemand).toBe('required');
    expect(state().shots).toEqual(['received', 'defect', 'whole', 'outer', 'inner']);
  });

  test('make the form red when they are about food safety', () => {
    const { form, state } = begin();
    form.toggleReason('item.wrong');
    expect(state().red).toBe(false);
    form.toggleReason('cold.thawed_lost');
    expect(state().red).toBe(true);
  });
});

describe('items', () => {
  test('go with the reasons that are about goods, and only with those', async () => {
    const { form, arrived } = begin();
    await form.rate('overall', bad);
    form.toggleReason('item.wrong');
    form.toggleReason('delivery.late');
    form.setItem('1', { chosen: true, qty: 2, fraction: 0.5 });
    expect(await form.submit()).toBe(true);
    expect(await arrived()).toMatchObject({
      reasons: [
        { code: 'item.wrong', level: 3, items: [{ lineId: '1', sku: 'BF-500', qty: 2, of: 3, fraction: 0.5 }] },
        { code: 'delivery.late', level: 3 },
      ],
    });
  });

  test('are never more than were ordered and never fewer than one', () => {
    const { form, state } = begin();
    form.setItem('1', { chosen: true, qty: 9 });
    expect(state().items[0]).toMatchObject({ qty: 3, of: 3 });
    form.setItem('1', { qty: -4 });
    expect(state().items[0]?.qty).toBe(1);
  });

  test('sold by weight tell the weight on the scales, with a point or a comma', async () => {
    const { form, state, arrived } = begin();
    await form.rate('overall', bad);
    form.toggleReason('item.short_weight');
    form.setItem('2', { chosen: true, weight: 'about 1' });
    form.setPhotoExit('private');
    expect(await form.submit()).toBe(false);
    expect(state().issues).toEqual([{ field: 'weight', code: 'weight-invalid', lineId: '2' }]);
    form.setItem('2', { weight: ' 1,6 ' });
    expect(state().issues).toEqual([]);
    expect(await form.submit()).toBe(true);
    expect(await arrived()).toMatchObject({
      reasons: [{ items: [{ lineId: '2', gtin: '06901234567892', lot: 'A1', weight: { ordered: 2, measured: 1.6, unit: 'kg' } }] }],
      photoExit: 'private',
    });
  });
});

describe('a change of mind', () => {
  test('takes the reasons of the other side along, what they ask for, and what they made red', async () => {
    const { form, state, arrived } = begin();
    await form.rate('goods', bad);
    form.toggleReason('safety.spoiled');
    form.toggleReason('pack.damaged');
    expect(state()).toMatchObject({ red: true, photoDemand: 'required' });
    await form.rate('goods', good);
    expect(state()).toMatchObject({ red: false, photoDemand: 'none', reasons: [], polarity: 'good' });
    form.toggleReason('praise.fresh');
    expect(await form.submit()).toBe(true);
    expect(await arrived()).toMatchObject({ kind: 'praise', reasons: [{ code: 'praise.fresh' }], hints: { red: false } });
    await form.rate('goods', bad);
    expect(state().reasons).toEqual([]);
  });

  test('takes back what a step said, also where nothing is said after it', async () => {
    const { form, device, state } = begin();
    await form.rate('goods', bad);
    form.toggleReason('pack.damaged');
    form.setWish('refund');
    await form.commit();
    await form.rate('goods', good);
    form.close();
    const { id } = state();
    await device.until(() => device.backend.rows.has(id));
    expect(device.submission(id)).toMatchObject({ kind: 'praise', reasons: [], desiredResolution: 'refund' });
  });

  test('about one thing leaves what is wrong with another', async () => {
    const { form, state } = begin();
    await form.rate('goods', bad);
    await form.rate('delivery', bad);
    form.toggleReason('delivery.late');
    await form.rate('goods', good);
    expect(state().reasons).toEqual(['delivery.late']);
  });
});

describe('a demanded photo', () => {
  test('stops the form until it is there or the customer says why not', async () => {
    const { form, state, device } = begin();
    await form.rate('overall', bad);
    form.toggleReason('pack.damaged');
    expect(await form.submit()).toBe(false);
    expect(state()).toMatchObject({ issues: [{ field: 'photos', code: 'photo-missing' }], submitted: false });
    await device.clock.advance(30_000);
    expect(device.backend.rows.size).toBe(0);
    form.setPhotoExit('thrown_away');
    expect(await form.submit()).toBe(true);
    expect(state().submitted).toBe(true);
  });

  test('never stops food safety', async () => {
    for (const red of [
      (form: FeedbackForm<Blob>) => form.toggleReason('safety.spoiled'),
      (form: FeedbackForm<Blob>) => form.answerSafety(true),
    ]) {
      const { form, arrived } = begin({ asksSafety: () => true });
      await form.rate('overall', bad);
      form.toggleReason('pack.damaged');
      form.toggleReason('item.short_weight');
      form.setItem('2', { chosen: true, weight: '???' });
      red(form);
      expect(await form.submit()).toBe(true);
      expect(await arrived()).toMatchObject({ hints: { red: true } });
    }
  });
});

describe('what was committed and then taken back', () => {
  test('is not sent: words, reasons, wish and excuse', async () => {
    const { form, state, arrived } = begin();
    await form.rate('overall', bad);
    form.toggleReason('item.wrong');
    form.setText('private words');
    form.setWish('refund');
    form.setPhotoExit('eaten');
    await form.commit();
    form.toggleReason('item.wrong');
    form.setText('');
    form.setWish(null);
    form.setPhotoExit(null);
    expect(await form.submit()).toBe(true);
    const body = await arrived();
    expect(JSON.stringify(body)).not.toContain('private words');
    expect(body).toMatchObject({ kind: 'complaint', reasons: [], text: null, desiredResolution: null, photoExit: null });
    expect(state().entry?.details.text ?? null).toBeNull();
  });

  test('after it was sent is told to the merchant as emptied', async () => {
    const { form, device, state } = begin();
    await form.rate('overall', good);
    const { id } = state();
    await device.until(() => device.backend.rows.has(id));
    form.setText('hello');
    await form.commit();
    await device.until(() => device.events(id).length === 1);
    form.setText(' ');
    await form.commit();
    await device.until(() => device.events(id).length === 2);
    expect(device.events(id)[1]).toMatchObject({ details: { text: null } });
  });

  test('costs no step when nothing changed', async () => {
    const { form, device, state } = begin();
    await form.rate('overall', bad);
    form.setText('x');
    await form.commit();
    await form.commit();
    expect(await form.submit()).toBe(true);
    expect((await device.stored(state().id)).steps).toHaveLength(2);
  });
});

describe('subscribers', () => {
  test('see every change, one new state at a time, and nothing after they left', async () => {
    const { form, device } = begin();
    const states: unknown[] = [];
    const leave = form.subscribe(() => states.push(form.getState()));
    expect(form.getState()).toBe(form.getState());
    await form.rate('overall', good);
    await device.until(() => form.getState().entry?.state === 'received');
    expect(new Set(states).size).toBe(states.length);
    leave();
    form.setText('x');
    expect(states).not.toContain(form.getState());
  });
});

describe('closing', () => {
  test('sends what is there', async () => {
    const { form, arrived } = begin();
    await form.rate('overall', bad);
    form.toggleReason('delivery.late');
    await form.commit();
    form.setText('never finished');
    form.close();
    expect(await arrived()).toMatchObject({ reasons: [{ code: 'delivery.late' }] });
  });
});

test('where the order has no id, the form of another page finds nothing of it', async () => {
  const device = createDevice();
  const page = device.open();
  const nameless = { order: { order: {} } };
  const first = open(page, nameless);
  await first.rate('overall', bad);
  first.toggleReason('item.missing');
  first.setText('two boxes');
  const { id, rating } = first.getState();
  first.close();
  await device.clock.settle();
  const other = open(page, nameless);
  await device.clock.settle();
  expect(other.getState()).toMatchObject({ rating: {}, reasons: [], text: '', entry: null });
  const again = open(page, { ...nameless, id, rating });
  await device.clock.settle();
  expect(again.getState()).toMatchObject({ id, reasons: ['item.missing'], text: 'two boxes' });
});
