import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { event as eventSchema, submission as submissionSchema } from '../../contract/index.js';
import type { Step } from './step.js';
import { anySteps } from './steps.fixture.js';
import { fold, polarityOf, toEvents, toSubmission, type Surroundings } from './submission.js';

const id = '01900000-0000-7000-8000-0000000000ff';
const at = Date.UTC(2026, 10, 22, 10, 4, 11);
const surroundings: Surroundings = { channel: 'web_widget', locale: 'zh-CN', sdk: '0.1.0', platform: 'test', advise: (draft) => draft };
const tap: Step = { type: 'tap', at, rating: { overall: { scale: 'thumb', value: -1 } } };
const photo = (number: number): Step => ({ type: 'attachment', at, id: `photo-${number}`, kind: 'photo', size: 1, durable: true });

let made = 0;
const newId = () => `01900000-0000-7000-8000-${String(++made).padStart(12, '0')}`;

describe('steps folded together', () => {
  test('keep what a later step does not name and replace what it does', () => {
    const said = fold([
      tap,
      { type: 'details', at, details: { text: 'soft', reasons: [{ code: 'cold.soft' }] } },
      { type: 'tap', at: at + 1, rating: { delivery: { scale: 'thumb', value: 1 } } },
      { type: 'details', at, details: { text: 'all soft', desiredResolution: 'refund' } },
    ]);
    expect(said.tap).toBe(tap);
    expect(said.rating).toEqual({ overall: { scale: 'thumb', value: -1 }, delivery: { scale: 'thumb', value: 1 } });
    expect(said.details).toEqual({ text: 'all soft', reasons: [{ code: 'cold.soft' }], desiredResolution: 'refund' });
  });

  test('leave a photo out that was added and removed in between', () => {
    const said = fold([photo(1), photo(2), { type: 'removal', at, id: 'photo-1', cause: 'customer' }]);
    expect(said.details.attachments?.map((attachment) => attachment.id)).toEqual(['photo-2']);
    expect(said.removed).toEqual([]);
  });

  test('name the removal of a photo that an earlier body named', () => {
    expect(fold([{ type: 'removal', at, id: 'photo-1', cause: 'lost' }]).removed).toEqual([{ id: 'photo-1', cause: 'lost' }]);
  });
});

describe('a submission', () => {
  test('is what the wire takes, whatever the customer did', () => {
    fc.assert(
      fc.property(anySteps, fc.option(fc.string({ minLength: 1, maxLength: 40 })), (steps, customer) => {
        const body: unknown = JSON.parse(JSON.stringify(toSubmission({ id, at, customer, steps }, surroundings)));
        expect(submissionSchema.safeParse(body).error?.issues ?? []).toEqual([]);
      }),
    );
  });

  test('says the device time of the first tap with its offset, and its locale', () => {
    const body = toSubmission(
      {
        id,
        at: 0,
        customer: null,
        steps: [
          { ...tap, offset: 480, locale: 'en' },
          { ...tap, at: at + 60_000 },
        ],
      },
      surroundings,
    );
    expect(body).toMatchObject({ id, occurredAt: '2026-11-22T18:04:11+08:00', locale: 'en' });
  });

  test.each<[string, readonly Step[]]>([
    ['complaint', [tap]],
    ['complaint', [{ type: 'tap', at, rating: { goods: { scale: 'stars5', value: 3 } } }]],
    ['complaint', [{ type: 'details', at, details: { reasons: [{ code: 'praise.fresh' }, { code: 'delivery.late' }] } }]],
    ['praise', [{ type: 'tap', at, rating: { overall: { scale: 'stars5', value: 4 } } }]],
    ['praise', [{ type: 'details', at, details: { reasons: [{ code: 'praise.fresh' }] } }]],
    ['idea', [tap, { type: 'details', at, details: { reasons: [{ code: 'idea.app' }, { code: 'idea.ops' }] } }]],
    ['question', [{ type: 'details', at, details: { text: 'Is it still good?' } }]],
    ['question', []],
  ])('is a %s', (kind, steps) => expect(toSubmission({ id, at, customer: null, steps }, surroundings).kind).toBe(kind));

  test.each([
    [{ overall: { scale: 'thumb', value: -1 } }, -1],
    [{ overall: { scale: 'thumb', value: 1 }, goods: { scale: 'thumb', value: -1 } }, -1],
    [{ delivery: { scale: 'stars5', value: 3 } }, -1],
    [{ goods: { scale: 'stars5', value: 4 }, delivery: null }, 1],
    [{ overall: { scale: 'thumb', value: 1 } }, 1],
    [{ goods: null }, 0],
    [{}, 0],
  ] as const)('sees in %j a problem, praise or nothing: %s', (rating, polarity) => expect(polarityOf(rating)).toBe(polarity));
});

describe('events', () => {
  test('are what the wire takes, each under an id of its own', () => {
    fc.assert(
      fc.property(anySteps, fc.boolean(), (steps, withdrawn) => {
        const events = toEvents(withdrawn ? [...steps, { type: 'withdrawal', at }] : steps, newId);
        for (const one of events) expect(eventSchema.safeParse(JSON.parse(JSON.stringify(one))).error?.issues ?? []).toEqual([]);
        expect(new Set(events.map((one) => one.id)).size).toBe(events.length);
      }),
    );
  });

  test('come in the order of their meaning: details, removals, and the withdrawal last', () => {
    const events = toEvents(
      [
        { type: 'withdrawal', at },
        { type: 'removal', at, id: newId(), cause: 'customer' },
        { type: 'details', at, details: { text: 'x' } },
      ],
      newId,
    );
    expect(events.map(({ type }) => type)).toEqual(['details-added', 'attachment-removed', 'withdrawn']);
  });

  test('are none for a step that says nothing', () => {
    expect(
      toEvents(
        [
          { type: 'tap', at, rating: {} },
          { type: 'details', at, details: {} },
        ],
        newId,
      ),
    ).toEqual([]);
  });
});
