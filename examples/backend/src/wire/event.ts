import { createHash } from 'node:crypto';
import { event } from '@yijian/sdk/contract';
import type { Context } from 'hono';
import { namedSite, pathId, type Backend } from '../backend.js';
import { nameAttachments, neededAttachments, removeAttachment } from '../store/attachment-table.js';
import type { Queryable } from '../store/database.js';
import { eventBytes, insertEvent, isSameEvent, type NewEvent } from '../store/event-table.js';
import { findReceipt, raiseFeedback, type ReceiptRow } from '../store/feedback-table.js';
import { raise } from '../triage.js';
import { storable } from './json-text.js';
import { ProblemError } from './problem.js';
import { fit, readJson } from './request-body.js';
import { visitorAddress } from './visitor-rate.js';

/** `POST /v1/feedback/{id}/events`: appended once, in any state of the feedback; tells what is still needed. */
export async function postEvent(backend: Backend, context: Context): Promise<Response> {
  const { key: site } = namedSite(backend, context);
  const { bytes, value } = await readJson(context.req.raw);
  const feedback = pathId(context, 'id');
  const body = fit(event, value);
  const receipt = await knownReceipt(backend.db, feedback, site);
  const urgency = body.type === 'details-added' ? raise(receipt.level, body.details) : undefined;
  const address = visitorAddress(context, backend.config.trustProxy ?? false);
  backend.rate.count({ site: `${site} events`, address, urgent: (urgency?.red ?? false) || (receipt.red ?? false) });
  const record: NewEvent = {
    feedback,
    digest: createHash('sha256').update(bytes).digest('hex'),
    raw: bytes,
    body: storable(body),
    sentAt: context.req.header('yijian-sent-at')?.slice(0, 64) ?? null,
  };
  const isFree = urgency?.red === true || body.type === 'withdrawn' || body.type === 'attachment-removed';
  const need = await backend.db.transaction((transaction) => append(backend, transaction, record, isFree));
  if (body.type === 'attachment-removed' && body.cause === 'customer') await forgetBytes(backend, feedback, body.attachment);
  return context.json({ id: body.id, need }, 200, { 'cache-control': 'no-store' });
}

/** The receipt of a feedback that this site has, or the problem that makes the device post it again. */
export async function knownReceipt(db: Queryable, feedback: string, site: string): Promise<ReceiptRow> {
  const receipt = await findReceipt(db, feedback);
  if (receipt?.site !== site) throw new ProblemError('missing-feedback');
  return receipt;
}

async function append(backend: Backend, db: Queryable, record: NewEvent, isFree: boolean): Promise<string[]> {
  const at = new Date(backend.now());
  // Events of one feedback take turns, so that two that both raise its urgency cannot overwrite each other.
  const [row] = await db.query<Pick<ReceiptRow, 'level'>>('select level from feedback where id = $1 for update', [record.feedback]);
  // Erased: it takes no more, and a problem would make the device start again.
  if (!row) return [];
  if (await insertEvent(db, record, at)) {
    if (!isFree && (await eventBytes(db, record.feedback)) > backend.limits.eventBytes)
      throw new ProblemError('too-large', { detail: 'this feedback takes no more' });
    await apply(backend, db, record, row.level, at);
  } else if (!(await isSameEvent(db, record))) throw new ProblemError('key-reused');
  return neededAttachments(db, record.feedback);
}

async function apply(
  { limits }: Backend,
  db: Queryable,
  { feedback, body }: NewEvent,
  level: ReceiptRow['level'],
  at: Date,
): Promise<void> {
  switch (body.type) {
    case 'details-added':
      await nameAttachments(db, feedback, body.details.attachments ?? [], limits.attachments, at);
      await raiseFeedback(db, feedback, raise(level, body.details));
      break;
    case 'attachment-removed':
      await removeAttachment(db, feedback, body.attachment, body.cause, at);
      break;
    case 'withdrawn':
      await db.query("update feedback set withdrawn_at = coalesce(withdrawn_at, $2), stage = 'closed' where id = $1", [feedback, at]);
      break;
    case 'reopened':
      await db.query(
        "update feedback set stage = 'in_progress', withdrawn_at = null where id = $1 and stage in ('solved', 'rated', 'closed')",
        [feedback],
      );
      break;
    default:
      break; // Kept as a fact; nothing else follows from it yet.
  }
  await db.query('update feedback set updated_at = $2 where id = $1', [feedback, at]);
}

/** A photo that the customer took back is deleted, not only hidden. */
async function forgetBytes({ photos, turns }: Backend, feedback: string, attachment: string): Promise<void> {
  await turns.take(`${feedback}/${attachment}`, () => photos.forget({ feedback, attachment }));
}
