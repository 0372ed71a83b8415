import type { Step } from '../capture/step.js';
import { FeedbackError } from '../errors.js';
import type { Clock, Marker, RecordStore, Stored } from '../ports.js';
import type { OutboxRecord } from './outbox-record.js';
import { append, isUnsaid, isWaiting, newRecord } from './record-change.js';
import { readRecord } from './record-upgrade.js';

const prefix = 'i/';

/** The durable queue: every change is one atomic write of one record. */
export interface Outbox {
  /** Appends a step, beginning the record if there is none; resolves when it is stored. Undefined: the customer took back what was never sent. */
  append(id: string, step: Step, customer: string | null): Promise<Stored<OutboxRecord | undefined>>;
  get(id: string): Promise<OutboxRecord | undefined>;
  /** Another client of this app holds it in memory only. */
  isVolatile(id: string): boolean;
  /** Readable records, oldest first. Garbage and newer versions are left alone where they are. */
  list(): Promise<readonly OutboxRecord[]>;
  /** Ids of everything that lies there, readable or not. */
  ids(): Promise<readonly string[]>;
  /** Changes a record if `change` returns another one; undefined when it is not there, cannot be read or was left as it is. */
  change(id: string, change: (record: OutboxRecord) => OutboxRecord | undefined): Promise<OutboxRecord | undefined>;
  discard(id: string): Promise<void>;
  /** Sets the page-load marker to what is true. */
  mark(): Promise<void>;
}

export function createOutbox(store: RecordStore, clock: Clock, marker: Marker): Outbox {
  const outbox: Outbox = {
    async append(id, step, customer) {
      marker.set(true);
      const stored = await store.update<OutboxRecord>(prefix + id, (current) => {
        // Only a tap begins a feedback: what follows a withdrawal must not bring half of it back.
        if (current === undefined && step.type !== 'tap') throw new FeedbackError('cancelled', 'not here');
        const record = current === undefined ? { ...newRecord(id, step.at), customer } : readRecord(current);
        if (!record) throw new FeedbackError('storage', 'held by a newer version');
        // The merchant has closed it, or who said it has left: what is said now is another feedback, under another id.
        if (step.type === 'tap' && (record.left || record.steps.some(({ type }) => type === 'withdrawal')))
          throw new FeedbackError('cancelled', 'taken back');
        const next = append(record, step, clock.now());
        return isUnsaid(next) ? undefined : next;
      });
      // Once more after the write: another tab may have found nothing waiting and cleared the marker in between.
      if (stored.value) marker.set(true);
      return stored;
    },

    async get(id) {
      return readRecord(await store.get(prefix + id));
    },

    isVolatile: (id) => store.isVolatile?.(prefix + id) === true,

    async list() {
      const records: OutboxRecord[] = [];
      for (const key of await store.keys(prefix)) {
        const record = readRecord(await store.get(key));
        if (record) records.push(record);
      }
      return records;
    },

    async ids() {
      return (await store.keys(prefix)).map((key) => key.slice(prefix.length));
    },

    async change(id, change) {
      let changed: OutboxRecord | undefined;
      await store.update<unknown>(prefix + id, (current) => {
        const record = readRecord(current);
        changed = record && change(record);
        return changed ?? current;
      });
      return changed;
    },

    async discard(id) {
      await store.update(prefix + id, () => undefined);
    },

    async mark() {
      // A parked photo wants a page now and then, too.
      const waiting = async () =>
        (await outbox.list()).some(
          (record) => isWaiting(record) || record.attachments.some(({ state, durable }) => state === 'parked' && durable),
        );
      if (await waiting()) return;
      marker.set(false);
      // A step stored between the look and the clearing would be forgotten until the next tap: look again.
      if (await waiting()) marker.set(true);
    },
  };
  return outbox;
}
