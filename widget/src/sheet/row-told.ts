import type { Entry, FirstCatalogue } from './sdk.js';

/** Where the feedback of a row is, never more than is true; empty while the tap is being written. `durable` is that of the last tap, `entry` what the outbox holds. */
export function rowTold(words: FirstCatalogue['trigger'], entry: Entry | undefined, durable: boolean | undefined): string {
  if (durable === undefined) return '';
  if (entry?.state === 'needs_action') return words.refused;
  if (entry?.ref && !entry.waiting) return `${words.received} · ${entry.ref}`;
  return durable ? words.saved : words.unsaved;
}
