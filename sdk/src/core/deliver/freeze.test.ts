import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Details, FeedbackEvent, Submission } from '../../contract/index.js';
import { createMarker, createRecordStore } from '../../memory/index.js';
import { createFakeClock } from '../../testing/index.js';
import type { Step } from '../capture/step.js';
import { anySteps } from '../capture/steps.fixture.js';
import { fold } from '../capture/submission.js';
import { advise } from '../triage/hints.js';
import { createFreezer, type FreezerOptions, type Prepared } from './freeze.js';
import type { OutboxRecord } from './outbox-record.js';
import { createOutbox } from './outbox.js';

const id = '01900000-0000-7000-8000-0000000000ff';
const at = 1_790_000_000_000;
const tap: Step = { type: 'tap', at, rating: { overall: { scale: 'thumb', value: -1 } } };
const good: Step = { type: 'tap', at, rating: { overall: { scale: 'thumb', value: 1 } } };
const says = (details: Omit<Details, 'attachments' | 'hints' | 'rating'>): Step => ({ type: 'details', at, details });
const photo = (number: number): Step => ({ type: 'attachment', at, id: `photo-${number}`, kind: 'photo', size: 1, durable: true });

function createBench(options: Partial<FreezerOptions> = {}) {
  let made = 0;
  const outbox = createOutbox(createRecordStore(), createFakeClock(), createMarker());
  const freezer = createFreezer({
    outbox,
    surroundings: () => ({
      channel: 'web_widget',
      locale: 'en',
      sdk: '0',
      platform: 'test',
      advise: (body) => advise(body, null, undefined),
    }),
    policy: () => null,
    newId: () => `01900000-0000-7000-9000-${String(++made).padStart(12, '0')}`,
    ...options,
  });
  return {
    outbox,
    freezer,
    say: (...steps: readonly Step[]) =>
      steps.reduce(async (before, step) => (await before, void (await outbox.append(id, step, null))), Promise.resolve()),
    async freeze(prepared?: Prepared | 'taken-back') {
      const ready = prepared ?? (await freezer.prepare(id));
      return ready === 'taken-back' ? undefined : outbox.change(id, (record) => freezer.freeze(record, ready));
    },
    bodies: async () => ((await outbox.get(id))?.messages ?? []).map(({ text }) => JSON.parse(text) as Submission & FeedbackEvent),
  };
}

/** What a server knows that received these bodies in order. */
function heard(bodies: readonly (Submission & FeedbackEvent)[]) {
  const known = { rating: {}, details: {} as Record<string, unknown>, photos: new Set<string>() };
  for (const body of bodies) {
    const { rating, attachments, ...rest } = (body.type === undefined ? body : 'details' in body ? body.details : {}) as Details;
    known.rating = { ...known.rating, ...rating };
    for (const name of ['text', 'desiredResolution', 'safetyConfirmed', 'photoExit'] as const)
      if (name in rest) known.details[name] = rest[name];
    if (rest.reasons) known.details['reasons'] = rest.reasons.map(({ code }) => code);
    for (const attachment of attachments ?? []) known.photos.add(attachment.id);
    if (body.type === 'attachment-removed') known.photos.delete(body.attachment);
  }
  return known;
}

describe('freezing', () => {
  test('loses no step and says none twice, however steps, other tabs and freezing interleave', async () => {
    await fc.assert(
      fc.asyncProperty(anySteps, fc.infiniteStream(fc.nat({ max: 5 })), async (steps, choices) => {
        const bench = createBench();
        await bench.say(tap);
        let prepared: Prepared | 'taken-back' | undefined;
        for (const step of steps) {
          await bench.say(step);
          const choice = choices.next().value;
          if (choice === 0) prepared = await bench.freezer.prepare(id);
          // Possibly stale: another step came since, or another tab froze first.
          if (choice === 1 && prepared) await bench.freeze(prepared);
          if (choice === 2) await bench.freeze();
        }
        await bench.freeze();
        const said = fold([tap, ...steps]);
        const known = heard(await bench.bodies());
        const { reasons, attachments = [], ...fields } = said.details;
        expect(known.rating).toEqual(said.rating);
        expect(known.details).toEqual({ ...fields, ...(reasons ? { reasons: reasons.map(({ code }) => code) } : {}) });
        expect([...known.photos].sort()).toEqual(attachments.map((attachment) => attachment.id).sort());
      }),
      { numRuns: 300 },
    );
  });

  test('never changes a body that was frozen before', async () => {
    const bench = createBench();
    await bench.say(tap, says({ text: 'first' }));
    const before = (await bench.freeze())?.messages[0]?.text;
    await bench.say(says({ text: 'second' }));
    const after = await bench.freeze();
    expect(after?.messages[0]?.text).toBe(before);
    expect(after?.messages[1]).toMatchObject({ kind: 'event', accepted: false });
  });

  test('names each photo in the body that says so first', async () => {
    const bench = createBench();
    await bench.say(tap, photo(1));
    await bench.freeze();
    await bench.say(photo(2));
    expect((await bench.freeze())?.messages.map(({ names }) => names)).toEqual([['photo-1'], ['photo-2']]);
  });
});

