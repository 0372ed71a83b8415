import { http, HttpResponse, type HttpHandler } from 'msw';
import type { HttpAnswer } from '../core/index.js';
import { createClock } from '../memory/index.js';
import type { Fault } from './faults.js';
import { createScriptedBackend, type ScriptedBackend } from './scripted-backend.js';

/** A backend of protocol v1 behind msw: for tests and demos of a page that has no server yet. */
export interface MswBackend {
  /** For `setupServer(...handlers)` or `setupWorker(...handlers)`. */
  readonly handlers: readonly HttpHandler[];
  /** What has arrived, and where faults are scripted: `backend.script({ type: 'reset', after: true })`. */
  readonly backend: Omit<ScriptedBackend, 'send'> & { script(...faults: readonly Fault[]): void };
}

/** @param endpoint the same base URL that the client was given */
export function createMswBackend(endpoint: string): MswBackend {
  const uploads = new Map<string, Blob>();
  const backend = createScriptedBackend({
    clock: createClock(),
    read: async (key) => uploads.get(key) ?? new Blob([]),
  });

  async function handle(request: Request): Promise<Response> {
    const method = request.method === 'POST' ? 'POST' : 'GET';
    const common = { method, url: request.url, headers: Object.fromEntries(request.headers), timeoutMs: 20_000 } as const;
    const exchange = { cancellation: { cancelled: false, onCancel: () => undefined } };
    if (!request.headers.get('content-type')?.startsWith('multipart/')) {
      return toResponse(await backend.send(method === 'GET' ? common : { ...common, body: await request.text() }, exchange));
    }
    const form = await request.formData();
    const file = form.get('file');
    if (!(file instanceof File)) return new HttpResponse(null, { status: 400 });
    const key = `${request.url} ${uploads.size}`;
    uploads.set(key, file);
    const fields: Record<string, string> = {};
    for (const [name, value] of form) if (typeof value === 'string') fields[name] = value;
    const part = { key, mime: file.type, name: file.name, offset: Number(fields['offset'] ?? 0), length: file.size };
    return toResponse(await backend.send({ ...common, multipart: { fields, file: part } }, exchange));
  }

  const base = endpoint.replace(/\/+$/, '');
  return { handlers: [http.all(`${base}/v1/*`, ({ request }) => handle(request))], backend };
}

function toResponse(answer: HttpAnswer): Response {
  return 'cause' in answer
    ? HttpResponse.error()
    : new HttpResponse(answer.text || null, { status: answer.status, headers: answer.headers });
}
