import type { FeedbackEvent, Submission } from '@yijian/sdk/contract';
import type { Queryable } from '../store/database.js';
import { eventsOf } from '../store/event-table.js';

/** `stored`: here and named; `missing`: named, not here; `unnamed`: here, no text names it yet; `removed`: taken back. */
export type AttachmentState = 'stored' | 'missing' | 'unnamed' | 'removed';

export interface ListedAttachment {
  readonly id: string;
  readonly kind: string | null;
  readonly shot: string | null;
  readonly source: string | null;
  readonly state: AttachmentState;
  /** Why it was removed: by the `customer`, `lost` on the device, or `refused` by us. */
  readonly removedCause: string | null;
  readonly sha256: string | null;
  readonly bytes: number | null;
  readonly mime: string | null;
  readonly storedAt: Date | null;
  /** Where the bytes are read. */
  readonly url: string | null;
}

/** All that is known of one feedback, as /admin/feedback.json gives it. */
export interface ListedFeedback {
  readonly id: string;
  readonly ref: string;
  readonly site: string;
  readonly stage: string;
  readonly kind: string;
  readonly level: number | null;
  readonly priority: string | null;
  readonly red: boolean;
  readonly trust: string;
  readonly orderId: string | null;
  readonly subjectId: string | null;
  readonly claims: unknown;
  readonly receivedAt: Date;
  /** When it was tapped by our clock: a wrong clock on the device cancels out. */
  readonly tappedAt: Date | null;
  /** How often this submission arrived. */
  readonly attempts: number;
  readonly lastAttemptAt: Date;
  /** The device's clock, as it told it. */
  readonly sentAt: string | null;
  readonly queuedForMs: number | null;
  readonly clockErrorMs: number | null;
  readonly rttMs: number | null;
  readonly flags: readonly string[];
  /** SHA-256 of the body's bytes. */
  readonly digest: string;
  readonly withdrawnAt: Date | null;
  readonly updatedAt: Date;
  readonly body: Submission;
  readonly events: readonly (FeedbackEvent & { readonly receivedAt: Date })[];
  readonly attachments: readonly ListedAttachment[];
  /** Attachments still due. */
  readonly need: readonly string[];
}

type FeedbackRow = Omit<ListedFeedback, 'tappedAt' | 'events' | 'attachments' | 'need'>;
type AttachmentRow = Omit<ListedAttachment, 'state' | 'url'> & { readonly feedback: string; readonly named: boolean };

/** The newest feedback first; `before` is the id to go on after. */
export async function listFeedback(
  db: Queryable,
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<ListedFeedback[]> {
  const rows = await db.query<FeedbackRow>(
    `select receipts.id, ref, receipts.site, stage, kind, level, priority, red, trust, order_id as "orderId", subject_id as "subjectId",
       claims, received_at as "receivedAt", attempts, last_attempt_at as "lastAttemptAt", sent_at as "sentAt",
       queued_for_ms as "queuedForMs", clock_error_ms as "clockErrorMs", rtt_ms as "rttMs", flags, digest,
       withdrawn_at as "withdrawnAt", updated_at as "updatedAt", body
     from receipts join feedback on feedback.id = receipts.id
     where $2::uuid is null or (received_at, receipts.id) < (select received_at, id from receipts where id = $2)
     order by received_at desc, receipts.id desc limit $1`,
    [limit, before ?? null],
  );
  const ids = rows.map(({ id }) => id);
  const events = group(await eventsOf(db, ids));
  const attachments = group(await attachmentsOf(db, ids));
  return rows.map((row) => {
    const listed = (attachments.get(row.id) ?? []).map(listAttachment);
    return {
      ...row,
      tappedAt: tappedAt(row),
      events: (events.get(row.id) ?? []).map(({ body, receivedAt }) => ({ ...body, receivedAt })),
      attachments: listed,
      need: row.withdrawnAt ? [] : listed.filter(({ state }) => state === 'missing').map(({ id }) => id),
    };
  });
}

function tappedAt({ receivedAt, queuedForMs }: FeedbackRow): Date | null {
  const time = new Date(receivedAt.getTime() - Math.max(0, queuedForMs ?? NaN));
  // Rows of an earlier version may hold what no date can.
  return time.getFullYear() > 1900 ? time : null;
}

function attachmentsOf(db: Queryable, feedback: readonly string[]): Promise<AttachmentRow[]> {
  return db.query<AttachmentRow>(
    `select feedback_id as feedback, id, kind, shot, source, named_at is not null as named, removed_cause as "removedCause",
       sha256, bytes, mime, stored_at as "storedAt" from attachments
     where feedback_id in (select value::uuid from jsonb_array_elements_text($1::jsonb))
       and (named_at is not null or stored_at is not null or removed_at is not null) order by id`,
    [JSON.stringify(feedback)],
  );
}

function listAttachment({ feedback, named, ...row }: AttachmentRow): ListedAttachment {
  const state = row.removedCause ? 'removed' : !row.storedAt ? 'missing' : named ? 'stored' : 'unnamed';
  const readable = row.storedAt !== null && row.removedCause !== 'customer';
  return { ...row, state, url: readable ? `/admin/attachments/${feedback}/${row.id}` : null };
}

function group<Row extends { readonly feedback: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.feedback, [...(groups.get(row.feedback) ?? []), row]);
  return groups;
}
