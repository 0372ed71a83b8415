import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { Busboy } from '@fastify/busboy';
import { parseJson } from './json-text.js';
import { ProblemError, type Fault } from './problem.js';
import type { Place } from './room.js';

/** A JSON body, both as it came and as it reads. */
export interface JsonBody {
  readonly bytes: Uint8Array;
  readonly value: unknown;
}

/** Largest JSON body: 256 kB. */
export const jsonLimit = 256 * 1024;

/** Reads a JSON body of at most `jsonLimit` bytes or refuses it with a problem. */
export async function readJson(request: Request): Promise<JsonBody> {
  const bytes = await readBytes(request, jsonLimit, /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i, 'application/json');
  return { bytes, value: parseJson(bytes) };
}

/** Reads a form with files of at most `limit` bytes in all, as long as there is room for them, or refuses it with a problem. */
export async function readForm(request: Request, limit: number, place: Place): Promise<FormData> {
  const bytes = await readBytes(request, limit, /^multipart\/form-data\s*;/i, 'multipart/form-data', place);
  try {
    return await parseForm(request.headers.get('content-type') ?? '', bytes);
  } catch {
    throw new ProblemError('invalid-upload', { detail: 'the multipart body does not parse' });
  }
}

/** Phones and proxies write multipart in every way that is allowed, and some that are not: a name without quotes, a prologue. */
async function parseForm(type: string, bytes: Uint8Array): Promise<FormData> {
  const form = new FormData();
  const files: Promise<void>[] = [];
  const parser = new Busboy({
    headers: { 'content-type': type },
    limits: { parts: 20, fieldSize: 1000 },
  });
  parser.on('field', (name, value) => form.append(name, value));
  parser.on('file', (name, stream) => {
    const file = buffer(stream).then((content) => form.append(name, new Blob([content])));
    file.catch(() => undefined); // The parser fails with it.
    files.push(file);
  });
  const parsed = once(parser, 'finish');
  parser.on('error', () => undefined); // `parsed` tells the first.
  parser.end(bytes);
  await parsed;
  await Promise.all(files);
  return form;
}

async function readBytes(request: Request, limit: number, type: RegExp, wanted: string, place?: Place): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let hasRoom = true;
  try {
    // A refused body is still read, up to eight times the limit: a browser whose upload is cut sees a dead connection,
    // not the problem, and would try the same again for a month.
    for await (const chunk of request.body ?? []) {
      length += chunk.byteLength;
      const isKept = hasRoom && length <= limit;
      if (isKept && place) hasRoom = place.take(chunk.byteLength);
      if (isKept && hasRoom) chunks.push(chunk);
      else chunks.length = 0;
      if (length > limit * 8) break;
    }
  } catch {
    throw new ProblemError('incomplete-body');
  }
  if (!type.test(request.headers.get('content-type') ?? '')) throw new ProblemError('unsupported-type', { detail: `wanted ${wanted}` });
  if (!/^(identity)?$/i.test(request.headers.get('content-encoding') ?? '')) {
    throw new ProblemError('unsupported-type', { detail: 'wanted an unencoded body' });
  }
  if (length > limit) throw new ProblemError('too-large', { detail: `at most ${limit} bytes` });
  if (!hasRoom) throw new ProblemError('unavailable', { detail: 'too many uploads at once', retryAfter: 5 });
  return new Uint8Array(Buffer.concat(chunks, length));
}

/** Lets a body that nobody will read arrive, within reason, so that the browser gets to see the refusal. */
export async function discardBody(request: Request): Promise<void> {
  if (request.bodyUsed) return;
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.byteLength;
      if (length > 32 * 1024 * 1024) break;
    }
  } catch (error) {
    // The caller hung up; there is nobody left to answer.
    if (!(error instanceof Error)) throw error;
  }
}

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

interface Schema<Value> {
  safeParse(
    value: unknown,
  ): { readonly success: true; readonly data: Value } | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } };
}

/** The value as the contract knows it, without fields it does not know, or a problem that points at every fault. */
export function fit<Value>(schema: Schema<Value>, value: unknown): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ProblemError('invalid-body', { errors: result.error.issues.slice(0, 20).map(fault) });
}

function fault(issue: Issue): Fault {
  const pointer = issue.path.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return { pointer, detail: describe(issue) };
}

function describe(issue: Issue): string {
  const told = (name: string) => {
    const value: unknown = Reflect.get(issue, name);
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${told('expected')}`;
    case 'too_big':
      return `at most ${told('maximum')}`;
    case 'too_small':
      return `at least ${told('minimum')}`;
    case 'invalid_value':
      return `expected one of ${told('values')}`;
    case 'invalid_format':
      return 'wrong format';
    case 'invalid_union':
      return 'none of the known variants';
    default:
      return issue.message;
  }
}
