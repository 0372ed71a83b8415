import type { Policy, Receipt, Ticket } from '../../contract/index.js';
import type { Cancellation } from '../ports.js';
import type { AttachmentEntry, Message } from './outbox-record.js';
import type { Verdict } from './verdict.js';

/** How one exchange is watched and ended early. */
export interface Exchange {
  readonly cancellation: Cancellation;
  readonly keepalive?: boolean;
  readonly onProgress?: (sentBytes: number) => void;
}

/** Speaks protocol v1; judges every answer, never retries. */
export interface Transport {
  submit(message: Message, customerToken: boolean, exchange: Exchange): Promise<Verdict<Receipt>>;
  addEvent(
    feedbackId: string,
    message: Message,
    statusToken: string | null,
    exchange: Exchange,
  ): Promise<Verdict<{ receipt: null; need: undefined }>>;
  /** Sends one part; the verdict's answer is the next offset, which is `size` when all is there. */
  upload(
    feedbackId: string,
    file: AttachmentEntry,
    key: string,
    chunk: number,
    statusToken: string | null,
    exchange: Exchange,
  ): Promise<Verdict<{ offset: number }>>;
  tickets(tokens: readonly string[]): Promise<readonly Ticket[] | undefined>;
  /** `unchanged` when the entity tag still fits; undefined when it could not be had. */
  policy(etag: string | undefined): Promise<{ policy: Policy; etag: string | undefined } | 'unchanged' | undefined>;
}
