import type { OutboxRecord } from './outbox-record.js';
import { newRecord } from './record-change.js';

/**
 * Reads what lies on disk: a record of this version, the short form that the loader writes (`v`, `id`, `at`, `steps`),
 * or an older one; missing fields get their defaults.
 * @returns undefined for a newer version or for garbage, both of which are left alone where they are
 */
export function readRecord(stored: unknown): OutboxRecord | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const record = stored as Partial<OutboxRecord>;
  if (record.v !== 1 || typeof record.id !== 'string' || typeof record.at !== 'number' || !Array.isArray(record.steps)) return undefined;
  if (!record.steps.every((step) => typeof step === 'object' && step !== null && typeof step.type === 'string')) return undefined;
  const fresh = newRecord(record.id, record.at, customerOf(record));
  const read = { ...fresh, ...record } as OutboxRecord;
  return states.includes(read.state) && [read.messages, read.attachments].every(Array.isArray) ? read : undefined;
}

const states: readonly string[] = ['queued', 'leased', 'delivered', 'rejected'];

function customerOf(record: Partial<OutboxRecord>): string | null {
  const tap = record.steps?.find((step) => step.type === 'tap');
  return tap?.type === 'tap' ? (tap.customer ?? null) : null;
}
