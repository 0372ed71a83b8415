import type { Receipt } from '../../contract/index.js';
import { fold } from '../capture/submission.js';
import type { Step } from '../capture/step.js';
import type { AttachmentEntry, Fault, Message, OutboxRecord } from './outbox-record.js';

/** A relay that does not renew its lease for so long, milliseconds, is taken for dead. */
export const leaseMs = 15_000;
/** No attempt is planned, and no clock believed, further ahead than this, milliseconds. */
export const farthestDue = 3_600_000;

const day = 86_400_000;

/** A fresh record without steps, nobody's yet. */
export function newRecord(id: string, at: number): OutboxRecord {
  return {
    v: 1,
    id,
    rev: 0,
    at,
    steps: [],
    folded: 0,
    messages: [],
    attachments: [],
    receipt: null,
    age: 0,
    seenAt: at,
    customer: null,
    state: 'queued',
    due: 0,
    attempt: 0,
    heldByServer: false,
    fault: null,
  };
}

/** The record with one more step. Valid in every state: what is delivered already becomes due again. */
export function append(record: OutboxRecord, step: Step, now: number): OutboxRecord {
  const next = { ...record, rev: record.rev + 1, steps: [...record.steps, step], attachments: withStep(record.attachments, step) };
  if (next.state === 'delivered' || (next.state === 'queued' && !next.heldByServer)) return requeue(next, now);
  return next;
}

function withStep(attachments: readonly AttachmentEntry[], step: Step): readonly AttachmentEntry[] {
  if (step.type === 'attachment') {
    const { id, kind, shot, size, durable } = step;
    return [...attachments, { id, kind, shot, size, durable, state: 'captured', offset: 0, rung: 0, tries: 0 }];
  }
  // The merchant is not to have what the customer took back.
  if (step.type === 'withdrawal') return attachments.map((entry) => (entry.state === 'acked' ? entry : { ...entry, state: 'removed' }));
  if (step.type === 'removal') {
    const state = step.cause === 'lost' ? 'lost' : 'removed';
    return attachments.map((entry) => (entry.id === step.id ? { ...entry, state } : entry));
  }
  return attachments;
}

/** Due at once, with the failures so far remembered. */
export function requeue(record: OutboxRecord, now: number): OutboxRecord {
  const attempt = record.state === 'queued' || record.state === 'leased' ? record.attempt : 0;
  return { ...record, state: 'queued', due: now, attempt, heldByServer: false, fault: record.state === 'queued' ? record.fault : null };
}

/** On the customer's word: from the first attempt, and with every photo that was parked. */
export function startOver(record: OutboxRecord, now: number): OutboxRecord {
  const rev = record.rev + 1;
  const attachments = record.attachments.map(
    (entry): AttachmentEntry => (entry.state === 'parked' ? { ...entry, state: 'captured', rung: 0, tries: 0 } : entry),
  );
  // Who carries it goes on, and finds the photos that are to go again.
  return record.state === 'leased' ? { ...record, rev, attachments } : { ...requeue(record, now), rev, age: 0, attachments };
}

/** Whether an attempt may be made now. A lease that ended, or that a clock put absurdly far ahead, is simply due again. */
export function isDue(record: OutboxRecord, now: number, sdk: string): boolean {
  switch (record.state) {
    case 'queued':
      return record.due <= now || record.due > now + farthestDue;
    case 'leased':
      return record.until <= now || record.until > now + leaseMs;
    case 'delivered':
      return record.steps.length > record.folded || record.attachments.some((entry) => isParkedEnough(entry, now, sdk));
    case 'rejected':
      return isRefusedEnough(record.rejectedAt, record.sdk, now, sdk);
  }
}

/**
 * What was refused for good is tried once more by a newer version, and once a day: servers, policies and memory change.
 * Newer in the order of letters, so that two versions side by side never hand it to and fro.
 */
function isRefusedEnough(at: number, by: string, now: number, sdk: string): boolean {
  return by < sdk || Math.abs(now - at) > day;
}

/** Bytes that only a page's memory held went with that page. */
function isParkedEnough({ state, durable, parkedAt = 0, parkedBy = '' }: AttachmentEntry, now: number, sdk: string): boolean {
  return state === 'parked' && durable && isRefusedEnough(parkedAt, parkedBy, now, sdk);
}

/** The wall-clock moment of the next attempt, or undefined when none is planned. */
export function nextDue(record: OutboxRecord, now: number): number | undefined {
  if (record.state === 'queued') return record.due > now + farthestDue ? now : record.due;
  if (record.state === 'leased') return Math.min(record.until, now + leaseMs);
  return record.state === 'delivered' && record.steps.length > record.folded ? now : undefined;
}

/** Takes the record for `owner`, who must renew. Photos that were parked long enough go out with it, at the size that was refused last. */
export function lease(record: OutboxRecord, owner: string, now: number, sdk: string): OutboxRecord {
  const attempt = record.state === 'queued' || record.state === 'leased' ? record.attempt : 0;
  const attachments = record.attachments.map((entry) =>
    isParkedEnough(entry, now, sdk) ? { ...entry, state: 'captured' as const, offset: 0, tries: 0 } : entry,
  );
  return aged({ ...record, rev: record.rev + 1, state: 'leased', attachments, owner, until: now + leaseMs, attempt }, now);
}

