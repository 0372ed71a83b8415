import type { Order, OrderItem, Policy, Rating, Wish } from '../contract/index.js';
import type { FeedbackClient } from './api.js';
import type { OrderSource } from './capture/step.js';
import type { Entry } from './deliver/entry.js';
import type { ReasonRule } from './triage/reasons.js';

/** What the form needs of a client; it may arrive after the first screen is painted. */
export type FormClient<Source> = Pick<
  FeedbackClient<Source>,
  'tap' | 'details' | 'attach' | 'detach' | 'retry' | 'withdraw' | 'hold' | 'release' | 'drafts' | 'outbox' | 'on'
>;

export interface FormOptions<Source> {
  readonly client: Promise<FormClient<Source>>;
  readonly order: OrderSource;
  readonly policy?: Policy | null;
  /** The feedback that a tap outside of the form began already. */
  readonly id?: string | undefined;
  readonly rating?: Rating | undefined;
  /** Whether words make the form ask about food safety; the lexicon lives in the messages. */
  readonly asksSafety?: (text: string) => boolean;
  /** UUIDv7 maker of the platform. */
  readonly newId: () => string;
}

/** Tabs of the reasons screen. */
export type ReasonTab = 'goods' | 'delivery' | 'order';

export interface ReasonSection {
  /** Safety first, the rest by kind; for praise one section. */
  readonly group: 'safety' | 'quality' | 'delivery' | 'order' | 'service' | 'idea' | 'praise';
  readonly reasons: readonly ReasonRule[];
}

/** One ordered line as the form edits it. */
export interface ItemChoice {
  readonly line: OrderItem;
  readonly chosen: boolean;
  readonly qty: number;
  readonly of: number;
  /** 0.1 a few, 0.5 about half, 1 nearly all; null where not said. */
  readonly fraction: number | null;
  /** Measured weight as typed; goods sold by weight only. */
  readonly weight: string;
}

/** A picked picture: before it is stored it has no attachment id. */
export interface PhotoChoice {
  /** Attachment id, or a temporary key while it is being stored. */
  readonly id: string;
  readonly shot: string | undefined;
  readonly state: 'storing' | 'stored' | 'failed';
  /** `storage`, `too-large`, `unreadable`, … when failed. */
  readonly fault: string | undefined;
}

export interface FormIssue {
  readonly field: 'weight' | 'photos' | 'safety';
  readonly code: 'weight-invalid' | 'photo-missing' | 'safety-unanswered';
  readonly lineId?: string;
}

/** Everything a screen shows; views are functions of it. */
export interface FormState<Source> {
  readonly id: string;
  readonly order: Order;
  /** Stored and delivered as far as it is; null before the first tap is stored. */
  readonly entry: Entry | null;
  readonly rating: Rating;
  /** `problem` once a thumb is down or stars are 1–3. */
  readonly polarity: 'good' | 'problem' | null;
  readonly tab: ReasonTab;
  readonly tabs: readonly ReasonTab[];
  /** Reasons of the current tab, filtered by order state, goods and policy. */
  readonly sections: readonly ReasonSection[];
  /** Chosen reason codes in the order of choosing. */
  readonly reasons: readonly string[];
  readonly items: readonly ItemChoice[];
  readonly text: string;
  readonly wish: Wish | null;
  /** Null: not asked. True or false: the customer's answer. `asked`: the question is open. */
  readonly safety: 'asked' | boolean | null;
  readonly photos: readonly PhotoChoice[];
  /** Shots asked for by the chosen reasons, e.g. `defect`, `whole`, `label`. */
  readonly shots: readonly string[];
  readonly photoDemand: 'none' | 'encouraged' | 'required';
  readonly photoExit: string | null;
  readonly maxPhotos: number;
  readonly issues: readonly FormIssue[];
  /** Food safety on the device's own reading; a hint. */
  readonly red: boolean;
  /** The last details are stored. */
  readonly submitted: boolean;
  /** A step is being stored right now. */
  readonly busy: boolean;
  /** Something is chosen or written that no step has said: it is a draft. */
  readonly unsaid: boolean;
  /** The last rating is on no disk: no store took it. The next step tries again. */
  readonly unstored: boolean;
  /** `Source` of each photo picked on this page, for previews; empty after a reload. */
  readonly previews: ReadonlyMap<string, Source>;
}

/** The form without a screen; both surfaces drive this one. */
export interface FeedbackForm<Source> {
  getState(): FormState<Source>;
  subscribe(listener: () => void): () => void;
  /** Stores at once. Rating the same thing again replaces it under the same id. */
  rate(what: 'overall' | 'goods' | 'delivery', score: Rating['overall']): Promise<void>;
  setTab(tab: ReasonTab): void;
  toggleReason(code: string): void;
  setItem(lineId: string, patch: Partial<Omit<ItemChoice, 'line'>>): void;
  /** Keeps the first 4,000 UTF-16 units, which is what one feedback can say. */
  setText(text: string): void;
  answerSafety(yes: boolean): void;
  setWish(wish: Wish | null): void;
  /** @throws FeedbackError `too-many` after those were stored for which there was room; why another was not stored is in its `PhotoChoice`. */
  attach(sources: readonly Source[], input?: { shot?: string | undefined; from?: 'camera' | 'album' | undefined }): Promise<void>;
  detach(id: string): Promise<void>;
  setPhotoExit(cause: string | null): void;
  /** Stores what is chosen so far as one step, without checking it: leaving a screen forwards. */
  commit(): Promise<void>;
  /** Checks and stores; resolves to false and sets `issues` when something demanded is missing. Level 1 is never stopped. */
  submit(): Promise<boolean>;
  /** Takes the whole feedback back. */
  undo(): Promise<void>;
  /** The screen is gone: the draft is kept, what is stored goes out. */
  close(): void;
}
