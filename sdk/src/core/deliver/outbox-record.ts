import type { Receipt } from '../../contract/index.js';
import type { Step } from '../capture/step.js';

/** A body that was frozen once: the submission, or one event. Every attempt sends these bytes. */
export interface Message {
  readonly kind: 'submission' | 'event';
  /** Its idempotency key: the feedback's id or the event's own. */
  readonly id: string;
  readonly text: string;
  readonly accepted: boolean;
  /** Attachments that it names. */
  readonly names: readonly string[];
}

export type AttachmentState = 'captured' | 'ready' | 'acked' | 'parked' | 'lost' | 'removed';

/** What became of one photo or video. Bytes: original under `p/<feedback>/<id>/o`, squeezed under `…/s`. */
export interface AttachmentEntry {
  readonly id: string;
  readonly kind: 'photo' | 'video';
  readonly state: AttachmentState;
  readonly shot?: string | undefined;
  /** False: the bytes live in the memory of the page that picked them. */
  readonly durable: boolean;
  /** Which bytes to send, once `ready`. */
  readonly bytes?: 'o' | 's' | undefined;
  readonly mime?: string | undefined;
  readonly size: number;
  readonly digest?: string | undefined;
  /** Bytes that the server has already. */
  readonly offset: number;
  /** Index into the size ladder 2048, 1280, 960 px. */
  readonly rung: number;
  /** Decodes begun; two that never came back mean: send it without squeezing. */
  readonly tries: number;
  readonly error?: Fault | undefined;
  /** When it was parked, device wall clock, milliseconds, and by which SDK version. */
  readonly parkedAt?: number | undefined;
  readonly parkedBy?: string | undefined;
}

/** Why an attempt failed, in codes; words live in the messages. */
export interface Fault {
  readonly code:
    | 'offline'
    | 'timeout'
    | 'network'
    | 'not-accepted'
    | 'busy'
    | 'server'
    | 'auth'
    | 'config'
    | 'refused'
    | 'too-large'
    | 'too-long'
    | 'unreadable'
    | 'expired'
    | 'consent'
    | 'storage';
  readonly status?: number | undefined;
  /** Problem type URI, when the answer had one. */
  readonly type?: string | undefined;
  readonly detail?: string | undefined;
}

interface Head {
  readonly v: 1;
  /** Feedback id: UUIDv7, the idempotency key, kept for ever. */
  readonly id: string;
  /** Raised by one at each write. */
  readonly rev: number;
  /** Device wall clock of the first tap, milliseconds. */
  readonly at: number;
  readonly steps: readonly Step[];
  /** How many steps are folded into `messages`. */
  readonly folded: number;
  readonly messages: readonly Message[];
  readonly attachments: readonly AttachmentEntry[];
  readonly receipt: Receipt | null;
  /** Milliseconds lived, grown at each start by at most a day, so that a clock jump ages nothing. */
  readonly age: number;
  readonly seenAt: number;
  readonly customer: string | null;
  /** Whoever said it without a name has signed out: it is sent, and shown to nobody. */
  readonly left?: boolean;
}

export interface Queued {
  readonly state: 'queued';
  /** Wall clock before which no attempt is made. */
  readonly due: number;
  /** Failed attempts in a row. */
  readonly attempt: number;
  /** True when `due` came from the server and no wake may shorten it. */
  readonly heldByServer: boolean;
  readonly fault: Fault | null;
}

export interface Leased {
  readonly state: 'leased';
  readonly owner: string;
  readonly until: number;
  readonly attempt: number;
}

export interface Delivered {
  readonly state: 'delivered';
  readonly deliveredAt: number;
}

export interface Rejected {
  readonly state: 'rejected';
  readonly fault: Fault;
  readonly rejectedAt: number;
  /** SDK version that was refused; a newer one tries once more. */
  readonly sdk: string;
}

/** One feedback in the outbox. */
export type OutboxRecord = Head & (Queued | Leased | Delivered | Rejected);
