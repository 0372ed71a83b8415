import { expect, test } from 'vitest';
import { createMarker, createRecordStore } from '../../memory/index.js';
import { createFakeClock } from '../../testing/index.js';
import type { Step } from '../capture/step.js';
import { createOutbox } from './outbox.js';

const id = '01900000-0000-7000-8000-000000000001';
const tap: Step = { type: 'tap', at: 1, rating: {} };

function createBench(store = createRecordStore()) {
  const marker = createMarker();
  return { store, marker, outbox: createOutbox(store, createFakeClock(), marker) };
}

test('a step is stored before the page is told that something waits no more', async () => {
  const { outbox, marker } = createBench();
  const appending = outbox.append(id, tap, null);
  expect(marker.isSet()).toBe(true);
  await appending;
  await outbox.mark();
  expect(marker.isSet()).toBe(true);
  await outbox.change(id, (record) => ({ ...record, state: 'delivered', deliveredAt: 1, folded: 1 }));
  await outbox.mark();
  expect(marker.isSet()).toBe(false);
});

test('a step that another tab stores while this one finds nothing waiting is not forgotten', async () => {
  const store = createRecordStore();
  let meanwhile: (() => Promise<unknown>) | undefined;
  const { outbox, marker } = createBench({
    ...store,
    async keys(prefix) {
      const keys = await store.keys(prefix);
      const late = meanwhile;
      meanwhile = undefined;
      await late?.();
      return keys;
    },
  });
  marker.set(true);
  meanwhile = () => store.update(`i/${id}`, () => ({ v: 1, id, at: 1, steps: [tap] }));
  await outbox.mark();
  expect(marker.isSet()).toBe(true);
});

test('two tabs that append at once lose no step', async () => {
  const { outbox, store } = createBench();
  const other = createOutbox(store, createFakeClock(), createMarker());
  await outbox.append(id, tap, null);
  await Promise.all(Array.from({ length: 10 }, (_, index) => (index % 2 ? outbox : other).append(id, { ...tap, at: index }, null)));
  expect((await outbox.get(id))?.steps).toHaveLength(11);
});

test('a change that returns nothing leaves the record as it lies there', async () => {
  const { outbox, store } = createBench();
  await store.update(`i/${id}`, () => ({ v: 1, id, at: 1, steps: [tap] }));
  expect(await outbox.change(id, () => undefined)).toBeUndefined();
  expect(await store.get(`i/${id}`)).toEqual({ v: 1, id, at: 1, steps: [tap] });
});
