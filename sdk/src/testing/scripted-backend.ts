import type { Clock, FilePart, Http, HttpAnswer, HttpRequest } from '../core/index.js';
import { createSha256 } from '../memory/index.js';
import { commits, play, type Fault } from './faults.js';

/** What the backend keeps of one feedback. */
export interface StoredFeedback {
  readonly id: string;
  readonly ref: string;
  /** The body as it arrived first. */
  readonly text: string;
  readonly receivedAt: string;
  readonly events: { readonly id: string; readonly text: string }[];
  withdrawn: boolean;
  /** Attachment ids named so far, those taken back left out. */
  readonly named: Set<string>;
  readonly files: Map<string, { readonly sha256: string; readonly bytes: Uint8Array }>;
  /** Bytes of files that are not whole yet. */
  readonly parts: Map<string, Uint8Array>;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly file: FilePart | undefined;
  readonly at: number;
}

export interface ScriptedBackendOptions {
  readonly clock: Clock;
  /** Reads the part of a file that a request names, as the platform's byte store gives it. */
  readonly read: (key: string, offset: number, length: number) => Promise<{ arrayBuffer(): Promise<ArrayBuffer> }>;
  /** Asked once a request; what it returns is played. */
  readonly fault?: (request: SeenRequest, count: number) => Fault | undefined;
}

/** A backend of protocol v1 in memory, behind the `Http` port. */
export interface ScriptedBackend extends Http {
  readonly rows: ReadonlyMap<string, StoredFeedback>;
  readonly requests: readonly SeenRequest[];
  /** Requests that repeated something already stored. */
  readonly repeats: number;
  /** Bearer token that is asked for from now on; undefined: none. */
  token: string | undefined;
  /** What `GET /v1/policy` answers. */
  policy: { readonly body: unknown; readonly etag: string };
  /** Plays these faults to the next requests, one each. */
  script(...faults: readonly Fault[]): void;
}

const problems = 'https://yijian.dev/problems/';

