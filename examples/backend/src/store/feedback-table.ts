import type { Submission } from '@yijian/sdk/contract';
import type { Level } from '../reason-words.js';
import type { Triage } from '../triage.js';
import type { OrderClaims } from '../trust/order-token.js';
import type { Queryable } from './database.js';

/** What the way here was like, as far as headers and clocks tell. */
export interface Travel {
  /** The device's clock when it sent, as it was given. */
  readonly sentAt: string | null;
  readonly queuedForMs: number | null;
  /** Our clock minus the device's, in ms. */
  readonly clockErrorMs: number | null;
  readonly rttMs: number | null;
}

export interface NewFeedback {
  readonly site: string;
  readonly digest: string;
  readonly raw: Uint8Array;
  /** Fit for PostgreSQL. */
  readonly body: Submission;
  readonly triage: Triage;
  readonly trust: 'signed' | 'page' | 'none';
  readonly orderId: string | null;
  readonly subjectId: string | null;
  readonly claims: OrderClaims | null;
  readonly travel: Travel;
  readonly flags: readonly string[];
}

/** The memory of one id, with the state of its feedback where that has not been deleted. */
export interface ReceiptRow {
  readonly id: string;
  readonly site: string;
  readonly digest: string;
  readonly ref: string;
  readonly receivedAt: Date;
  readonly tokenNonce: string;
  readonly erased: boolean;
  readonly red: boolean | null;
  readonly level: Level | null;
  readonly priority: string | null;
}

export async function findReceipt(db: Queryable, id: string): Promise<ReceiptRow | undefined> {
  const [row] = await db.query<ReceiptRow>(
    `select receipts.id, receipts.site, digest, ref, received_at as "receivedAt", token_nonce as "tokenNonce",
       feedback.id is null as erased, red, level, priority
     from receipts left join feedback on feedback.id = receipts.id where receipts.id = $1`,
    [id],
  );
  return row;
}

/** Takes the id for good; false when it, or the drawn number, is taken already. A concurrent taker of the same id waits. */
export async function insertReceipt(
  db: Queryable,
  receipt: { id: string; site: string; digest: string; ref: string; tokenNonce: string; tokenHash: string; at: Date },
): Promise<boolean> {
  const rows = await db.query(
    `insert into receipts (id, site, digest, ref, received_at, last_attempt_at, token_nonce, token_hash)
     values ($1, $2, $3, $4, $5, $5, $6, $7) on conflict do nothing returning id`,
    [receipt.id, receipt.site, receipt.digest, receipt.ref, receipt.at, receipt.tokenNonce, receipt.tokenHash],
  );
  return rows.length === 1;
}

export async function countAttempt(db: Queryable, id: string, at: Date): Promise<void> {
  await db.query('update receipts set attempts = attempts + 1, last_attempt_at = $2 where id = $1', [id, at]);
}

export async function insertFeedback(db: Queryable, feedback: NewFeedback, at: Date): Promise<void> {
  const { body, triage, travel } = feedback;
  await db.query(
    `insert into feedback (id, site, kind, level, priority, red, trust, order_id, subject_id, claims, body, raw,
       sent_at, queued_for_ms, clock_error_ms, rtt_ms, flags, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11::jsonb, $12, $13, $14, $15, $16, $17::jsonb, $18)`,
    [
      body.id,
      feedback.site,
      body.kind,
      triage.level,
      triage.priority,
      triage.red,
      feedback.trust,
      feedback.orderId,
      feedback.subjectId,
      feedback.claims === null ? null : JSON.stringify(feedback.claims),
      JSON.stringify(body),
      feedback.raw,
      travel.sentAt,
      travel.queuedForMs,
      travel.clockErrorMs,
      travel.rttMs,
      JSON.stringify(feedback.flags),
      at,
    ],
  );
}

export async function raiseFeedback(db: Queryable, id: string, { level, priority, red }: Triage): Promise<void> {
  // Only staff may clear red, so it is never set back here.
  await db.query('update feedback set level = $2, priority = $3, red = red or $4 where id = $1', [id, level, priority, red]);
}
