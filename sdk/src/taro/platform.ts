import type { Clock, Platform } from '../core/index.js';
import { createClock, createMarker, createNewId } from '../memory/index.js';
import type { TaroApi, TaroEnv, TaroFile } from './taro-api.js';
import { appOf } from './taro-app.js';
import { createTaroByteStore, type TaroByteStore } from './taro-byte-store.js';
import { createTaroConnectivity } from './taro-connectivity.js';
import { createTaroFiles } from './taro-files.js';
import { createTaroHttp } from './taro-http.js';
import { createTaroImage } from './taro-image.js';
import { createTaroLifecycle } from './taro-lifecycle.js';
import { createTaroRecordStore } from './taro-record-store.js';

export interface TaroPlatformOptions {
  /** `Taro` itself, or the platform's own object: it is never imported here. */
  readonly taro: TaroApi;
  /** From the build (`process.env.TARO_ENV`). */
  readonly env: TaroEnv;
  /** Public site key; the scope of everything stored. */
  readonly site: string;
  /** Asked before the customer leaves the page while something is held in memory only. @default nothing is asked */
  readonly leaveMessage?: string;
  /** @default the clock of the host */
  readonly clock?: Clock;
  /** 0 ≤ x < 1. @default Math.random, as mini-programs have no other at once */
  readonly random?: () => number;
  /** @default a line in the console */
  readonly warn?: (message: string, cause?: unknown) => void;
}

export interface TaroPlatform extends Platform<TaroFile> {
  readonly bytes: TaroByteStore;
}

declare const console: { warn(...words: unknown[]): void };
const inConsole = (message: string, cause?: unknown) => console.warn(`yijian: ${message}`, ...(cause === undefined ? [] : [cause]));

/** All ports on what a mini-program has. Several for one site in one app share what they store, and hear each other. */
export function createTaroPlatform(options: TaroPlatformOptions): TaroPlatform {
  const { taro, env, site, leaveMessage, clock = createClock(), random = Math.random, warn = inConsole } = options;
  const app = appOf(taro, site);
  const newId = createNewId(() => clock.now(), random);
  const files = createTaroFiles(taro, env);
  const connectivity = createTaroConnectivity(taro);
  const entries = createTaroRecordStore({ taro, app, prefix: `yijian-${site}#`, warn });
  const bytes = createTaroByteStore({ files, entries, app, site, newId });
  return {
    name: env,
    records: createTaroRecordStore({ taro, app, prefix: `yijian-${site}:`, warn }),
    bytes,
    http: createTaroHttp({ taro, env, clock, connectivity }, bytes),
    clock,
    image: createTaroImage({ taro, env, files, bytes }),
    connectivity,
    lifecycle: createTaroLifecycle({ taro, app, connectivity, leaveMessage }),
    lock: app.lock,
    // Read before the store is, which here costs the same: the app has loaded both.
    marker: createMarker(),
    newId,
    random,
    warn,
  };
}
