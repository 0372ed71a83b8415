import type { Fault } from '../deliver/outbox-record.js';

/** A text that depends on a count: forms by Intl plural category, `other` at least. `{n}` is the count. */
export interface Counted {
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

/** A text as it stands in a catalogue; `{name}` marks a place for a value. */
export type Message = string | Counted;

/** Texts on the merchant's own page: inline row, floating button. The loader bakes those that stand before and right after a tap. */
export interface TriggerMessages {
  readonly question: string;
  readonly good: string;
  readonly problem: string;
  /** Before the chosen word. */
  readonly noted: string;
  readonly saved: string;
  readonly unsaved: string;
  readonly received: string;
  readonly refused: string;
  readonly undo: string;
  /** Asks for more after praise, and after a complaint. */
  readonly praise: string;
  readonly complain: string;
  /** To what became of it. */
  readonly progress: string;
  readonly floating: string;
}

/** Texts of the first screen and of what stands around it before the rest has come. */
export interface FirstMessages {
  readonly device: { readonly phone: string; readonly device: string };
  readonly back: string;
  readonly close: string;
  readonly person: string;
  readonly mine: string;
  readonly again: string;
  readonly restFailed: string;
  readonly saving: string;
  readonly saved: string;
  readonly unsaved: string;
  readonly goods: string;
  readonly goodsHint: string;
  readonly delivery: string;
  readonly deliveryHint: string;
  readonly courier: string;
  readonly foot: string;
  readonly items: Message;
  readonly deliveredAt: string;
  readonly ordered: string;
  readonly picked: string;
  readonly out: string;
  readonly delivered: string;
  readonly late: Message;
  readonly lateHint: string;
  readonly wrong: string;
  readonly right: string;
}

/** Texts of the reasons, and of where a feedback is. */
export interface SheetMessages {
  readonly sending: string;
  readonly offline: string;
  readonly wrongHint: string;
  readonly rightHint: string;
  readonly order: string;
  readonly safety: string;
  readonly quality: string;
  readonly orders: string;
  readonly service: string;
  readonly idea: string;
  readonly urgent: string;
  readonly chosen: string;
  readonly all: string;
  readonly next: string;
  readonly nextOf: string;
  readonly submit: string;
}

/** Texts of everything after the reasons. */
export interface DetailsMessages {
  readonly which: string;
  readonly more: string;
  readonly change: string;
  readonly bought: string;
  readonly times: string;
  readonly howMany: string;
  readonly fewer: string;
  readonly further: string;
  readonly howMuch: string;
  readonly few: string;
  readonly half: string;
  readonly most: string;
  readonly weight: string;
  readonly weightInvalid: string;

  readonly photos: string;
  readonly photosHint: string;
  readonly photosNeeded: string;
  readonly photoMissing: string;
  readonly enough: Message;
  readonly nudge: string;
  readonly camera: string;
  readonly album: string;
  readonly another: string;
  readonly photo: string;
  readonly share: string;
  readonly reading: string;
  readonly stored: string;
  readonly uploading: string;
  readonly uploaded: string;
  readonly failed: string;
  readonly retry: string;
  readonly remove: string;
  readonly noWait: string;
  readonly exit: string;
  readonly exitWhy: string;
  readonly exits: { readonly thrown_away: string; readonly eaten: string; readonly private: string; readonly other: string };
  readonly shots: Readonly<Record<string, string>>;

  readonly wish: string;
  readonly wishes: {
    readonly refund: string;
    readonly redeliver: string;
    readonly replace: string;
    readonly call_me: string;
    readonly none: string;
  };
  readonly words: string;
  readonly optional: string;
  readonly safetyQuestion: string;
  readonly safetyMissing: string;
  readonly yes: string;
  readonly no: string;
  readonly keepGoods: string;
  readonly emergency: string;

  readonly done: string;
  readonly savedText: string;
  readonly laterText: string;
  readonly busy: string;
  readonly kept: string;
  readonly pair: string;
  readonly letters: Message;
  readonly photosOf: Message;
  readonly call: string;
  readonly rail: { readonly stored: string; readonly sent: string; readonly received: string; readonly solved: string };
  readonly sendingText: string;
  readonly thanks: string;
  readonly ref: string;
  readonly by: string;
  readonly byText: string;
  readonly solveBy: string;
  readonly report: string;
  readonly allPhotos: Message;
  readonly somePhotos: string;
  readonly copy: string;
  readonly copied: string;
  readonly progressHere: string;
  readonly refused: string;
  readonly copyText: string;
  readonly tryAgain: string;
  readonly discard: string;
  readonly discarded: string;
  readonly unsaved: string;
  readonly unsavedText: string;

  readonly open: string;
  readonly closed: string;
  readonly empty: string;
  readonly emptyText: string;
  readonly tellThis: string;
  readonly willSend: string;
  readonly sendNow: string;
  readonly takeBack: string;
  readonly takenBack: string;
  readonly needsAction: string;
  readonly stages: Readonly<Record<string, string>>;
  readonly cannotLoad: string;
  readonly cannotLoadText: string;
}

/** What the first screen is drawn with. */
export interface FirstCatalogue {
  readonly trigger: TriggerMessages;
  readonly first: FirstMessages;
}

/** What comes after the first screen. */
export interface LaterMessages {
  readonly sheet: SheetMessages;
  readonly details: DetailsMessages;
  /** Labels by reason code. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Words in the customer's own text that make the form ask about food safety; lower case. */
  readonly safetyWords: readonly string[];
  /** Why something did not work, by fault code; reads after "Not submitted: ". */
  readonly faults: Readonly<Record<Fault['code'] | 'too-many', string>>;
}

/** Every text of one language. Views print nothing else. */
export interface Catalogue extends FirstCatalogue, LaterMessages {}
