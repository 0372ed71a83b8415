import type { Database } from './database.js';

/**
 * Every step of the schema, oldest first; a step that has run is never edited. PostgreSQL 15 and PGlite run the same text.
 *
 * `receipts` is the memory of ids: a row of `feedback` may be deleted, its receipt stays, so that an id is never stored twice.
 * `raw` holds the bytes as they came; `body` is the readable copy, cleaned of what jsonb refuses (U+0000, lone surrogates).
 */
const steps: readonly string[] = [
  `
  create table if not exists receipts (
    id uuid primary key,
    site text not null,
    digest text not null,
    ref text not null unique,
    received_at timestamptz not null,
    attempts integer not null default 1,
    last_attempt_at timestamptz not null,
    token_nonce text not null,
    token_hash text not null unique
  );

  create table if not exists feedback (
    id uuid primary key references receipts (id),
    site text not null,
    stage text not null default 'received',
    kind text not null,
    level integer,
    priority text,
    red boolean not null,
    trust text not null,
    order_id text,
    subject_id text,
    claims jsonb,
    body jsonb not null,
    raw bytea not null,
    sent_at text,
    queued_for_ms double precision,
    clock_error_ms double precision,
    rtt_ms double precision,
    flags jsonb not null default '[]',
    withdrawn_at timestamptz,
    updated_at timestamptz not null
  );
  create index if not exists feedback_order on feedback (site, order_id);
  create index if not exists feedback_subject on feedback (site, subject_id);
  create index if not exists receipts_received on receipts (received_at desc, id desc);

  create table if not exists events (
    id uuid primary key,
    feedback_id uuid not null references feedback (id) on delete cascade,
    type text not null,
    digest text not null,
    body jsonb not null,
    raw bytea not null,
    sent_at text,
    received_at timestamptz not null
  );
  create index if not exists events_feedback on events (feedback_id, received_at, id);

  create table if not exists attachments (
    feedback_id uuid not null references feedback (id) on delete cascade,
    id uuid not null,
    kind text,
    shot text,
    source text,
    captured_at text,
    named_at timestamptz,
    removed_at timestamptz,
    removed_cause text,
    sha256 text,
    bytes integer,
    mime text,
    stored_at timestamptz,
    primary key (feedback_id, id)
  );
  `,
];

/** Brings the schema to the newest step; harmless when repeated, and when two servers start at once. */
export async function migrate(db: Database): Promise<void> {
  await db.transaction(async (transaction) => {
    // Any number does: it only has to be the same in every server that starts.
    await transaction.query('select pg_advisory_xact_lock(7250117)');
    await transaction.script(
      'create table if not exists schema_version (version integer primary key, applied_at timestamptz not null default now())',
    );
    const [row] = await transaction.query<{ version: number }>('select coalesce(max(version), 0)::int as version from schema_version');
    for (const [index, step] of steps.entries()) {
      const version = index + 1;
      if (version <= (row?.version ?? 0)) continue;
      await transaction.script(step);
      await transaction.query('insert into schema_version (version) values ($1)', [version]);
    }
  });
}