export function createScriptedBackend({ clock, read, fault }: ScriptedBackendOptions): ScriptedBackend {
  const rows = new Map<string, StoredFeedback>();
  const requests: SeenRequest[] = [];
  const scripted: Fault[] = [];
  let repeats = 0;

  const stamp = () => new Date(clock.now()).toISOString();
  const needOf = (row: StoredFeedback) => [...row.named].filter((id) => !row.files.has(id));
  const missing = () => problem(409, 'missing-feedback', { missing: 'feedback' });

  function name(row: StoredFeedback, body: unknown): void {
    for (const { id } of attachmentsOf(body)) row.named.add(id);
  }

  function postFeedback(text: string): HttpAnswer {
    const body = parse(text);
    const id = field(body, 'id');
    if (typeof id !== 'string') return problem(400, 'invalid-body');
    let row = rows.get(id);
    const known = row !== undefined;
    if (row && row.text !== text) return problem(422, 'key-reused');
    if (row) repeats++;
    else {
      row = {
        id,
        ref: `A${1001 + rows.size}`,
        text,
        receivedAt: stamp(),
        events: [],
        withdrawn: false,
        named: new Set(),
        files: new Map(),
        parts: new Map(),
      };
      name(row, body);
      rows.set(id, row);
    }
    return json(known ? 200 : 201, {
      id,
      ref: row.ref,
      receivedAt: row.receivedAt,
      statusToken: `status-${id}`,
      message: null,
      need: needOf(row),
    });
  }

  function postEvent(feedbackId: string, text: string): HttpAnswer {
    const row = rows.get(feedbackId);
    if (!row) return missing();
    const body = parse(text);
    const id = field(body, 'id');
    if (typeof id !== 'string') return problem(400, 'invalid-body');
    const earlier = row.events.find((event) => event.id === id);
    if (earlier && earlier.text !== text) return problem(422, 'key-reused');
    if (earlier) repeats++;
    else {
      row.events.push({ id, text });
      const type = field(body, 'type');
      if (type === 'withdrawn') row.withdrawn = true;
      if (type === 'details-added') name(row, field(body, 'details'));
      if (type === 'attachment-removed') row.named.delete(String(field(body, 'attachment')));
    }
    return json(earlier ? 200 : 201, { id, need: needOf(row) });
  }

  async function postFile(feedbackId: string, id: string, { fields, file }: NonNullable<HttpRequest['multipart']>): Promise<HttpAnswer> {
    const row = rows.get(feedbackId);
    if (!row) return missing();
    const sha256 = fields['sha256'] ?? '';
    const stored = row.files.get(id);
    if (stored) {
      repeats++;
      return stored.sha256 === sha256 ? json(200, { id, sha256 }) : problem(422, 'key-reused');
    }
    const part = new Uint8Array(await (await read(file.key, file.offset, file.length)).arrayBuffer());
    const before = row.parts.get(id) ?? new Uint8Array(0);
    const offset = Number(fields['offset'] ?? 0);
    if (offset > before.length) return json(200, { id, offset: before.length });
    const whole = new Uint8Array(offset + part.length);
    whole.set(before.subarray(0, offset));
    whole.set(part, offset);
    if (whole.length < Number(fields['total'] ?? whole.length)) {
      row.parts.set(id, whole);
      return json(200, { id, offset: whole.length });
    }
    row.parts.delete(id);
    const digest = createSha256();
    digest.update(whole);
    if (digest.hex() !== sha256) return problem(400, 'digest-mismatch');
    row.files.set(id, { sha256, bytes: whole });
    return json(201, { id, sha256 });
  }

  function ticket(row: StoredFeedback) {
    return {
      id: row.id,
      ref: row.ref,
      stage: 'received',
      timeline: [{ at: row.receivedAt, type: 'received' }],
      need: needOf(row),
      updatedAt: row.receivedAt,
    };
  }

  async function answer(request: HttpRequest, path: string): Promise<HttpAnswer> {
    const bearer = header(request.headers, 'authorization');
    const posts = request.method === 'POST';
    const [, , what, id = '', sub, attachmentId = ''] = path.split('/');
    if (posts && what === 'feedback' && !id) {
      if (backend.token !== undefined && bearer !== `Bearer ${backend.token}`) return problem(401, 'unauthorized');
      return postFeedback(request.body ?? '');
    }
    if (posts && sub === 'events') return postEvent(id, request.body ?? '');
    if (posts && sub === 'attachments' && request.multipart) return postFile(id, attachmentId, request.multipart);
    if (posts && what === 'tickets') {
      const tokens = field(parse(request.body ?? ''), 'tokens');
      const asked = Array.isArray(tokens) ? tokens : [];
      return json(200, { tickets: [...rows.values()].filter((row) => asked.includes(`status-${row.id}`)).map(ticket) });
    }
    if (!posts && what === 'feedback') {
      const row = rows.get(id);
      return row && bearer === `Bearer status-${id}` ? json(200, ticket(row)) : problem(404, 'not-found');
    }
    if (!posts && what === 'policy') {
      const { body, etag } = backend.policy;
      return header(request.headers, 'if-none-match') === etag ? { status: 304, headers: { etag }, text: '' } : json(200, body, { etag });
    }
    return problem(404, 'not-found');
  }

  const backend: ScriptedBackend = {
    rows,
    requests,
    get repeats() {
      return repeats;
    },
    token: undefined,
    policy: { body: { policy: 'base-1' }, etag: '"base-1"' },
    script: (...faults) => void scripted.push(...faults),

    async send(request, { cancellation, onProgress }) {
      const path = request.url.replace(/^[a-z]+:\/\/[^/]+/, '').replace(/[?#].*$/, '');
      const { method, headers, body } = request;
      const seen = { method, path: path.slice(path.indexOf('/v1/')), headers, body, file: request.multipart?.file, at: clock.now() };
      requests.push(seen);
      const played = scripted.shift() ?? fault?.(seen, requests.length);
      const exchange = { clock, timeoutMs: request.timeoutMs, cancellation, stamp };
      const early = played && !commits(played) ? await play(played, exchange) : undefined;
      if (early) return early;
      let outcome: HttpAnswer;
      try {
        outcome = await answer(request, seen.path);
      } catch {
        // What the byte store refuses to read never leaves the device.
        return { status: 0, cause: 'unreadable' };
      }
      onProgress?.(request.multipart?.file.length ?? 0);
      return played ? ((await play(played, exchange, outcome)) ?? outcome) : outcome;
    },
  };
  return backend;

  function json(status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer {
    return { status, headers: { 'content-type': 'application/json', date: stamp(), ...headers }, text: JSON.stringify(body) };
  }

  function problem(status: number, type: string, more: Record<string, unknown> = {}): HttpAnswer {
    return {
      status,
      headers: { 'content-type': 'application/problem+json', date: stamp() },
      text: JSON.stringify({ type: problems + type, status, ...more }),
    };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Answered as an invalid body.
  }
}

function field(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
}

function attachmentsOf(body: unknown): readonly { id: string }[] {
  const list = field(body, 'attachments');
  return Array.isArray(list) ? list.flatMap((entry) => (typeof field(entry, 'id') === 'string' ? [entry as { id: string }] : [])) : [];
}

function header(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}
