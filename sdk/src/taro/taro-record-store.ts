import { FeedbackError, type RecordStore, type Stored } from '../core/index.js';
import type { TaroApi } from './taro-api.js';
import type { TaroApp } from './taro-app.js';
import { call, TaroError } from './taro-call.js';
import { utf8Length } from './utf8.js';

/** Bytes that one key may take: alipay's limit, the smallest of the three. */
const limit = 200 * 1024;

export interface RecordStoreOptions {
  readonly taro: TaroApi;
  readonly app: TaroApp;
  /** In front of each key in the storage of the app, which it shares with its host. */
  readonly prefix: string;
  readonly warn: (message: string, cause?: unknown) => void;
}

/**
 * Records as JSON in the app's storage, one key a record.
 * What is new and refused is held in memory until storage takes it. What exists stays where it is and is refused with `storage`.
 */
export function createTaroRecordStore({ taro, app, prefix, warn }: RecordStoreOptions): RecordStore {
  const { held } = app;
  let warned = false;

  /** The record's text on disk. @throws FeedbackError `storage` when it is there and does not come */
  async function read(name: string): Promise<string | undefined> {
    try {
      const { data } = await call<{ data?: unknown }>(taro, 'getStorage', { key: name });
      // A missing key is null on alipay and empty on tt.
      return typeof data === 'string' && data !== '' ? data : undefined;
    } catch (error) {
      // On weapp it is a failure like any other: the list of keys tells them apart.
      if (!(await names()).includes(name)) return undefined;
      throw new FeedbackError('storage', 'record not read', error);
    }
  }

  /** @throws FeedbackError `storage` when they cannot be listed: taken for none, records would be written anew and files be orphans */
  async function names(): Promise<readonly string[]> {
    try {
      const { keys } = await call<{ keys?: readonly string[] }>(taro, 'getStorageInfo');
      return keys ?? [];
    } catch (error) {
      if (!(error instanceof TaroError) || error.reason !== 'unsupported') throw new FeedbackError('storage', 'keys not listed', error);
      report(error);
      return [];
    }
  }

  async function write(name: string, text: string): Promise<void> {
    try {
      if (text.length * 3 > limit && utf8Length(text) > limit) throw new TaroError('failed', `a record of more than ${limit} bytes`);
      await call(taro, 'setStorage', { key: name, data: text });
    } catch (error) {
      throw new FeedbackError('storage', 'storage refuses', error);
    }
  }

  function report(cause: unknown): void {
    if (!warned) warn('storage refuses, records are held in memory', cause);
    warned = true;
  }

  async function update<T>(key: string, change: (current: unknown) => T | undefined): Promise<Stored<T | undefined>> {
    const name = prefix + key;
    const inMemory = held.get(name);
    const onDisk = inMemory === undefined ? await read(name) : undefined;
    const current = parse(inMemory ?? onDisk);
    const value = change(current);
    if (value === current) return { value, durable: inMemory === undefined };
    if (value === undefined) {
      if (onDisk !== undefined) await remove(name);
      held.delete(name);
      return { value, durable: inMemory === undefined };
    }
    const text = JSON.stringify(value);
    try {
      await write(name, text);
      held.delete(name);
      return { value, durable: true };
    } catch (error) {
      if (onDisk !== undefined) throw error;
      report(error);
      held.set(name, text);
      return { value, durable: false };
    }
  }

  async function remove(name: string): Promise<void> {
    try {
      await call(taro, 'removeStorage', { key: name });
    } catch (error) {
      throw new FeedbackError('storage', 'record not removed', error);
    }
  }

  return {
    get: async (key) => parse(held.get(prefix + key) ?? (await read(prefix + key))),
    async keys(start) {
      const found = [...held.keys(), ...(await names())].filter((name) => name.startsWith(prefix + start));
      return [...new Set(found)].map((name) => name.slice(prefix.length)).sort();
    },
    update: (key, change) => app.records(() => update(key, change)),
    isVolatile: (key) => held.has(prefix + key),
  };
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return text; // Not ours to judge: the reader of records skips what is none.
  }
}
