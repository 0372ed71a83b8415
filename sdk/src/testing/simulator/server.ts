import type { HttpAnswer, HttpRequest } from '../../core/index.js';
import { digestOf } from './device.js';
import type { Random } from './random.js';

/** What goes wrong with one exchange. */
export const faults = [
  'refused',
  'reset-before',
  'reset-after',
  '500',
  '500-after',
  '503',
  '429',
  'slow',
  'stall-after',
  'cut',
  'captive',
  'redirect',
  '401',
  '404',
  '413',
  'in-progress',
  'forgets',
] as const;
export type FaultName = (typeof faults)[number];

interface Row {
  readonly text: string;
  readonly named: Set<string>;
  readonly events: Map<string, string>;
  readonly files: Map<string, string>;
  withdrawn: boolean;
  inserts: number;
}

/** A backend that keeps the merchant's side of the guarantee, between the device and any fault. */
export interface Server {
  readonly rows: Map<string, Row>;
  /** Ids whose second arrival had another body: our bug, never a fault. */
  readonly conflicts: string[];
  /** Names the fault of the next exchange, or none. */
  fault: () => FaultName | undefined;
  /** Performs what arrives; undefined means that no answer comes back. */
  handle(request: HttpRequest, bytesOf: (key: string) => string | undefined): { answer: HttpAnswer | undefined; slow: boolean };
}

/**
 * @param forgetful makes a second row for a repeated id, as a backend without a unique index does
 * @param digest of a file's bytes, as the device names it
 */
export function createServer(random: Random, forgetful = false, digest = digestOf): Server {
  const json = (status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer => ({
    status,
    headers,
    text: JSON.stringify(body),
  });
  const problem = (status: number, name: string, headers?: Record<string, string>) =>
    json(status, { type: `https://yijian.dev/problems/${name}`, status }, headers);
  const server: Server = {
    rows: new Map(),
    conflicts: [],
    fault: () => undefined,
    handle(request, bytesOf) {
      const fault = server.fault();
      const before: Partial<Record<FaultName, HttpAnswer>> = {
        refused: { status: 0, cause: 'network' },
        'reset-before': { status: 0, cause: 'network' },
        '500': problem(500, 'server'),
        '503': problem(503, 'busy', { 'retry-after': String(1 + random.int(120)) }),
        '429': problem(429, 'rate', { 'retry-after': String(1 + random.int(30)) }),
        captive: { status: 200, headers: { 'content-type': 'text/html' }, text: '<html>Sign in</html>' },
        redirect: { status: 0, cause: 'redirect' },
        '401': problem(401, 'auth'),
        '404': { status: 404, headers: {}, text: 'not found' },
        'in-progress': problem(409, 'in-progress'),
      };
      const early = fault && before[fault];
      if (early) return { answer: early, slow: false };
      if (fault === '413' && request.multipart) return { answer: problem(413, 'too-large'), slow: false };
      // A backend restored from before the feedback.
      if (fault === 'forgets' && isBare(server.rows.get(idOf(request)))) server.rows.delete(idOf(request));
      const answer = perform(request, bytesOf);
      switch (fault) {
        case 'reset-after':
          return { answer: { status: 0, cause: 'network' }, slow: false };
        case '500-after':
          return { answer: problem(500, 'server'), slow: false };
        case 'stall-after':
          return { answer: undefined, slow: false };
        case 'cut':
          return { answer: 'text' in answer ? { ...answer, text: answer.text.slice(0, 1) } : answer, slow: false };
        default:
          return { answer, slow: fault === 'slow' };
      }
    },
  };

  function idOf(request: HttpRequest): string {
    const path = /\/v1\/feedback\/([^/]+)/.exec(request.url);
    return path?.[1] ?? ((JSON.parse(request.body ?? '{}') as { id?: string }).id || '');
  }

  /** Only such a row can be given again: files and events are not kept on the device once they were acknowledged. */
  const isBare = (row: Row | undefined) => row?.files.size === 0 && row.events.size === 0;

  const need = (row: Row) => [...row.named].filter((id) => !row.files.has(id));

  function perform(request: HttpRequest, bytesOf: (key: string) => string | undefined): HttpAnswer {
    if (request.url.includes('/v1/policy')) return json(200, { policy: 'base@1' });
    if (request.url.includes('/v1/tickets')) return json(200, { tickets: [] });
    const id = idOf(request);
    const row = server.rows.get(id);
    const receipt = (of: Row) => ({
      id,
      ref: `YJ-${id.slice(-4)}`,
      receivedAt: '2026-11-22T10:00:00Z',
      statusToken: `s-${id}`,
      need: need(of),
    });
    if (request.url.endsWith('/v1/feedback')) {
      const body = JSON.parse(request.body ?? '{}') as { attachments?: { id: string }[] };
      if (!row) {
        const made: Row = {
          text: request.body ?? '',
          named: new Set(body.attachments?.map((one) => one.id)),
          events: new Map(),
          files: new Map(),
          withdrawn: false,
          inserts: 1,
        };
        server.rows.set(id, made);
        return json(201, receipt(made));
      }
      if (row.text !== request.body) {
        server.conflicts.push(id);
        return problem(422, 'key-reused');
      }
      if (forgetful) row.inserts++;
      return json(200, receipt(row));
    }
    if (!row) return problem(409, 'missing-feedback');
    if (request.url.endsWith('/events')) {
      const event = JSON.parse(request.body ?? '{}') as {
        id: string;
        type: string;
        attachment?: string;
        details?: { attachments?: { id: string }[] };
      };
      const known = row.events.get(event.id);
      if (known !== undefined && known !== request.body) server.conflicts.push(event.id);
      row.events.set(event.id, request.body ?? '');
      for (const one of event.details?.attachments ?? []) row.named.add(one.id);
      if (event.type === 'attachment-removed' && event.attachment) row.named.delete(event.attachment);
      if (event.type === 'withdrawn') row.withdrawn = true;
      return json(200, { id: event.id });
    }
    const attachmentId = request.url.slice(request.url.lastIndexOf('/') + 1);
    const file = request.multipart?.file;
    const content = file && bytesOf(file.key);
    if (!file || content === undefined) return { status: 0, cause: 'unreadable' };
    const { sha256 = '' } = request.multipart?.fields ?? {};
    const total = Number(request.multipart?.fields['total'] ?? content.length);
    const partial = `part:${attachmentId}`;
    const held = row.files.get(partial) ?? '';
    if (file.offset !== held.length && total !== file.length) return json(200, { id: attachmentId, offset: held.length });
    const whole = total === file.length ? content : held + content.slice(file.offset, file.offset + file.length);
    if (whole.length < total) {
      row.files.set(partial, whole);
      return json(200, { id: attachmentId, offset: whole.length });
    }
    row.files.delete(partial);
    if (digest(whole) !== sha256) return problem(400, 'digest-mismatch');
    row.files.set(attachmentId, whole);
    return json(200, { id: attachmentId, sha256 });
  }

  return server;
}
