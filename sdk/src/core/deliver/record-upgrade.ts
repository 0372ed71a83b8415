import type { OutboxRecord } from './outbox-record.js';
import { newRecord } from './record-change.js';

/**
 * Reads what lies on disk: a record of this version, of which `v`, `id` and `steps` are enough; missing fields get their defaults.
 * @returns undefined for a newer version or for garbage, both of which are left alone where they are
 */
export function readRecord(stored: unknown): OutboxRecord | undefined {
  if (!isFields(stored)) return undefined;
  const record: Partial<OutboxRecord> = stored;
  if (record.v !== 1 || typeof record.id !== 'string' || !listOf(record.steps, isStep)) return undefined;
  const at = record.at === undefined ? record.steps?.[0]?.at : record.at;
  if (!isTime(at)) return undefined;
  const read = { ...newRecord(record.id, at), ...record } as OutboxRecord;
  return states.includes(read.state) && listOf(read.messages, isMessage) && listOf(read.attachments, hasId) ? read : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const states: readonly string[] = ['queued', 'leased', 'delivered', 'rejected'];

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const hasId = (value: unknown): value is Fields => isFields(value) && typeof value['id'] === 'string';
const isMessage = (value: unknown) => hasId(value) && Array.isArray(value['names']);
const listOf = (value: unknown, fits: (item: unknown) => boolean) => Array.isArray(value) && value.every(fits);
/** Well inside of what a `Date` can hold; beyond it one garbled record would stop all others. */
const isTime = (value: unknown): value is number => typeof value === 'number' && Math.abs(value) < 8e15;

/** A kind of step that this version does not know makes the whole record one of a newer version: folding it would lose what it says. */
function isStep(step: unknown): boolean {
  if (!isFields(step) || !isTime(step['at'])) return false;
  const { type, rating, offset, details } = step;
  if (type === 'tap') return isFields(rating) && (offset == null || (isTime(offset) && Math.abs(offset) < 1e6));
  if (type === 'details') return isFields(details) && (details['reasons'] == null || listOf(details['reasons'], isReason));
  return type === 'withdrawal' || ((type === 'attachment' || type === 'removal') && hasId(step));
}

const isReason = (value: unknown) => isFields(value) && typeof value['code'] === 'string';
