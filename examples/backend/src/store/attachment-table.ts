import type { Details } from '@yijian/sdk/contract';
import type { Queryable } from './database.js';

export type Named = NonNullable<Details['attachments']>[number];

/** What is known of bytes that have arrived whole. */
export interface StoredBytes {
  readonly sha256: string;
  readonly bytes: number;
  readonly mime: string;
}

/**
 * Attachments that the text named become due, unless they are here already or were taken back. Names above `most` a feedback are
 * passed over and flagged: words are never refused for their photos. The feedback's row must be locked or new.
 */
export async function nameAttachments(db: Queryable, feedback: string, all: readonly Named[], most: number, at: Date): Promise<void> {
  if (all.length === 0) return;
  const rows = await db.query<{ id: string }>('select id from attachments where feedback_id = $1', [feedback]);
  const known = new Set(rows.map(({ id }) => id));
  const named = all.filter(({ id }) => known.has(id) || (known.size < most && known.add(id)));
  if (named.length < all.length) {
    await db.query(`update feedback set flags = flags || '["too-many-attachments"]' where id = $1 and not flags ? 'too-many-attachments'`, [
      feedback,
    ]);
  }
  await db.query(
    `insert into attachments (feedback_id, id, kind, shot, source, captured_at, named_at)
     select distinct on (id) $1::uuid, id, kind, shot, source, "capturedAt", $3::timestamptz
     from jsonb_to_recordset($2::jsonb) as named (id uuid, kind text, shot text, source text, "capturedAt" text)
     on conflict (feedback_id, id) do update set kind = excluded.kind, shot = excluded.shot, source = excluded.source,
       captured_at = excluded.captured_at, named_at = coalesce(attachments.named_at, excluded.named_at)`,
    [feedback, JSON.stringify(named), at],
  );
}

/** Takes an attachment out of what is due; it may not even have been named yet. */
export async function removeAttachment(db: Queryable, feedback: string, id: string, cause: string, at: Date): Promise<void> {
  await db.query(
    `insert into attachments (feedback_id, id, removed_at, removed_cause) values ($1, $2, $3, $4)
     on conflict (feedback_id, id) do update set removed_at = coalesce(attachments.removed_at, excluded.removed_at),
       removed_cause = case excluded.removed_cause when 'customer' then 'customer'
         else coalesce(attachments.removed_cause, excluded.removed_cause) end`,
    [feedback, id, at, cause],
  );
}

/**
 * Keeps a place for an attachment whose bytes begin to arrive; false where `most` are taken.
 * The place is nothing that staff sees or a device is asked for.
 */
export async function reserveAttachment(db: Queryable, feedback: string, id: string, most: number): Promise<boolean> {
  await db.query('select id from feedback where id = $1 for update', [feedback]);
  const [taken] = await db.query<{ count: number }>('select count(*)::int as count from attachments where feedback_id = $1', [feedback]);
  if ((taken?.count ?? 0) >= most) return false;
  await db.query('insert into attachments (feedback_id, id) values ($1, $2) on conflict do nothing', [feedback, id]);
  return true;
}

/**
 * Says that the bytes are on disk; bytes that came before their name are kept as unnamed,
 * and what was told to be lost is not, unless the customer took it back.
 */
export async function keepAttachment(db: Queryable, feedback: string, id: string, stored: StoredBytes, at: Date): Promise<void> {
  await db.query(
    `insert into attachments (feedback_id, id, sha256, bytes, mime, stored_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (feedback_id, id) do update set sha256 = excluded.sha256, bytes = excluded.bytes, mime = excluded.mime,
       stored_at = excluded.stored_at,
       removed_at = case attachments.removed_cause when 'customer' then attachments.removed_at end,
       removed_cause = case attachments.removed_cause when 'customer' then 'customer' end
     where attachments.stored_at is null`,
    [feedback, id, stored.sha256, stored.bytes, stored.mime, at],
  );
}

/** Ids that were named and have not arrived, in the order in which they were made. */
export async function neededAttachments(db: Queryable, feedback: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select attachments.id from attachments join feedback on feedback.id = attachments.feedback_id
     where feedback_id = $1 and named_at is not null and removed_at is null and stored_at is null and withdrawn_at is null
     order by attachments.id`,
    [feedback],
  );
  return rows.map(({ id }) => id);
}

/** What the row of one attachment says about its bytes. */
export interface AttachmentRow {
  readonly sha256: string | null;
  readonly mime: string | null;
  /** Taken back by the customer, for good. */
  readonly takenBack: boolean;
  readonly stored: boolean;
}

export async function findAttachment(db: Queryable, feedback: string, id: string): Promise<AttachmentRow | undefined> {
  const [row] = await db.query<AttachmentRow>(
    `select sha256, mime, coalesce(removed_cause = 'customer', false) as "takenBack", stored_at is not null as stored
     from attachments where feedback_id = $1 and id = $2`,
    [feedback, id],
  );
  return row;
}