describe('the advice in a later event', () => {
  const hintsOf = async (...steps: readonly [Step, ...Step[]]) => {
    const bench = createBench();
    await bench.say(steps[0]);
    await bench.freeze();
    await bench.say(...steps.slice(1));
    await bench.freeze();
    return ((await bench.bodies())[1] as { details?: Details } | undefined)?.details;
  };

  test('gives no priority to praise', async () => {
    const details = await hintsOf(good, says({ reasons: [{ code: 'praise.fresh' }] }));
    expect(details?.hints).toEqual({ priority: null, red: false });
    expect(details?.reasons).toEqual([{ code: 'praise.fresh', level: null }]);
  });

  test('gives the level of each reason, as the first body does', async () => {
    const details = await hintsOf(tap, says({ reasons: [{ code: 'safety.spoiled' }, { code: 'delivery.late' }] }));
    expect(details?.hints).toMatchObject({ priority: 'P0', red: true });
    expect(details?.reasons?.map(({ level }) => level)).toEqual([1, 3]);
  });

  test('remembers the answer about safety that an earlier body gave', async () => {
    const bench = createBench();
    await bench.say(tap, says({ safetyConfirmed: true }));
    await bench.freeze();
    await bench.say(says({ reasons: [{ code: 'delivery.late' }] }));
    await bench.freeze();
    expect((await bench.bodies())[1]).toMatchObject({ details: { hints: { priority: 'P0', red: true } } });
  });

  test('is left out of words alone', async () => expect((await hintsOf(tap, says({ text: 'x' })))?.hints).toBeUndefined());
});

describe('beforeSend', () => {
  test('sees a copy, and what it returns is what travels, under the same id', async () => {
    const bench = createBench({ beforeSend: (body) => ({ ...(body as object), text: 'masked', id: 'another' }) });
    await bench.say(tap, says({ text: 'call 13812345678' }));
    await bench.freeze();
    expect(await bench.bodies()).toMatchObject([{ id, text: 'masked' }]);
    expect(fold((await bench.outbox.get(id))?.steps ?? []).details.text).toBe('call 13812345678');
  });

  test('that takes a photo out of the body keeps the photo on the device', async () => {
    const bench = createBench({
      beforeSend: (body) => ({
        ...(body as Submission),
        attachments: (body as Submission).attachments?.filter((one) => one.id !== 'photo-1'),
      }),
    });
    await bench.say(tap, photo(1), photo(2));
    const record = (await bench.freeze()) as OutboxRecord;
    expect(record.messages[0]?.names).toEqual(['photo-2']);
    expect(record.attachments.map(({ state }) => state)).toEqual(['removed', 'captured']);
  });

  test('that returns nothing takes the whole feedback back, but of an event only that event', async () => {
    const whole = createBench({ beforeSend: () => null });
    await whole.say(tap);
    expect(await whole.freezer.prepare(id)).toBe('taken-back');
    expect(await whole.outbox.get(id)).toBeUndefined();

    let first = true;
    const part = createBench({ beforeSend: (body) => (first ? ((first = false), body) : undefined) });
    await part.say(tap);
    await part.freeze();
    await part.say(says({ text: 'not this' }));
    const record = await part.freeze();
    expect(record?.messages).toHaveLength(1);
    expect(record?.folded).toBe(2);
  });
});