export function isLeasedTo(record: OutboxRecord | undefined, owner: string): boolean {
  return record?.state === 'leased' && record.owner === owner;
}

/** Adds frozen messages that cover all steps so far. An attachment that none of them names was taken out by the host: it stays here. */
export function freeze(record: OutboxRecord, added: readonly Message[]): OutboxRecord {
  const messages = [...record.messages, ...added];
  const named = new Set(messages.flatMap(({ names }) => names));
  const attachments = record.attachments.map((entry) =>
    entry.state === 'captured' && !named.has(entry.id) ? { ...entry, state: 'removed' as const } : entry,
  );
  return { ...record, rev: record.rev + 1, messages, attachments, folded: record.steps.length };
}

/** Marks one message accepted and keeps the server's word. */
export function accept(record: OutboxRecord, messageId: string, receipt: Receipt | null): OutboxRecord {
  return {
    ...record,
    rev: record.rev + 1,
    messages: record.messages.map((message) => (message.id === messageId ? { ...message, accepted: true } : message)),
    receipt: receipt ? { ...record.receipt, ...receipt } : record.receipt,
    ...(record.state === 'leased' ? { attempt: 0 } : {}),
  };
}

/** The server lost the feedback (or never had it): the submission goes out again, the same bytes. */
export function forgetAcceptance(record: OutboxRecord): OutboxRecord {
  return { ...record, rev: record.rev + 1, messages: record.messages.map((message) => ({ ...message, accepted: false })) };
}

/**
 * Changes one attachment, unless the customer removed it meanwhile.
 * @param attempt failures to remember; none after a step forward
 */
export function changeAttachment(record: OutboxRecord, id: string, change: Partial<AttachmentEntry>, attempt = 0): OutboxRecord {
  const attachments = record.attachments.map((entry) => (entry.id === id && entry.state !== 'removed' ? { ...entry, ...change } : entry));
  return { ...record, rev: record.rev + 1, attachments, ...(record.state === 'leased' ? { attempt } : {}) };
}

/** Gives the lease back with the next attempt planned. */
export function reschedule(record: OutboxRecord, due: number, fault: Fault | null, heldByServer: boolean, now: number): OutboxRecord {
  const attempt = (record.state === 'leased' || record.state === 'queued' ? record.attempt : 0) + (fault ? 1 : 0);
  return aged({ ...record, rev: record.rev + 1, state: 'queued', due, attempt, fault, heldByServer }, now);
}

/** Nothing is left to send. What only delivery needed (a number to call back, frozen bodies) is erased. */
export function deliver(record: OutboxRecord, now: number): OutboxRecord {
  return {
    ...record,
    rev: record.rev + 1,
    state: 'delivered',
    deliveredAt: now,
    messages: record.messages.map((message) => ({ ...message, text: '' })),
    steps: record.steps.map(withoutContact),
  };
}

function withoutContact(step: Step): Step {
  if (step.type !== 'details' || !step.details.contact) return step;
  const { contact: _erased, ...details } = step.details;
  return { ...step, details };
}

/** A final refusal: kept, shown, tried again by a newer SDK, once a day, or when the customer asks. */
export function reject(record: OutboxRecord, fault: Fault, sdk: string, now: number): OutboxRecord {
  return { ...record, rev: record.rev + 1, state: 'rejected', fault, sdk, rejectedAt: now };
}

/** Grows the age by the time that passed, at most a day and never backwards, so that a jumping clock ages nothing. */
export function aged(record: OutboxRecord, now: number): OutboxRecord {
  return { ...record, ...older(record, now) };
}

/** How old something is by the starts that met it, and when the last one did, milliseconds. */
export interface Seen {
  readonly age: number;
  readonly seenAt: number;
}

/** The same for anything that is met again and again. */
export function older({ age, seenAt }: Seen, now: number): Seen {
  return { age: age + Math.min(Math.max(now - seenAt, 0), day), seenAt: now };
}

/** The first message that the server has not accepted. */
export function nextMessage(record: OutboxRecord): Message | undefined {
  return record.messages.find((message) => !message.accepted);
}

/** The first attachment that is named to the server and not there yet; what another page may hold in memory comes last. */
export function nextAttachment(record: OutboxRecord): AttachmentEntry | undefined {
  const named = new Set(record.messages.flatMap((message) => (message.accepted ? message.names : [])));
  const due = record.attachments.filter((entry) => named.has(entry.id) && (entry.state === 'captured' || entry.state === 'ready'));
  return due.find((entry) => entry.durable) ?? due[0];
}

/** True while something of this feedback has still to reach the server. */
export function isWaiting(record: OutboxRecord): boolean {
  return record.state !== 'delivered' || record.steps.length > record.folded;
}

/** Withdrawn before any body was frozen: the server never heard of it. */
export function isUnsaid(record: OutboxRecord): boolean {
  return record.messages.length === 0 && fold(record.steps).withdrawn;
}
