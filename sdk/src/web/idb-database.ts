import { promisifyRequest, type UseStore } from 'idb-keyval';
import { FeedbackError, type Clock } from '../core/index.js';

/** One object store in one database, reached again when the browser takes the connection away. */
export interface Database {
  /** @throws FeedbackError `storage`, with nothing changed; what the work itself throws comes through as it is. */
  readonly use: UseStore;
  /** Whether it can be opened and read; found out once. `silent`: it never answered. */
  usable(): Promise<'yes' | 'no' | 'silent'>;
}

const storeName = 'kv';
/** WebKit sometimes never answers an open, milliseconds. */
const openPatience = 3_000;
/** A transaction silent for so long is taken back, milliseconds. */
const transactionPatience = 10_000;
/** How a connection that is gone shows itself. */
const lost = ['InvalidStateError', 'UnknownError', 'AbortError'];

export function createDatabase(name: string, clock: Clock): Database {
  let connection: Promise<IDBDatabase> | undefined;
  let probe: ReturnType<Database['usable']> | undefined;
  let watching = false;
  let away: Promise<unknown> | undefined;
  const running = new Set<() => void>();

  // A transaction that a page takes into the back/forward cache never ends in WebKit, and every later page waits for it.
  // What runs is taken back, before anybody was told that it is stored; it and what is asked for now waits for the page to be shown.
  function watch(): void {
    watching = true;
    const gone = ({ persisted }: PageTransitionEvent): void => {
      if (!persisted) return;
      away = new Promise((resolve) => addEventListener('pageshow', resolve, { once: true }));
      for (const abort of running) abort();
    };
    // Before those listeners that want to store something in the last moment.
    addEventListener('pagehide', gone, { capture: true });
  }

  const use: UseStore = async (mode, work) => {
    if (!watching) watch();
    for (let again = false; ; again = true) {
      await away;
      try {
        return await run(await (connection ??= open()), mode, work);
      } catch (error) {
        if (error && !(error instanceof DOMException)) throw error;
        connection = undefined;
        if (again || !lost.includes(nameOf(error))) throw new FeedbackError('storage', `IndexedDB: ${nameOf(error)}`, error);
      }
    }
  };

  function open(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      // Version 1 for ever: no upgrade ever waits for another tab.
      const request = indexedDB.open(name, 1);
      const stop = clock.after(openPatience, () => reject(new DOMException('no answer', 'TimeoutError')));
      request.onupgradeneeded = () => request.result.createObjectStore(storeName);
      request.onerror = () => {
        stop();
        reject(request.error);
      };
      request.onsuccess = () => {
        stop();
        const database = request.result;
        const forget = () => {
          connection = undefined;
          removeEventListener('pagehide', close);
        };
        // Waits for what is running. A page in the back/forward cache must not hold a connection.
        const close = () => {
          forget();
          database.close();
        };
        database.onversionchange = close;
        database.onclose = forget;
        addEventListener('pagehide', close);
        resolve(database);
      };
    });
  }

  function run<T>(database: IDBDatabase, mode: IDBTransactionMode, work: (store: IDBObjectStore) => T | PromiseLike<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      // Without `strict` a power loss may undo what was said to be saved.
      const transaction = database.transaction(storeName, mode, { durability: 'strict' });
      let failure: unknown;
      const abort = (): boolean => {
        try {
          transaction.abort();
          return true;
        } catch {
          return false; // It has ended or is being committed: its own word counts.
        }
      };
      const patience = clock.after(transactionPatience, () => {
        if (abort()) reject(new DOMException('no answer', 'AbortError'));
      });
      running.add(abort);
      const stop = (): void => {
        patience();
        running.delete(abort);
      };
      const working = (async () => work(transaction.objectStore(storeName)))();
      working.catch((error: unknown) => {
        failure = error;
        // Without a reason of its own the request failed, and the transaction is about to say why.
        if (error) abort();
      });
      // Listeners, because idb-keyval sets the `on…` properties of the transaction for itself.
      transaction.addEventListener('complete', () => {
        stop();
        if (failure) reject(failure);
        else resolve(working);
      });
      transaction.addEventListener('abort', () => {
        stop();
        reject(transaction.error ?? failure ?? new DOMException('aborted', 'AbortError'));
      });
    });
  }

  return {
    use,
    usable: () =>
      (probe ??= use('readonly', (store) => promisifyRequest(store.getKey('')))
        .then(() => 'yes' as const)
        .catch((error: unknown) => (nameOf(error instanceof Error && error.cause) === 'TimeoutError' ? 'silent' : 'no'))),
  };
}

/** Keys that start with the prefix, in code-unit order; no value is read. */
export function keysFrom(database: Database, prefix: string): Promise<string[]> {
  const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  return database.use('readonly', (store) => promisifyRequest(store.getAllKeys(range) as IDBRequest<string[]>));
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'AbortError';
}
