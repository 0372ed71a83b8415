import type { Details, Order, Rating } from '../../contract/index.js';

/** The order as a page gives it: structured by a call, or the raw attributes that the loader wrote down. */
export interface OrderSource {
  readonly order?: Partial<Order>;
  /** `data-*`/element attributes by name without prefix, e.g. `order-id`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

interface At {
  /** Device wall clock, milliseconds. */
  readonly at: number;
}

/** One touch on a page; already a complete feedback. A later tap replaces the ratings it names. */
export interface TapStep extends At {
  readonly type: 'tap';
  readonly rating: Rating;
  readonly source?: OrderSource;
  readonly locale?: string;
  /** Minutes that local time is ahead of UTC. */
  readonly offset?: number;
}

/** Everything said on the screens after the tap; a later one replaces the fields it names. */
export interface DetailsStep extends At {
  readonly type: 'details';
  readonly details: Omit<Details, 'attachments' | 'hints' | 'rating'>;
}

/** A photo or video whose bytes are already in the byte store under `p/<feedback>/<id>/o`. */
export interface AttachmentStep extends At {
  readonly type: 'attachment';
  readonly id: string;
  readonly kind: 'photo' | 'video';
  readonly shot?: string | undefined;
  readonly from?: 'camera' | 'album' | undefined;
  /** Bytes as picked. */
  readonly size: number;
  /** False: the bytes are held in memory only. */
  readonly durable: boolean;
}

export interface RemovalStep extends At {
  readonly type: 'removal';
  readonly id: string;
  readonly cause: 'customer' | 'lost' | 'refused';
}

/** The customer took the feedback back. */
export interface WithdrawalStep extends At {
  readonly type: 'withdrawal';
}

/** One thing the customer did. Steps are appended to the outbox record and never edited. */
export type Step = TapStep | DetailsStep | AttachmentStep | RemovalStep | WithdrawalStep;

/** What a picker says of a file; what the bytes say decides before anything leaves. */
export function kindOf(source: unknown): 'photo' | 'video' {
  const { type } = source as { readonly type?: unknown };
  return typeof type === 'string' && type.startsWith('video/') ? 'video' : 'photo';
}
