import fc from 'fast-check';
import type { AttachmentStep, DetailsStep, RemovalStep, Step, TapStep } from './step.js';

const at = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 });
const words = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength }).filter((text) => text.length <= maxLength);
const optional = <T extends Record<string, fc.Arbitrary<unknown>>>(fields: T) => fc.record(fields, { requiredKeys: [] });

const score = fc.oneof(
  fc.constantFrom(-1 as const, 1 as const).map((value) => ({ scale: 'thumb' as const, value })),
  fc.integer({ min: 1, max: 5 }).map((value) => ({ scale: 'stars5' as const, value })),
);

const tap = fc
  .record({
    at,
    rating: optional({ overall: score, goods: score, delivery: score, courierAnonymous: fc.boolean() }),
    more: optional({
      offset: fc.integer({ min: -720, max: 840 }),
      locale: fc.constantFrom('zh-CN', 'en'),
      source: fc.constantFrom({ attributes: { 'order-id': '20261122-0071', 'order-state': 'delivered' } }, { order: { id: '7' } }, {}),
    }),
  })
  .map(({ more, ...rest }) => ({ type: 'tap', ...rest, ...more }) as TapStep);

const details = fc
  .record({
    at,
    details: optional({
      text: fc.option(words(200)),
      reasons: fc.array(
        fc
          .constantFrom('safety.spoiled', 'pack.leaking', 'delivery.late', 'praise.fresh', 'idea.app', 'other.unknown')
          .map((code) => ({ code })),
        { maxLength: 4 },
      ),
      desiredResolution: fc.constantFrom('refund', 'none', null),
      safetyConfirmed: fc.boolean(),
      photoExit: fc.constantFrom('eaten', null),
    }),
  })
  .map((step) => ({ type: 'details', ...step }) as DetailsStep);

/** Ids are few, so that removals meet what was added. */
const attachmentId = fc.integer({ min: 0, max: 5 }).map((number) => `01900000-0000-7000-8000-00000000000${number}`);

const attachment = fc
  .record({
    at,
    id: attachmentId,
    kind: fc.constantFrom('photo' as const, 'video' as const),
    shot: fc.constantFrom(undefined, 'defect'),
    from: fc.constantFrom(undefined, 'camera' as const),
    size: fc.integer({ min: 1, max: 9_000_000 }),
    durable: fc.boolean(),
  })
  .map((step): AttachmentStep => ({ type: 'attachment', ...step }));

const removal = fc
  .record({ at, id: attachmentId, cause: fc.constantFrom('customer' as const, 'lost' as const) })
  .map((step): RemovalStep => ({ type: 'removal', ...step }));

/** Anything that a customer can do, in any order; an attachment is added once and only removed after that. */
export const anySteps: fc.Arbitrary<Step[]> = fc
  .array(fc.oneof({ weight: 2, arbitrary: tap }, { weight: 4, arbitrary: details }, { weight: 4, arbitrary: attachment }, removal), {
    maxLength: 14,
  })
  .map((steps) => {
    const there = new Set<string>();
    const ever = new Set<string>();
    return (steps as Step[]).filter((step) => {
      if (step.type === 'attachment') return !ever.has(step.id) && (ever.add(step.id), there.add(step.id));
      return step.type === 'removal' ? there.delete(step.id) : true;
    });
  });
