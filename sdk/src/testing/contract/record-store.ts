import type { RecordStore } from '../../core/index.js';
import type { TestTools } from './test-tools.js';

export interface RecordStoreStage {
  readonly store: RecordStore;
  /** What `durable` must say. */
  readonly durable: boolean;
  /** The same store as another tab or the next page sees it; left out where nothing outlives the page. */
  readonly elsewhere?: () => RecordStore;
}

/** Everything the core relies on when it writes a record. Each test gets a stage of its own. */
export function recordStoreContract({ describe, it, expect }: TestTools, name: string, make: () => Promise<RecordStoreStage>): void {
  const count = (current: unknown) => (typeof current === 'number' ? current : 0) + 1;

  describe(`${name} as a record store`, () => {
    it('has nothing under a key never written', async () => {
      const { store } = await make();
      expect(await store.get('i/none')).toBeUndefined();
      expect(await store.keys('i/')).toEqual([]);
    });

    it('gives back what was written, and says truly whether it is on disk', async () => {
      const { store, durable } = await make();
      const record = { v: 1, text: '冻品化了 😀', list: [1, { deep: null }], big: 'x'.repeat(20_000) };
      expect(await store.update('i/a', () => record)).toEqual({ value: record, durable });
      expect(await store.get('i/a')).toEqual(record);
    });

    it('keeps a copy: changing what was given or got changes nothing in the store', async () => {
      const { store } = await make();
      const given = { list: [1] };
      await store.update('i/a', () => given);
      given.list.push(2);
      ((await store.get('i/a')) as typeof given).list.push(3);
      expect(await store.get('i/a')).toEqual({ list: [1] });
    });

    it('deletes on undefined and leaves alone on the same reference', async () => {
      const { store } = await make();
      await store.update('i/a', () => ({ n: 1 }));
      const left = await store.update('i/a', (current) => current);
      expect(left.value).toEqual({ n: 1 });
      const gone = await store.update('i/a', () => undefined);
      expect(gone.value).toBeUndefined();
      expect(await store.get('i/a')).toBeUndefined();
      expect(await store.keys('i/')).toEqual([]);
      expect((await store.update('i/none', () => undefined)).value).toBeUndefined();
    });

    it('lists the keys of a prefix in code-unit order', async () => {
      const { store } = await make();
      for (const key of ['i/b', 'i/a', 'x/a', 'i/é', 'i', 'i/a/1', 'j/a']) await store.update(key, () => 1);
      expect(await store.keys('i/')).toEqual(['i/a', 'i/a/1', 'i/b', 'i/é']);
    });

    it('applies changes of one key one after another, however many come at once', async () => {
      const { store } = await make();
      const results = await Promise.all(Array.from({ length: 20 }, () => store.update('i/a', count)));
      expect(results.map(({ value }) => value).sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
      expect(await store.get('i/a')).toBe(20);
    });

    it('hands on what a change throws, with nothing changed, and works on', async () => {
      const { store } = await make();
      await store.update('i/a', () => 1);
      await expect(
        store.update('i/a', () => {
          throw new RangeError('of the caller');
        }),
      ).rejects.toThrow(RangeError);
      expect(await store.get('i/a')).toBe(1);
      expect((await store.update('i/a', count)).value).toBe(2);
    });

    it('is one store for all tabs, and for the next page', async () => {
      const { store, elsewhere } = await make();
      if (!elsewhere) return;
      const other = elsewhere();
      await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 ? store : other).update('i/a', count)));
      expect(await elsewhere().get('i/a')).toBe(10);
    });
  });
}
