import type { FeedbackEvent } from '@yijian/sdk/contract';
import type { Queryable } from './database.js';

export interface NewEvent {
  readonly feedback: string;
  readonly digest: string;
  readonly raw: Uint8Array;
  /** Fit for PostgreSQL. */
  readonly body: FeedbackEvent;
  readonly sentAt: string | null;
}

/** Appends an event; false when its id is taken. */
export async function insertEvent(db: Queryable, { feedback, digest, raw, body, sentAt }: NewEvent, at: Date): Promise<boolean> {
  const rows = await db.query(
    `insert into events (id, feedback_id, type, digest, body, raw, sent_at, received_at)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8) on conflict do nothing returning id`,
    [body.id, feedback, body.type, digest, JSON.stringify(body), raw, sentAt, at],
  );
  return rows.length === 1;
}

/** Whether the id belongs to these very bytes under this feedback. */
export async function isSameEvent(db: Queryable, { feedback, digest, body }: NewEvent): Promise<boolean> {
  const rows = await db.query('select id from events where id = $1 and feedback_id = $2 and digest = $3', [body.id, feedback, digest]);
  return rows.length === 1;
}

/** Bytes of all events of one feedback, as they came. */
export async function eventBytes(db: Queryable, feedback: string): Promise<number> {
  const [row] = await db.query<{ bytes: number }>(
    'select coalesce(sum(octet_length(raw)), 0)::int as bytes from events where feedback_id = $1',
    [feedback],
  );
  return row?.bytes ?? 0;
}

export interface EventRow {
  readonly feedback: string;
  readonly body: FeedbackEvent;
  readonly receivedAt: Date;
}

/** Events of several feedbacks, in the order in which they came. */
export async function eventsOf(db: Queryable, feedback: readonly string[]): Promise<EventRow[]> {
  return db.query<EventRow>(
    `select feedback_id as feedback, body, received_at as "receivedAt" from events
     where feedback_id in (select value::uuid from jsonb_array_elements_text($1::jsonb)) order by received_at, id`,
    [JSON.stringify(feedback)],
  );
}

export interface StepRow {
  readonly type: FeedbackEvent['type'];
  /** Of a message. */
  readonly text: string | null;
  readonly receivedAt: Date;
}

/** The newest 200 events of these types of one feedback, oldest first, without what they carry but a message's text. */
export async function stepsOf(db: Queryable, feedback: string, types: readonly FeedbackEvent['type'][]): Promise<StepRow[]> {
  const rows = await db.query<StepRow>(
    `select type, case type when 'message-added' then body->>'text' end as text, received_at as "receivedAt" from events
     where feedback_id = $1 and type in (select jsonb_array_elements_text($2::jsonb)) order by received_at desc, id desc limit 200`,
    [feedback, JSON.stringify(types)],
  );
  return rows.reverse();
}
