import { createHash } from 'node:crypto';

/** A JSON answer with an ETag, or 304 when the caller already has it. */
export function jsonWithEtag(request: Request, value: unknown): Response {
  const text = JSON.stringify(value);
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  const headers = { etag, 'cache-control': 'private, no-cache', 'content-type': 'application/json' };
  return matches(request.headers.get('if-none-match'), etag)
    ? new Response(null, { status: 304, headers: { etag, 'cache-control': headers['cache-control'] } })
    : new Response(text, { headers });
}

/** Whether an If-None-Match header names this ETag; a weak one counts. */
export function matches(header: string | null, etag: string): boolean {
  return header !== null && header.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
}
