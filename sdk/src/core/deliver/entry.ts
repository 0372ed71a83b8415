import type { Details, Order, Rating, Receipt } from '../../contract/index.js';
import { readOrder } from '../capture/order-context.js';
import { fold } from '../capture/submission.js';
import type { AttachmentState, Fault, OutboxRecord } from './outbox-record.js';
import { isWaiting } from './record-change.js';

/** What the customer is told, and nothing else: on this device, on its way, at the server, or in need of a choice. */
export type DeliveryState = 'saved' | 'sending' | 'received' | 'needs_action';

/** A photo or video as a screen shows it. */
export interface AttachmentView {
  readonly id: string;
  readonly kind: 'photo' | 'video';
  readonly shot: string | undefined;
  readonly state: AttachmentState;
  /** Bytes to send once ready, else bytes picked. */
  readonly size: number;
  /** Bytes on their way or there; never goes back while one version is sent. */
  readonly sent: number;
  readonly fault: Fault | undefined;
}

/** One feedback as a screen shows it. */
export interface Entry {
  readonly id: string;
  /** Device time of the first tap, milliseconds. */
  readonly at: number;
  readonly state: DeliveryState;
  /** False: it, or a photo of it, is held in memory only, so the page must stay open until that is sent. */
  readonly durable: boolean;
  /** Something of it has still to reach the server. */
  readonly waiting: boolean;
  /** The server's number. */
  readonly ref: string | undefined;
  readonly receipt: Receipt | null;
  readonly fault: Fault | null;
  /** Wall clock of the next attempt, while one is planned. */
  readonly nextAttempt: number | undefined;
  readonly rating: Rating;
  readonly details: Details;
  readonly withdrawn: boolean;
  readonly order: Order | null;
  readonly attachments: readonly AttachmentView[];
}

/** Unsent for so long, the customer is told that something must be done; it is tried further all the same. Milliseconds. */
const patience = 7 * 86_400_000;

/** What a page knows beside the record: memory-only writes and bytes on their way. */
export interface Live {
  readonly durable: boolean;
  /** Bytes of one attachment handed to the network, by attachment id. */
  readonly sent: ReadonlyMap<string, number>;
  /** False: nothing may be sent before the customer agreed. */
  readonly consented: boolean;
}

/** The record as a screen shows it. */
export function toEntry(record: OutboxRecord, live: Live): Entry {
  const said = fold(record.steps);
  return {
    id: record.id,
    at: record.at,
    state: stateOf(record, live.consented),
    durable: live.durable && record.attachments.every(({ durable, state }) => durable || (state !== 'captured' && state !== 'ready')),
    waiting: isWaiting(record),
    ref: record.receipt?.ref,
    receipt: record.receipt,
    fault:
      !live.consented && record.state !== 'rejected' && isWaiting(record)
        ? { code: 'consent' }
        : record.state === 'queued' || record.state === 'rejected'
          ? record.fault
          : null,
    nextAttempt: record.state === 'queued' && record.due > 0 ? record.due : undefined,
    rating: said.rating,
    details: said.details,
    withdrawn: said.withdrawn,
    order: said.tap?.source ? readOrder(said.tap.source) : null,
    attachments: record.attachments
      .filter((entry) => entry.state !== 'removed')
      .map(
        (entry): AttachmentView => ({
          id: entry.id,
          kind: entry.kind,
          shot: entry.shot,
          state: entry.state,
          size: entry.size,
          sent: entry.state === 'acked' ? entry.size : Math.min(entry.size, Math.max(entry.offset, live.sent.get(entry.id) ?? 0)),
          fault: entry.error,
        }),
      ),
  };
}

/** The one word of four that the customer is told. `received` only with the server's receipt. */
function stateOf(record: OutboxRecord, consented: boolean): DeliveryState {
  if (record.state === 'rejected') return 'needs_action';
  if (record.receipt) return 'received';
  if (!consented) return 'saved';
  if (record.state === 'leased') return 'sending';
  return record.age > patience ? 'needs_action' : 'saved';
}

/** Whether the bytes of the attachment are still to be made ready to travel. */
export function isPending(entry: Entry, attachmentId: string): boolean {
  return entry.attachments.some((view) => view.id === attachmentId && view.state === 'captured');
}
