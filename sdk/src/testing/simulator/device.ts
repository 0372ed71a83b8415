import { FeedbackError, type ByteStore, type Marker, type RecordStore } from '../../core/index.js';
import type { Random } from './random.js';
import type { Scheduler } from './scheduler.js';

/** A write as the invariants see it. */
export interface Written {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What outlives a page: one store for all tabs. A write is committed at one moment and told at a later one. */
export interface Device {
  readonly records: Map<string, string>;
  readonly bytes: Map<string, string>;
  full: boolean;
  marker: boolean;
  readonly onWrite: (listener: (written: Written) => void) => void;
  readonly onBytesGone: (listener: (key: string) => void) => void;
  /** The ports of one page on this device; nothing resolves and nothing more is committed once it is dead. */
  open(isAlive: () => boolean): { records: RecordStore; bytes: ByteStore<string>; marker: Marker };
}

/** Stands for SHA-256: 64 hex digits that differ when the contents do. */
export function digestOf(content: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < content.length; index++) hash = Math.imul(hash ^ content.charCodeAt(index), 0x01000193) >>> 0;
  return `${hash.toString(16).padStart(8, '0')}${content.length.toString(16).padStart(8, '0')}`.padEnd(64, '0');
}

/** @param early tells a write before it is committed, as a store with relaxed durability does */
export function createDevice(scheduler: Scheduler, random: Random, early = false): Device {
  const writeListeners: ((written: Written) => void)[] = [];
  const goneListeners: ((key: string) => void)[] = [];
  const device: Device = {
    records: new Map(),
    bytes: new Map(),
    full: false,
    marker: false,
    onWrite: (listener) => void writeListeners.push(listener),
    onBytesGone: (listener) => void goneListeners.push(listener),
    open(isAlive) {
      /** Commits at one moment, tells at a later one; a crash may fall before, between or after. */
      function later<T>(commit: () => T): Promise<T> {
        return new Promise((resolve, reject) => {
          scheduler.at(random.int(6), () => {
            if (!isAlive()) return;
            try {
              if (early) return void tellFirst(commit, resolve);
              const value = commit();
              scheduler.at(random.int(4), () => isAlive() && resolve(value));
            } catch (error) {
              reject(error);
            }
          });
        });
      }
      function tellFirst<T>(commit: () => T, resolve: (value: T) => void): void {
        const [records, bytes] = [new Map(device.records), new Map(device.bytes)];
        const value = commit();
        resolve(value);
        scheduler.at(30, () => {
          if (isAlive()) return;
          for (const [kept, now] of [
            [records, device.records],
            [bytes, device.bytes],
          ] as const) {
            now.clear();
            for (const [key, text] of kept) now.set(key, text);
          }
        });
      }
      const parse = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));
      return {
        records: {
          get: (key) => later(() => parse(device.records.get(key))),
          keys: (prefix) => later(() => [...device.records.keys()].filter((key) => key.startsWith(prefix)).sort()),
          update: (key, change) =>
            later(() => {
              const current = parse(device.records.get(key));
              const value = change(current);
              if (value === undefined) device.records.delete(key);
              else if (value !== current) {
                if (device.full && current === undefined) throw new FeedbackError('storage', 'full');
                device.records.set(key, JSON.stringify(value));
              }
              if (value !== current) for (const listener of writeListeners) listener({ key, before: current, after: value });
              return { value, durable: true };
            }),
        },
        bytes: {
          put: (key, content) =>
            later(() => {
              if (device.full) throw new FeedbackError('storage', 'full');
              device.bytes.set(key, content);
              return { size: content.length, durable: true };
            }),
          size: (key) => later(() => device.bytes.get(key)?.length),
          digest: (key) =>
            later(() => {
              const content = device.bytes.get(key);
              if (content === undefined) throw new FeedbackError('unreadable', key);
              return digestOf(content);
            }),
          remove: (key) =>
            later(() => {
              if (device.bytes.delete(key)) for (const listener of goneListeners) listener(key);
            }),
          keys: (prefix) => later(() => [...device.bytes.keys()].filter((key) => key.startsWith(prefix))),
        },
        marker: { isSet: () => device.marker, set: (waiting) => void (isAlive() && (device.marker = waiting)) },
      };
    },
  };
  return device;
}
