import type { Clock, RecordStore } from '../ports.js';

/** What is still being written: restored after reload and kill for as many days as it was saved for, never sent. */
export interface Drafts {
  load(key: string): Promise<unknown>;
  /** @param days how long it lives @default 7 */
  save(key: string, draft: unknown, days?: number): Promise<void>;
  clear(key: string): Promise<void>;
  clearAll(): Promise<void>;
}

interface StoredDraft {
  readonly draft: unknown;
  readonly age: number;
  readonly seenAt: number;
  readonly days?: number | undefined;
}

export function createDrafts(store: RecordStore, clock: Clock): Drafts {
  const name = (key: string) => `d/${key}`;
  return {
    async load(key) {
      const stored = await store.get(name(key));
      return typeof stored === 'object' && stored !== null ? (stored as StoredDraft).draft : undefined;
    },
    async save(key, draft, days) {
      await store.update<StoredDraft>(name(key), () => ({ draft, days, age: 0, seenAt: clock.now() }));
    },
    async clear(key) {
      await store.update(name(key), () => undefined);
    },
    async clearAll() {
      for (const key of await store.keys('d/')) await store.update(key, () => undefined);
    },
  };
}
