import { thumbRating, type TapInput, type TapStep } from '../core/index.js';

/** A tap as the loader writes it, which saves bytes there. */
export interface LoaderTap {
  /** Device wall clock, milliseconds. */
  readonly at: number;
  /** 1 or −1 stands for a thumb. */
  readonly rating: TapInput['rating'] | 1 | -1;
  /** What page and element said of the order, of the customer, and the language. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * What lies on disk in the outbox's own form: the loader begins a record as `{ v, id, steps }`, and its taps, also those that it
 * adds to a record, have no `type`. Garbage is left to the reader of records.
 */
export function completed(stored: unknown): unknown {
  const { steps } = Object(stored) as { readonly steps?: unknown };
  if (!Array.isArray(steps)) return stored;
  const all = steps.map((step: Partial<TapStep> | null) => (!step || step.type ? step : tapOf(step as LoaderTap)));
  return { customer: all[0]?.source?.attributes?.['customer'] || null, ...(stored as object), steps: all };
}

const tapOf = ({ rating, attributes, ...step }: LoaderTap): Partial<TapStep> => ({
  type: 'tap',
  ...step,
  rating: typeof rating === 'number' ? thumbRating(rating) : rating,
  ...(attributes && { source: { attributes } }),
});
