import type { Policy } from '../../contract/index.js';
import type { RecordStore } from '../ports.js';

const key = 'c/policy';

interface Answer {
  readonly policy: Policy;
  readonly etag?: string | undefined;
}

/** The merchant's rules, as far as this device knows them. */
export interface KnownPolicy {
  current(): Policy | null;
  /** What an earlier page learnt, where this one has not asked. */
  recall(): Promise<void>;
  /** Asks the backend, once a page; what goes wrong is a warning. */
  load(): Promise<void>;
}

/** The backend, as far as the rules are asked of it; undefined without an answer. */
interface Source {
  policy(etag: string | undefined): Promise<Answer | 'unchanged' | undefined>;
}

/** @param own what the host says itself, which stands above what the backend says */
export function createKnownPolicy(
  own: Policy | undefined,
  store: RecordStore,
  source: Source,
  warn: (text: string, cause: unknown) => void,
): KnownPolicy {
  let current = own ?? null;
  let asked: Promise<void> | undefined;

  const kept = async () => (await store.get(key)) as Answer | undefined;

  function take(answer: Answer): void {
    current = { ...answer.policy, ...own };
  }

  async function load(): Promise<void> {
    const cached = await kept();
    if (cached) take(cached);
    const answer = await source.policy(cached?.etag);
    if (!answer || answer === 'unchanged') return;
    take(answer);
    await store.update<Answer>(key, () => answer);
  }

  return {
    current: () => current,
    async recall() {
      const cached = await kept();
      if (cached && !asked) take(cached);
    },
    load: () => (asked ??= load().catch((error: unknown) => warn('policy not loaded', error))),
  };
}
