import type { Channel, Details, FeedbackEvent, Order, Rating, Submission } from '../../contract/index.js';
import { formatInstant } from './instant.js';
import { readOrder } from './order-context.js';
import type { AttachmentStep, Step, TapStep } from './step.js';

/** What has been said so far, all steps taken together; a later step replaces the fields it names. */
export interface Said {
  readonly tap: TapStep | undefined;
  readonly rating: Rating;
  readonly details: Omit<Details, 'rating' | 'hints'>;
  readonly removed: readonly { id: string; cause: 'customer' | 'lost' | 'refused' }[];
  readonly withdrawn: boolean;
}

/** Folds steps in order. Attachments added and removed within the same steps are left out of both. */
export function fold(steps: readonly Step[]): Said {
  let tap: TapStep | undefined;
  let rating: Rating = {};
  let details: Omit<Details, 'rating' | 'hints' | 'attachments'> = {};
  const added: AttachmentStep[] = [];
  const removed: { id: string; cause: 'customer' | 'lost' | 'refused' }[] = [];
  let withdrawn = false;
  for (const step of steps) {
    if (step.type === 'tap') {
      tap ??= step;
      rating = { ...rating, ...step.rating };
    } else if (step.type === 'details') details = { ...details, ...step.details };
    else if (step.type === 'attachment') added.push(step);
    else if (step.type === 'removal') {
      const here = added.findIndex((attachment) => attachment.id === step.id);
      if (here >= 0) added.splice(here, 1);
      else removed.push({ id: step.id, cause: step.cause });
    } else withdrawn = true;
  }
  const attachments = added.map(({ id, kind, shot, from, at }) => ({
    id,
    kind,
    ...(shot ? { shot } : {}),
    ...(from ? { source: from } : {}),
    capturedAt: formatInstant(at, 0),
  }));
  return { tap, rating, details: attachments.length ? { ...details, attachments } : details, removed, withdrawn };
}

/** What a body needs beside the steps. */
export interface Surroundings {
  readonly channel: Channel;
  readonly locale: string;
  readonly sdk: string;
  readonly platform: string;
  /** Fills what only triage knows: lateness and hints. */
  readonly advise: (draft: Submission) => Submission;
}

/** What was said, and who said it. */
export interface Sayings {
  readonly id: string;
  /** Device wall clock of the first tap, milliseconds. */
  readonly at: number;
  readonly customer: string | null;
  readonly steps: readonly Step[];
}

/** The body of `POST /v1/feedback` for these steps. */
export function toSubmission({ id, at, customer, steps }: Sayings, surroundings: Surroundings): Submission {
  const { tap, rating, details } = fold(steps);
  const order: Order | null = tap?.source ? readOrder(tap.source) : null;
  return surroundings.advise({
    v: 1,
    id,
    kind: kindOf(rating, details),
    channel: surroundings.channel,
    submittedBy: 'customer',
    occurredAt: formatInstant(tap?.at ?? at, tap?.offset ?? 0),
    locale: tap?.locale ?? tap?.source?.attributes?.['locale'] ?? surroundings.locale,
    ...details,
    rating,
    order,
    ...(customer ? { subject: { id: customer } } : {}),
    client: { sdk: surroundings.sdk, platform: surroundings.platform },
  });
}

/** The events that these later steps amount to, in the order in which they are to be sent. */
export function toEvents(steps: readonly Step[], newId: () => string): FeedbackEvent[] {
  const { rating, details, removed, withdrawn } = fold(steps);
  const at = formatInstant(steps[steps.length - 1]?.at ?? 0, 0);
  const rated = Object.keys(rating).length > 0;
  const events: FeedbackEvent[] = [];
  if (rated || Object.keys(details).length > 0) {
    events.push({ id: newId(), at, type: 'details-added', details: { ...details, ...(rated ? { rating } : {}) } });
  }
  for (const { id, cause } of removed) events.push({ id: newId(), at, type: 'attachment-removed', attachment: id, cause });
  if (withdrawn) events.push({ id: newId(), at, type: 'withdrawn' });
  return events;
}

/** What one tap says. */
export const thumbRating = (value: 1 | -1) => ({ overall: { scale: 'thumb', value } }) as const;

/** −1 as soon as anything is rated as a problem, which is a thumb down or three stars and fewer; 1 for any other rating, 0 where there is none. */
export function polarityOf(rating: Rating): -1 | 0 | 1 {
  const scores = [rating.overall, rating.goods, rating.delivery].filter((score) => !!score);
  const isBad = scores.some((score) => (score.scale === 'thumb' ? score.value < 0 : score.scale === 'stars5' && score.value <= 3));
  return isBad ? -1 : scores.length > 0 ? 1 : 0;
}

/** Nothing rated and nothing named is a question. */
export function kindOf(rating: Rating, details: Said['details']): Submission['kind'] {
  const codes = (details.reasons ?? []).map((reason) => reason.code);
  if (codes.length > 0 && codes.every((code) => code.startsWith('idea.'))) return 'idea';
  const polarity = polarityOf(rating);
  if (codes.length === 0 && polarity === 0) return 'question';
  return polarity < 0 || codes.some((code) => !code.startsWith('praise.')) ? 'complaint' : 'praise';
}
