import type { Channel, Details, Policy, Rating, Ticket } from '../contract/index.js';
import type { OrderSource } from './capture/step.js';
import type { Entry } from './deliver/entry.js';

export interface TapInput {
  /** An id made earlier for the same form; left out, a new feedback begins. */
  readonly id?: string;
  readonly rating: Rating;
  readonly order?: OrderSource;
}

export interface AttachmentInput {
  /** An id made before, so that a screen can name the file at once; left out, a new one. */
  readonly id?: string | undefined;
  /** Left out, what the source says of itself (`type`), else a photo. */
  readonly kind?: 'photo' | 'video';
  /** The named picture asked for: `defect`, `label`, … */
  readonly shot?: string | undefined;
  readonly from?: 'camera' | 'album' | undefined;
}

export interface FeedbackOptions {
  /** Public site key; also the scope of the storage. */
  readonly site: string;
  /** Base URL of the backend; `/v1/…` is appended. */
  readonly endpoint: string;
  /** BCP 47. @default 'zh-CN' */
  readonly locale?: string;
  /** Where the customer writes. @default 'web_widget' */
  readonly channel?: Channel;
  /** Pseudonymous id of the signed-in customer; feedback of one customer is never sent with the token of another. */
  readonly customer?: string | null;
  readonly policy?: Policy;
  /** `required`: what the customer says is stored, and the backend neither sent nor asked anything, until `consent(true)`. @default 'given' */
  readonly consent?: 'given' | 'required';
  /** Called when the backend answers 401 or 403, at most once in 5 minutes; resolves to a bearer token or null. */
  readonly fetchToken?: () => Promise<string | null>;
  /** Sees the final body once, before it is frozen; may change it, or return null to take the feedback back. Not called again on a retry. */
  readonly beforeSend?: (body: unknown) => unknown | Promise<unknown>;
  /** How long a thumb down waits for detail, milliseconds. @default 60_000 */
  readonly holdMs?: number;
}

export interface FeedbackEvents {
  /** With `withdrawn` also what this device does not show any more: deleted, or said by another customer. Its `id` is all that is told then. */
  readonly changed: Entry;
  readonly received: Entry;
  readonly rejected: Entry;
  readonly ticket: Ticket;
}

export type Unsubscribe = () => void;

/** Everything a surface does with feedback. Each call that stores resolves when the step is safe (or says in the entry that it is not). */
export interface FeedbackClient<Source> {
  tap(input: TapInput): Promise<Entry>;
  details(id: string, details: Omit<Details, 'attachments' | 'hints' | 'rating'>): Promise<Entry>;
  /** @throws FeedbackError `storage`, `too-large`, `too-many`, `unreadable`; the feedback itself is untouched. */
  attach(id: string, source: Source, input?: AttachmentInput): Promise<Entry>;
  detach(id: string, attachmentId: string): Promise<Entry>;
  /** Tries a parked photo or a rejected feedback once more. */
  retry(id: string): Promise<Entry>;
  withdraw(id: string): Promise<void>;
  /** Keeps a feedback back for detail until `release`, 60 s at the longest. */
  hold(id: string): void;
  /** The form is closed: what is there goes now. */
  release(id?: string): void;
  /** What the customer who is here now said on this device. */
  readonly outbox: {
    list(): Promise<readonly Entry[]>;
    get(id: string): Promise<Entry | undefined>;
    /**
     * What a page stored before it had a client is from now on said by the customer who is here.
     * False: it is taken back, or said by another customer; what is said now needs another id.
     */
    claim(id: string): Promise<boolean>;
    /** Tries everything now, except what the server asked to wait for. */
    flush(): Promise<void>;
    /** Removes a feedback from this device for ever; only on the customer's word. */
    discard(id: string): Promise<void>;
  };
  readonly tickets: { list(): Promise<readonly Ticket[]>; get(id: string): Promise<Ticket | undefined> };
  readonly drafts: {
    load(key: string): Promise<unknown>;
    /** @param days how long it lives @default 7 */
    save(key: string, draft: unknown, days?: number): Promise<void>;
    clear(key: string): Promise<void>;
  };
  /** A fresh feedback id: UUIDv7, lower case. */
  newId(): string;
  policy(): Promise<Policy | null>;
  /** The customer agreed to the merchant's privacy notice, and all that waits goes; or took that back, and after what is on its way nothing more goes. */
  consent(given: boolean): void;
  on<K extends keyof FeedbackEvents>(type: K, listener: (value: FeedbackEvents[K]) => void): Unsubscribe;
  /**
   * Signs in whoever is here: what was said without a name since this client was made is theirs, and sent as theirs unless it has left.
   * Parts them from one who was named before, as `reset` does. Resolves to the ids of what is theirs.
   */
  identify(customer: string | null): Promise<readonly string[]>;
  /**
   * Log-out: drafts and cached tickets go. What was said is shown to nobody who comes after, except to the same `customer`;
   * what is unsent stays and is sent without the customer's token.
   * @param customer who signs in now @default null
   */
  reset(customer?: string | null): Promise<void>;
  dispose(): void;
}
