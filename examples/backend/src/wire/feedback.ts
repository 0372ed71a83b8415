import { createHash } from 'node:crypto';
import { submission, type Receipt, type Submission } from '@yijian/sdk/contract';
import type { Context } from 'hono';
import { namedSite, type Backend } from '../backend.js';
import type { Site } from '../config.js';
import { nameAttachments, neededAttachments } from '../store/attachment-table.js';
import type { Queryable } from '../store/database.js';
import {
  countAttempt,
  findReceipt,
  insertFeedback,
  insertReceipt,
  type NewFeedback,
  type ReceiptRow,
  type Travel,
} from '../store/feedback-table.js';
import { newRef } from '../store/ref.js';
import { triage } from '../triage.js';
import { verifyOrderToken } from '../trust/order-token.js';
import { newNonce, statusToken, tokenHash } from '../trust/status-token.js';
import { storable } from './json-text.js';
import { ProblemError } from './problem.js';
import { fit, readJson } from './request-body.js';
import { visitorAddress } from './visitor-rate.js';

/** `POST /v1/feedback`: 201 the first time, 200 on a repeat, the current state both times. */
export async function postFeedback(backend: Backend, context: Context): Promise<Response> {
  const { key: siteKey, site } = namedSite(backend, context);
  const { bytes, value } = await readJson(context.req.raw);
  const body = fit(submission, value);
  checkKey(context.req.header('idempotency-key'), body.id);
  const urgency = triage(body);
  const flags = backend.rate.count({
    site: siteKey,
    address: visitorAddress(context, backend.config.trustProxy ?? false),
    urgent: urgency.red,
  });
  const at = new Date(backend.now());
  const about = aboutOrder(site, siteKey, body, backend.now());
  const feedback: NewFeedback = {
    site: siteKey,
    digest: createHash('sha256').update(bytes).digest('hex'),
    raw: bytes,
    body: storable(body),
    triage: urgency,
    ...storable({ trust: about.trust, orderId: about.orderId, subjectId: about.subjectId, claims: about.claims }),
    travel: travelled(context, body.occurredAt, backend.now()),
    flags: [...flags, ...about.flags],
  };
  const { created, receipt } = await backend.db.transaction((transaction) => store(backend, transaction, feedback, at));
  return context.json(receipt, created ? 201 : 200, { 'cache-control': 'no-store' });
}

async function store(backend: Backend, db: Queryable, feedback: NewFeedback, at: Date): Promise<{ created: boolean; receipt: Receipt }> {
  const { id, attachments = [] } = feedback.body;
  const { created, row } = await takeId(db, feedback, backend.config.secret, at);
  if (created) {
    await insertFeedback(db, feedback, at);
    await nameAttachments(db, id, attachments, backend.limits.attachments, at);
  } else {
    if (row.site !== feedback.site || row.digest !== feedback.digest) throw new ProblemError('key-reused');
    await countAttempt(db, id, at);
  }
  const need = created && attachments.length === 0 ? [] : await neededAttachments(db, id);
  return { created, receipt: receiptOf(row, need, backend.config.secret) };
}

/** What a receipt is made of. */
type Taken = Pick<ReceiptRow, 'id' | 'site' | 'digest' | 'ref' | 'receivedAt' | 'tokenNonce' | 'red' | 'priority'>;

async function takeId(
  db: Queryable,
  { site, digest, body: { id }, triage: { red, priority } }: NewFeedback,
  secret: string,
  at: Date,
): Promise<{ created: boolean; row: Taken }> {
  for (let draw = 0; draw < 5; draw++) {
    const row: Taken = { id, site, digest, ref: newRef(), receivedAt: at, tokenNonce: newNonce(), red, priority };
    if (await insertReceipt(db, { ...row, tokenHash: tokenHash(statusToken(secret, row.tokenNonce)), at })) return { created: true, row };
    const known = await findReceipt(db, id);
    if (known) return { created: false, row: known };
    // Neither ours nor there: the drawn number was taken.
  }
  throw new ProblemError('unavailable', { retryAfter: 1 });
}

function receiptOf(row: Taken, need: string[], secret: string): Receipt {
  return {
    id: row.id,
    ref: row.ref,
    receivedAt: row.receivedAt.toISOString(),
    priority: row.priority,
    red: row.red ?? false,
    notified: [],
    // The base policy has no numbers, and none is invented.
    clocks: { acknowledgeBy: null, respondBy: null, resolveBy: null },
    message: null,
    offers: [],
    statusToken: statusToken(secret, row.tokenNonce),
    need,
  };
}

/** The header mirrors the body's id; quotes are allowed, as in a structured field. */
function checkKey(header: string | undefined, id: string): void {
  if (header !== undefined && header.replace(/^"(.*)"$/, '$1') !== id) throw new ProblemError('key-mismatch');
}

function aboutOrder(site: Site, siteKey: string, { order, subject }: Submission, now: number) {
  const claims = order?.token ? verifyOrderToken(order.token, { site: siteKey, keys: site.keys, now }) : undefined;
  const flags: string[] = [];
  if (order?.token && !claims) flags.push('order-token-refused');
  if (claims?.order?.id !== undefined && order?.id != null && claims.order.id !== order.id) flags.push('order-mismatch');
  if (claims?.subject?.id !== undefined && subject?.id != null && claims.subject.id !== subject.id) flags.push('subject-mismatch');
  // The token is about something else: what the page said beside it is the page's word.
  if (claims && claims.order?.id === undefined && order?.id != null) flags.push('order-unsigned');
  if (claims && claims.subject?.id === undefined && subject?.id != null) flags.push('subject-unsigned');
  // A page may say `signed` as often as it likes: without a token that holds, it is not.
  const trust = claims ? ('signed' as const) : order?.trust === 'page' && !order.token ? ('page' as const) : ('none' as const);
  return {
    trust,
    orderId: claims?.order?.id ?? order?.id ?? null,
    subjectId: claims?.subject?.id ?? subject?.id ?? null,
    claims: claims ?? null,
    flags,
  };
}

/** A difference of two clocks in milliseconds; what no wrong clock explains is not told on, and a date made of it would be none. */
const believable = (difference: number): number | null => (Math.abs(difference) < 100 * 365 * 86_400_000 ? difference : null);

function travelled(context: Context, occurredAt: string, now: number): Travel {
  const sentAt = context.req.header('yijian-sent-at')?.slice(0, 64) ?? null;
  const sent = Date.parse(sentAt ?? '');
  const tapped = Date.parse(occurredAt);
  const rtt = Number(context.req.header('yijian-rtt') ?? NaN);
  return {
    sentAt,
    queuedForMs: believable(sent - tapped),
    clockErrorMs: believable(now - sent),
    rttMs: Number.isFinite(rtt) && rtt >= 0 ? rtt : null,
  };
}
