import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a real HTTP server of another origin; see `AskedAnswer`. */
    answeringServer: string;
  }
}

/**
 * What a test in a browser asks the server for, as JSON in the query: `${inject('answeringServer')}/path?answer=…&as=key`.
 * `GET ${inject('answeringServer')}/-/seen?as=key` tells what came under that key, as `SeenRequest[]`.
 */
export interface AskedAnswer {
  /** @default 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** @default '{}' */
  readonly body?: string;
  /** Milliseconds between the request's end and the answer. */
  readonly delay?: number;
  /** `before`: cut off at the headers; `after`: cut off once all has come; `half`: cut off within the answer; `stall`: never an answer. */
  readonly fault?: 'before' | 'after' | 'half' | 'stall';
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly size: number;
  readonly sha256: string;
  /** The body as Latin-1, so that a multipart's bytes can be found in it. */
  readonly body: string;
}

/** Starts the server for the browser projects of vitest. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const seen = new Map<string, SeenRequest[]>();
  const server = createServer((request, response) => {
    answer(request, response, seen).catch((cause: unknown) => response.destroy(cause instanceof Error ? cause : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  project.provide('answeringServer', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, seen: Map<string, SeenRequest[]>): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const key = url.searchParams.get('as') ?? '';
  for (const [name, value] of Object.entries(crossOrigin(request))) response.setHeader(name, value);
  if (request.method === 'OPTIONS') {
    response.writeHead(204).end();
    return;
  }
  if (url.pathname === '/-/seen') {
    response.end(JSON.stringify(seen.get(key) ?? []));
    return;
  }
  const asked = JSON.parse(url.searchParams.get('answer') ?? '{}') as AskedAnswer;
  if (asked.fault === 'before') {
    request.socket.destroy();
    return;
  }
  const body = await read(request);
  const { method = '', headers } = request;
  const sha256 = createHash('sha256').update(body).digest('hex');
  seen.set(key, [
    ...(seen.get(key) ?? []),
    { method, path: url.pathname, headers, size: body.length, sha256, body: body.toString('latin1') },
  ]);
  if (asked.fault === 'stall') return;
  if (asked.delay) await wait(asked.delay);
  if (asked.fault === 'after') request.socket.destroy();
  else send(response, asked, asked.fault === 'half');
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '{}' }: AskedAnswer, half: boolean): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': bytes.length, ...headers });
  if (half) response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroy());
  else response.end(bytes);
}

function crossOrigin({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return {
    'Access-Control-Allow-Origin': headers.origin ?? '*',
    'Access-Control-Allow-Headers': headers['access-control-request-headers'] ?? '*',
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Expose-Headers': 'ETag, Retry-After, Date',
  };
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
