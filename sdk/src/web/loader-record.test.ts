import { expect, test } from 'vitest';
import { readRecord } from '../core/deliver/record-upgrade.js';
import { completed } from './loader-record.js';

const id = '01900000-0000-7000-8000-000000000001';
const at = 1_790_000_000_000;
const rated = { overall: { scale: 'thumb', value: -1 } };
const tap = { type: 'tap', at, rating: rated };
const attributes = { 'order-id': '7' };

test('a record that the loader began is nobody’s, or of the customer whom its page named', () => {
  expect(completed({ v: 1, id, steps: [{ rating: -1, at, attributes }] })).toEqual({
    v: 1,
    id,
    customer: null,
    steps: [{ ...tap, source: { attributes } }],
  });
  expect(completed({ v: 1, id, steps: [{ rating: -1, at, attributes: { customer: '' } }] })).toMatchObject({ customer: null });
  const named = { ...attributes, customer: 'u1' };
  expect(completed({ v: 1, id, steps: [{ rating: -1, at, attributes: named }] })).toMatchObject({
    customer: 'u1',
    steps: [{ ...tap, source: { attributes: named } }],
  });
});

test('a tap that it adds to a record changes nothing else of it', () => {
  const record = { v: 1, id, rev: 3, customer: 'u1', steps: [tap], later: 'field' };
  const other = { rating: 1, at: at + 1, attributes: { ...attributes, customer: 'u2' } };
  const { steps, ...rest } = completed({ ...record, steps: [tap, other] }) as { steps: unknown[] };
  expect(rest).toEqual({ v: 1, id, rev: 3, customer: 'u1', later: 'field' });
  expect(steps).toEqual([
    tap,
    {
      type: 'tap',
      at: at + 1,
      rating: { overall: { scale: 'thumb', value: 1 } },
      source: { attributes: { ...attributes, customer: 'u2' } },
    },
  ]);
});

test('what the sheet adds is rated in full already', () => {
  const goods = { goods: { scale: 'thumb', value: 1 } };
  expect(completed({ v: 1, id, steps: [{ rating: goods, at }] })).toMatchObject({ steps: [{ type: 'tap', at, rating: goods }] });
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['text', 'steps'],
  ['a list', [{ rating: 1, at }]],
  ['a draft', { text: 'words' }],
  ['steps that are no list', { v: 1, id, steps: { rating: 1 } }],
  ['a record of the outbox', { v: 1, id, customer: null, steps: [tap] }],
])('%s is left as it is', (_, stored) => expect(completed(stored)).toEqual(stored));

test('steps that are none make no record of it', () => {
  for (const step of [null, 7, 'tap', {}, []]) expect(readRecord(completed({ v: 1, id, at, steps: [step] }))).toBeUndefined();
});
