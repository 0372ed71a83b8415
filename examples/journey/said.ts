import type { FeedbackEvent, Submission } from '@yijian/sdk/contract';
import type { Row } from './merchant.js';

/** What the customer of `tellAll` says, in words. */
export const ownWords = '盒底两颗压坏了，第三颗有点发白。';

type Details = Partial<Submission> & Extract<FeedbackEvent, { type: 'details-added' }>['details'];

/** All that one feedback says: its body, and over it what came later. */
export function said(row: Row): Details {
  const later = row.events.flatMap((event) => (event.type === 'details-added' ? [event.details as Details] : []));
  const all: readonly Details[] = [row.body as Details, ...later];
  return {
    ...Object.assign({}, ...all),
    rating: Object.assign({}, ...all.map(({ rating }) => rating ?? {})),
    attachments: all.flatMap(({ attachments = [] }) => attachments),
  };
}
