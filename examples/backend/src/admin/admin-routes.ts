import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { pathId, type Backend } from '../backend.js';
import { findAttachment } from '../store/attachment-table.js';
import { ProblemError } from '../wire/problem.js';
import { connectionAddress } from '../wire/visitor-rate.js';
import { adminPage } from './admin-page.js';
import { adminStyle } from './admin-style.js';
import { languageOf } from './admin-words.js';
import { listFeedback } from './feedback-list.js';

const pageSize = 50;
const listSize = 10_000;

/** Staff's view of what arrived: a page, the same as JSON, and the photos. */
export function adminRoutes({ db, photos, config }: Backend): Hono {
  const app = new Hono();

  app.use(async (context, next) => {
    checkReader(context, config.adminToken);
    await next();
    context.header('cache-control', 'private, no-cache');
    context.header('cross-origin-resource-policy', 'same-origin');
  });

  app.get('/', async (context) => {
    const language = languageOf(context.req.query('lang'), context.req.header('accept-language'));
    const rows = await listFeedback(db, { limit: pageSize + 1, before: cursor(context) });
    const page = adminPage({ rows: rows.slice(0, pageSize), hasMore: rows.length > pageSize, language });
    context.header('vary', 'Accept-Language');
    context.header(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    );
    return context.html(page);
  });

  app.get('/style.css', (context) => context.body(adminStyle, 200, { 'content-type': 'text/css; charset=utf-8' }));

  app.get('/feedback.json', async (context) => {
    const asked = Number(context.req.query('limit') ?? listSize);
    const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, listSize) : listSize;
    return context.json({ feedback: await listFeedback(db, { limit, before: cursor(context) }) });
  });

  app.get('/attachments/:id/:attachmentId', async (context) => {
    const feedback = pathId(context, 'id');
    const attachment = pathId(context, 'attachmentId');
    const row = await findAttachment(db, feedback, attachment);
    const key = row?.sha256 ? { feedback, attachment, sha256: row.sha256 } : undefined;
    // A file that is opened for a question about it would stay open: nobody reads it.
    const isAsked = context.req.method === 'HEAD';
    const bytes = key && (isAsked ? (await photos.find(key)) && '' : await photos.open(key));
    if (bytes === undefined) throw new ProblemError('not-found');
    const shown = /^(image|video)\/[\w-]+$/.test(row?.mime ?? '');
    // A customer's bytes never run: a told type, no sniffing, no script, no frame, and a download where the type is unknown.
    return context.body(bytes, 200, {
      'content-type': shown && row?.mime ? row.mime : 'application/octet-stream',
      'content-disposition': shown ? 'inline' : `attachment; filename="${attachment}.bin"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
  });
  return app;
}

function cursor(context: Context): string | undefined {
  const before = context.req.query('before');
  return before !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(before) ? before : undefined;
}

function checkReader(context: Context, token: string | undefined): void {
  if (token !== undefined) {
    const [, scheme, given = ''] = /^(Bearer|Basic) +(\S+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
    const password =
      scheme?.toLowerCase() === 'basic'
        ? Buffer.from(given, 'base64')
            .toString()
            .replace(/^[^:]*:/, '')
        : given;
    if (isEqual(password, token)) return;
    throw new ProblemError('sign-in', { headers: { 'www-authenticate': 'Basic realm="Yijian", charset="UTF-8"' } });
  }
  // The name in Host as well: a foreign page whose name is made to point here must not read this.
  const { hostname } = new URL(context.req.url);
  const address = connectionAddress(context);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const isNear = address === undefined || /^(::ffff:)?127\.|^::1$/.test(address);
  // A proxy on this machine speaks for somebody who may be anywhere.
  const isPassedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'].some(
    (name) => context.req.header(name) !== undefined,
  );
  if (!isHere || !isNear || isPassedOn)
    throw new ProblemError('sign-in', { detail: 'without ADMIN_TOKEN this page answers on this machine only' });
}

function isEqual(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
