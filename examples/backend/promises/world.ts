import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import {
  createApp,
  createFolderPhotoStore,
  demoConfig,
  demoSite,
  type Config,
  type Database,
  type MerchantKey,
  type PhotoStore,
} from '../src/index.js';

export const merchantKey: MerchantKey = { alg: 'HS256', kid: 'test-1', secret: 'a secret of at least thirty-two bytes' };
export const shopOrigin = 'https://shop.example';
export { demoSite };

/** A running backend on an empty database, a folder of its own, and a clock that only a test moves. */
export interface World {
  readonly db: Database;
  readonly photos: PhotoStore;
  readonly folder: string;
  readonly clock: { now: number };
  call(path: string, init?: RequestInit): Promise<Response>;
  end(): Promise<void>;
}

export interface WorldOptions {
  readonly photos?: (store: PhotoStore) => PhotoStore;
  readonly config?: Partial<Config>;
}

export async function createWorld(db: Database, { photos: wrap = (store) => store, config }: WorldOptions = {}): Promise<World> {
  await db.query('truncate receipts, feedback, events, attachments');
  const folder = await mkdtemp(join(tmpdir(), 'yijian-backend-'));
  const clock = { now: Date.parse('2026-11-22T10:05:00Z') };
  const photos = wrap(createFolderPhotoStore(join(folder, 'photos')));
  const base = demoConfig({ secret: 'a secret that signs the status tokens', key: merchantKey, origins: [shopOrigin] });
  const other = {
    origins: ['https://other.example'],
    keys: [{ ...merchantKey, secret: 'the other shop has another secret key' }],
    policy: { policy: 'base@1' },
  };
  const app = createApp({
    db,
    photos,
    config: { ...base, sites: { ...base.sites, 'other-shop': other }, ...config },
    now: () => clock.now,
  });
  return {
    db,
    photos,
    folder,
    clock,
    call: async (path, init) => app.fetch(new Request(`http://localhost${path}`, init)),
    end: () => rm(folder, { recursive: true, force: true }),
  };
}

export type Body = Record<string, unknown>;

export const newId = (): string => randomUUID();

/** A thumb down, valid as it is. */
export function submissionBody(more: Body = {}): Body & { id: string } {
  return {
    v: 1,
    id: newId(),
    kind: 'complaint',
    channel: 'web_widget',
    submittedBy: 'customer',
    occurredAt: '2026-11-22T18:04:11+08:00',
    locale: 'zh-CN',
    rating: { overall: { scale: 'thumb', value: -1 } },
    ...more,
  };
}

export function post(world: World, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return world.call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'yijian-site': demoSite, ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
  });
}

/** What a receipt, a ticket or an answer may hold, read loosely. */
export interface Answer {
  id: string;
  ref: string;
  receivedAt: string;
  priority: string | null;
  red: boolean;
  statusToken: string;
  need: string[];
  offset?: number;
  sha256?: string;
  type: string;
  errors?: { pointer: string; detail: string }[];
  tickets: Answer[];
  timeline: { type: string }[];
  messages: { text: string }[];
  stage: string;
}

/** The answer's JSON, once its status is the one promised. */
export async function read(response: Response | Promise<Response>, status = 200): Promise<Answer> {
  const answer = await response;
  const text = await answer.text();
  expect({ status: answer.status, text: answer.status === status ? '' : text }).toEqual({ status, text: '' });
  return JSON.parse(text) as Answer;
}

/** The last part of a problem's type, once the status is the one promised. */
export async function problem(response: Response | Promise<Response>, status: number): Promise<string> {
  const answer = await response;
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const { type } = await read(answer, status);
  expect(type).toMatch(/^https:\/\/yijian\.dev\/problems\//);
  return type.slice('https://yijian.dev/problems/'.length);
}

export async function submit(world: World, more: Body = {}): Promise<Answer> {
  return read(post(world, '/v1/feedback', submissionBody(more)), 201);
}

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export interface UploadFields {
  readonly sha256?: string;
  readonly offset?: number;
  readonly total?: number;
}

export function upload(
  world: World,
  feedback: string,
  attachment: string,
  bytes: Uint8Array,
  fields: UploadFields = {},
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ sha256: sha256(bytes), ...fields })) form.set(name, String(value));
  form.set('file', new Blob([new Uint8Array(bytes)]), 'photo.jpg');
  return world.call(`/v1/feedback/${feedback}/attachments/${attachment}`, {
    method: 'POST',
    headers: { 'yijian-site': demoSite },
    body: form,
  });
}

/** Bytes that begin as a JPEG does; the rest differs by `seed`. */
export function picture(length = 5000, seed = 1): Uint8Array {
  const bytes = Uint8Array.from({ length }, (_, index) => (index * 31 + seed * 17) % 251);
  bytes.set([0xff, 0xd8, 0xff, 0xe0]);
  return bytes;
}

/** What the backend holds, as /admin/feedback.json tells it. */
export interface Listed {
  id: string;
  ref: string;
  attempts: number;
  trust: string;
  orderId: string | null;
  subjectId: string | null;
  level: number | null;
  priority: string | null;
  red: boolean;
  flags: string[];
  queuedForMs: number | null;
  clockErrorMs: number | null;
  rttMs: number | null;
  tappedAt: string | null;
  withdrawnAt: string | null;
  body: Body & { text?: string };
  events: (Body & { type: string })[];
  attachments: { id: string; state: string; sha256: string | null; url: string | null; mime: string | null; removedCause: string | null }[];
  need: string[];
}

export async function listed(world: World): Promise<Listed[]> {
  const response = await world.call('/admin/feedback.json');
  return ((await response.json()) as { feedback: Listed[] }).feedback;
}

export async function only(world: World): Promise<Listed> {
  const rows = await listed(world);
  expect(rows).toHaveLength(1);
  const [row] = rows;
  if (!row) throw new Error('nothing is stored');
  return row;
}
