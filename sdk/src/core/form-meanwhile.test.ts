import { describe, expect, test } from 'vitest';
import { arrivalOf, bad, begin, good, open } from './form.fixture.js';
import type { FormClient } from './index.js';

/** A form whose steps are stored at once and told only when `free` is called. */
function beginGated() {
  const { page, device } = begin();
  let free: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (free = resolve));
  const details: FormClient<Blob>['details'] = async (...step) => {
    const stored = await page.client.details(...step);
    await gate;
    return stored;
  };
  return { page, device, free, form: open(page, { client: Promise.resolve({ ...page.client, details }) }) };
}

describe('taken back while a step is being stored', () => {
  test('what is being handed in makes no feedback that nobody said', async () => {
    const { page, device, free, form } = beginGated();
    await form.rate('overall', bad);
    form.toggleReason('item.wrong');
    const submitting = form.submit();
    await device.clock.settle();
    const undoing = form.undo();
    await device.clock.settle();
    free();
    expect(await submitting).toBe(false);
    await undoing;
    expect(await page.client.outbox.list()).toEqual([]);
    expect(form.getState()).toMatchObject({ submitted: false, entry: null, unsaid: false });
  });

  test('elsewhere, too', async () => {
    const { page, form, state } = begin();
    await form.rate('overall', bad);
    form.toggleReason('item.wrong');
    const submitting = form.submit();
    await page.client.withdraw(state().id);
    expect(await submitting).toBe(false);
    expect(await page.client.outbox.list()).toEqual([]);
  });

  test('the same said again is said of the next', async () => {
    const { device, free, form } = beginGated();
    const say = async (): Promise<void> => {
      await form.rate('overall', bad);
      form.toggleReason('pack.leaking');
      form.setPhotoExit('eaten');
      form.setText('soft');
    };
    await say();
    const first = form.commit();
    await device.clock.settle();
    const undone = form.undo();
    await say();
    free();
    await Promise.all([first, undone]);
    expect(await form.submit()).toBe(true);
    expect(await arrivalOf(device, form)).toMatchObject({ text: 'soft', reasons: [{ code: 'pack.leaking' }] });
  });
});

test('a reason that is taken back while it is being stored does not arrive', async () => {
  const { device, free, form } = beginGated();
  await form.rate('overall', bad);
  form.toggleReason('pack.leaking');
  const first = form.commit();
  await device.clock.settle();
  form.toggleReason('pack.leaking');
  const handing = form.submit();
  await device.clock.settle();
  free();
  await first;
  expect(await handing).toBe(true);
  expect(await arrivalOf(device, form)).toMatchObject({ reasons: [] });
  expect(form.getState().unsaid).toBe(false);
});

describe('a change of mind', () => {
  test('that the draft did not live to see leaves no reason of the other side', async () => {
    const { page, form, state, device } = begin();
    await form.rate('overall', bad);
    form.toggleReason('pack.leaking');
    form.setText('soft');
    await form.commit();
    const { id } = state();
    await page.client.tap({ id, rating: { overall: good } });
    form.close();
    const again = open(page, { id, rating: { overall: good } });
    await device.clock.settle();
    expect(again.getState()).toMatchObject({ polarity: 'good', reasons: [], text: 'soft', unsaid: true });
    expect(await again.submit()).toBe(true);
    expect(again.getState()).toMatchObject({ unsaid: false, entry: { details: { reasons: [], text: 'soft' } } });
  });

  test('before the draft is there keeps its words and takes back its reasons', async () => {
    const { page, form, state, device } = begin();
    await form.rate('overall', bad);
    form.toggleReason('pack.leaking');
    form.setText('soft');
    await form.commit();
    const { id } = state();
    await device.clock.settle();
    form.close();
    const again = open(page, { id, rating: { overall: bad } });
    await again.rate('overall', good);
    expect(again.getState()).toMatchObject({ reasons: [], text: 'soft', unsaid: false, entry: { details: { reasons: [], text: 'soft' } } });
  });

  test('that no store takes is told', async () => {
    const { page } = begin();
    let isBroken = false;
    const details: typeof page.client.details = (...step) =>
      isBroken ? Promise.reject(new Error('storage')) : page.client.details(...step);
    const form = open(page, { client: Promise.resolve({ ...page.client, details }) });
    await form.rate('overall', bad);
    form.toggleReason('pack.leaking');
    await form.commit();
    isBroken = true;
    await expect(form.rate('overall', good)).rejects.toThrow('storage');
    expect(form.getState()).toMatchObject({ unstored: true, unsaid: true });
    isBroken = false;
    expect(await form.submit()).toBe(true);
    expect(form.getState()).toMatchObject({ unstored: false, unsaid: false, entry: { details: { reasons: [] } } });
  });
});

test('what another form on the same feedback emptied is said again by this one', async () => {
  const { page, form, state, device } = begin();
  await form.rate('overall', bad);
  form.setText('soft');
  await form.commit();
  await device.clock.settle();
  const other = open(page);
  await device.clock.settle();
  other.setText('');
  await other.commit();
  expect(state()).toMatchObject({ text: 'soft', unsaid: true });
  expect(await form.submit()).toBe(true);
  expect(await arrivalOf(device, form)).toMatchObject({ text: 'soft' });
});
