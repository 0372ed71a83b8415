import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../capture/submission.js';
import { isDue, newRecord } from './record-change.js';
import { readRecord } from './record-upgrade.js';

const id = '01900000-0000-7000-8000-000000000001';
const at = 1_790_000_000_000;
const tap = { type: 'tap', at, rating: { overall: { scale: 'thumb', value: -1 } } };
const short = { v: 1, id, steps: [tap] };

test('fills what a record does not say', () => {
  expect(readRecord(short)).toEqual({ ...newRecord(id, at), steps: [tap] });
});

test('keeps a record as it is, unknown fields of a later writer too', () => {
  const record = { ...newRecord(id, at), customer: 'u1', steps: [tap], later: 'field' };
  expect(readRecord(record)).toEqual(record);
});

describe('leaves alone', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'record'],
    ['a list', [short]],
    ['a newer version', { ...short, v: 2 }],
    ['a version that is none', { ...short, v: '1' }],
    ['a record without an id', { ...short, id: 7 }],
    ['a record without a time', { ...short, at: null }],
    ['a time beyond the calendar', { ...short, at: 1e300 }],
    ['a record without steps', { v: 1, id, at }],
    ['steps that are none', { ...short, steps: [null] }],
    ['a step without a time', { ...short, steps: [{ ...tap, at: undefined }] }],
    ['a kind of step that it does not know', { ...short, steps: [tap, { type: 'blessing', at }] }],
    ['a tap that rates nothing', { ...short, steps: [{ type: 'tap', at }] }],
    ['a tap from nowhere on earth', { ...short, steps: [{ ...tap, offset: 'east' }] }],
    ['details that are none', { ...short, steps: [tap, { type: 'details', at, details: null }] }],
    ['reasons that are none', { ...short, steps: [tap, { type: 'details', at, details: { reasons: 'late' } }] }],
    ['an attachment without an id', { ...short, steps: [tap, { type: 'attachment', at, kind: 'photo' }] }],
    ['a state of its own', { ...short, state: 'lost' }],
    ['messages that are none', { ...short, messages: 'x' }],
    ['attachments that are none', { ...short, attachments: [null] }],
  ])('%s', (_, stored) => expect(readRecord(stored)).toBeUndefined());
});

test('what it reads can be worked with, whatever lay on disk', () => {
  const junk = fc.anything({ maxDepth: 3 });
  const step = fc.record(
    {
      type: fc.oneof(fc.constantFrom('tap', 'details', 'attachment', 'removal', 'withdrawal'), junk),
      at: fc.oneof(fc.nat(), junk),
      rating: junk,
      details: fc.oneof(junk, fc.record({ reasons: junk })),
      id: junk,
      offset: junk,
    },
    { requiredKeys: ['type'] },
  );
  const stored = fc.record(
    {
      v: fc.constant(1),
      id: fc.constant(id),
      at: fc.oneof(fc.nat(), junk),
      steps: fc.oneof(fc.array(step, { maxLength: 3 }), junk),
      state: fc.oneof(fc.constantFrom('queued', 'leased', 'delivered', 'rejected'), junk),
      messages: junk,
      attachments: junk,
      folded: junk,
    },
    { requiredKeys: ['v', 'id', 'at', 'steps'] },
  );
  fc.assert(
    fc.property(stored, (value) => {
      const record = readRecord(value);
      if (!record) return;
      fold(record.steps);
      isDue(record, at, '0.1.0');
      for (const reason of fold(record.steps).details.reasons ?? []) String(reason.code);
    }),
    { numRuns: 2_000 },
  );
});
