import { describe, expect, test } from 'vitest';
import { bad, begin } from './form.fixture.js';

test('a weight in words goes along as words where nothing is stopped', async () => {
  const { form, arrived } = begin();
  await form.rate('overall', bad);
  for (const code of ['item.short_weight', 'safety.spoiled']) form.toggleReason(code);
  form.setItem('2', { chosen: true, weight: 'half of it' });
  form.setText('and soft');
  expect(await form.submit()).toBe(true);
  expect(await arrived()).toMatchObject({ text: 'Mango: half of it\nand soft' });
});

test('a weight in words goes along where the words are as long as they may be', async () => {
  const { form, arrived } = begin();
  await form.rate('overall', bad);
  for (const code of ['item.short_weight', 'safety.spoiled']) form.toggleReason(code);
  form.setItem('2', { chosen: true, weight: 'half of it' });
  form.setText('x'.repeat(4_000));
  expect(await form.submit()).toBe(true);
  expect(String((await arrived())['text'])).toMatch(/^Mango: half of it\nx{3900}/);
});

test('what is chosen or written is a draft until a step has said it', async () => {
  const { form, state } = begin();
  expect(state().unsaid).toBe(false);
  await form.rate('overall', bad);
  expect(state().unsaid).toBe(false);
  form.toggleReason('item.wrong');
  expect(state().unsaid).toBe(true);
  const told: boolean[] = [];
  const stop = form.subscribe(() => told.push(state().unsaid));
  await form.commit();
  stop();
  expect(told.at(-1)).toBe(false);
  form.setText('a pear');
  expect(state().unsaid).toBe(true);
  form.setText(' ');
  expect(state().unsaid).toBe(false);
  form.toggleReason('item.wrong');
  expect(state().unsaid).toBe(true);
  await form.submit();
  expect(state().unsaid).toBe(false);
});

test('goods sold by weight are named whole where nobody told a weight', async () => {
  const { form, arrived } = begin();
  await form.rate('overall', bad);
  form.toggleReason('item.not_as_described');
  form.setItem('1', { chosen: true, qty: 2 });
  form.setItem('2', { chosen: true });
  expect(await form.submit()).toBe(true);
  const items = [
    { lineId: '1', sku: 'BF-500', qty: 2, of: 3 },
    { lineId: '2', gtin: '06901234567892', lot: 'A1' },
  ];
  expect((await arrived())['reasons']).toEqual([{ code: 'item.not_as_described', level: 2, items }]);
});

describe('words', () => {
  test('that sound like food safety ask once, and the answer travels', async () => {
    const { form, state, arrived } = begin({ asksSafety: (text) => text.includes('rotten') });
    await form.rate('overall', bad);
    form.setText('late');
    expect(state().safety).toBeNull();
    form.setText('late and rotten');
    expect(state().safety).toBe('asked');
    expect(await form.submit()).toBe(false);
    expect(state().issues).toEqual([{ field: 'safety', code: 'safety-unanswered' }]);
    // Nobody is asked about words that are gone.
    form.setText('late');
    expect(state().safety).toBeNull();
    form.setText('late and rotten');
    form.answerSafety(false);
    form.setText('late and rotten!');
    expect(state().safety).toBe(false);
    expect(await form.submit()).toBe(true);
    expect(await arrived()).toMatchObject({ text: 'late and rotten!', safetyConfirmed: false, hints: { red: false } });
  });

  test('do not ask when food safety was chosen already', () => {
    const { form, state } = begin({ asksSafety: () => true });
    form.toggleReason('safety.spoiled');
    form.setText('rotten');
    expect(state().safety).toBeNull();
  });

  test('fit the wire, however long', async () => {
    const { form, state, arrived } = begin();
    form.setText('长'.repeat(5_000));
    // What the customer sees is what is sent.
    expect(state().text).toHaveLength(4_000);
    // No half a letter.
    form.setText(`${'x'.repeat(3_999)}😀`);
    expect(state().text).toBe('x'.repeat(3_999));
    form.setText('长'.repeat(5_000));
    expect(await form.submit()).toBe(true);
    expect(String((await arrived())['text'])).toHaveLength(4_000);
  });
});
