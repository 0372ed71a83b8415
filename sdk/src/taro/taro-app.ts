import type { Lock } from '../core/index.js';
import { createLock } from '../memory/index.js';
import type { TaroApi } from './taro-api.js';

/** What all platforms made in one running app for one site have in common: there is one logic thread, so this is all the locking it takes. */
export interface TaroApp {
  /** Clients that hear each other. */
  readonly tabs: Set<unknown>;
  readonly lock: Lock;
  /** Records that storage refused. */
  readonly held: Map<string, string>;
  /** Changes of records, one after another. */
  readonly records: Turns;
  /** Changes of files, one after another. */
  readonly files: Turns;
  /** Files that an earlier run left behind were looked for. */
  tidied: boolean;
}

export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

const apps = new WeakMap<TaroApi, Map<string, TaroApp>>();

export function appOf(taro: TaroApi, site: string): TaroApp {
  const sites = apps.get(taro) ?? new Map<string, TaroApp>();
  apps.set(taro, sites);
  const app = sites.get(site) ?? {
    tabs: new Set(),
    lock: createLock(),
    held: new Map(),
    records: createTurns(),
    files: createTurns(),
    tidied: false,
  };
  sites.set(site, app);
  return app;
}

/** Runs what it is given one after another, whether what came before succeeded or not. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
