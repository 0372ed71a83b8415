import type { Stage, Ticket } from '@yijian/sdk/contract';
import type { Context } from 'hono';
import { pathId, type Backend } from '../backend.js';
import { siteOf } from '../config.js';
import { neededAttachments } from '../store/attachment-table.js';
import type { Queryable } from '../store/database.js';
import { stepsOf } from '../store/event-table.js';
import { verifyOrderToken } from '../trust/order-token.js';
import { tokenHash } from '../trust/status-token.js';
import { jsonWithEtag } from './etag.js';
import { storable } from './json-text.js';
import { ProblemError } from './problem.js';
import { readJson } from './request-body.js';
import { visitorAddress } from './visitor-rate.js';

/** Tickets of one order or customer that one answer lists at most. */
const mostTickets = 100;

/** `GET /v1/feedback/{id}`: the ticket for who may read it; for everybody else there is none. */
export async function getTicket(backend: Backend, context: Context): Promise<Response> {
  const id = pathId(context, 'id');
  const [, token] = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
  const [row] =
    token === undefined ? [] : (await readable(backend, token, context.req.header('yijian-site'), id)).filter((found) => found.id === id);
  if (!row) throw new ProblemError('not-found');
  return jsonWithEtag(context.req.raw, await ticketOf(backend.db, row));
}

/** `POST /v1/tickets`: the tickets of all tokens in one round trip; a token that opens nothing is passed over. */
export async function postTickets(backend: Backend, context: Context): Promise<Response> {
  const { value } = await readJson(context.req.raw);
  const tokens = tokensOf(value);
  const site = context.req.header('yijian-site');
  backend.rate.count({
    // An invented site is no count of its own.
    site: `${siteOf(backend.config, site) ? site : ''} tickets`,
    address: visitorAddress(context, backend.config.trustProxy ?? false),
    urgent: false,
  });
  const found = new Map<string, TicketRow>();
  for (const token of tokens) {
    for (const row of await readable(backend, token, site)) found.set(row.id, row);
  }
  const tickets = await Promise.all([...found.values()].slice(0, mostTickets).map((row) => ticketOf(backend.db, row)));
  return context.json({ tickets }, 200, { 'cache-control': 'no-store' });
}

interface TicketRow {
  readonly id: string;
  readonly ref: string;
  readonly stage: Stage;
  readonly red: boolean;
  readonly receivedAt: Date;
  readonly updatedAt: Date;
}

const columns = `receipts.id, ref, stage, red, received_at as "receivedAt", updated_at as "updatedAt"
  from receipts join feedback on feedback.id = receipts.id`;

/** What a token opens: a status token its one feedback, a signed order token those that came in with the same signed claims. */
async function readable({ db, config, now }: Backend, token: string, site: string | undefined, id?: string): Promise<TicketRow[]> {
  if (token.startsWith('yst_')) {
    return db.query<TicketRow>(`select ${columns} where token_hash = $1`, [tokenHash(token)]);
  }
  const key = site ?? (id === undefined ? undefined : await siteOfFeedback(db, id));
  const keys = siteOf(config, key)?.keys;
  const claims = key === undefined || keys === undefined ? undefined : storable(verifyOrderToken(token, { site: key, keys, now: now() }));
  const subject = claims?.subject?.id ?? null;
  const order = claims?.order?.id ?? null;
  // Only what was signed opens anything, not what the page said beside it. An order that has changed hands: where both sides name
  // a customer, it must be the same one.
  return db.query<TicketRow>(
    `select ${columns} where feedback.site = $1 and trust = 'signed' and (
       (subject_id = $2::text and claims->'subject'->>'id' = $2::text) or
       (order_id = $3::text and claims->'order'->>'id' = $3::text and (claims->'subject'->>'id' is null or $2::text is null)))
     and ($4::uuid is null or receipts.id = $4) order by received_at desc limit ${mostTickets}`,
    [key ?? '', subject, order, id ?? null],
  );
}

async function siteOfFeedback(db: Queryable, id: string): Promise<string | undefined> {
  const [row] = await db.query<{ site: string }>('select site from feedback where id = $1', [id]);
  return row?.site;
}

async function ticketOf(db: Queryable, row: TicketRow): Promise<Ticket> {
  const events = await stepsOf(db, row.id, shown);
  const messages = events.flatMap(({ type, text, receivedAt }) =>
    type === 'message-added' && text !== null ? [{ at: receivedAt.toISOString(), by: 'customer', text }] : [],
  );
  return {
    id: row.id,
    ref: row.ref,
    stage: row.stage,
    red: row.red,
    timeline: [
      { at: row.receivedAt.toISOString(), type: 'received' },
      ...events.map(({ type, receivedAt }) => ({ at: receivedAt.toISOString(), type })),
    ],
    owner: null,
    clocks: { acknowledgeBy: null, respondBy: null, resolveBy: null },
    offers: [],
    survey: null,
    messages,
    need: await neededAttachments(db, row.id),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Events that are a public step of the case. */
const shown = ['details-added', 'message-added', 'reopened', 'withdrawn'] as const;

function tokensOf(value: unknown): string[] {
  const tokens: unknown = typeof value === 'object' && value !== null && 'tokens' in value ? value.tokens : undefined;
  const faults = (detail: string) => new ProblemError('invalid-body', { errors: [{ pointer: '/tokens', detail }] });
  if (!Array.isArray(tokens)) throw faults('a list of tokens');
  if (tokens.length > mostTickets) throw faults(`at most ${mostTickets} tokens`);
  return tokens.filter((token): token is string => typeof token === 'string' && token.length <= 8192);
}
