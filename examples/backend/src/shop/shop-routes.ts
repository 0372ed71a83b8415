import { Hono } from 'hono';
import type { Pages } from '../config.js';
import { renderPage } from './shop-page.js';
import { findFile, serveFile } from './static-files.js';

/** Eight characters of a digest before the ending; a plain word of eight letters has none of these. */
const hashed = /-(?=\w*[A-Z0-9_])\w{8}\.js$/;

/** The demo shop at `/` and the widget's files at `/yijian/`, under the strict policy of a careful merchant. */
export function shopRoutes(pages: Pages, now: () => number): Hono {
  const app = new Hono();
  const policy = pages.contentSecurityPolicy ?? contentSecurityPolicy(pages);

  app.get('/yijian/*', async (context) => {
    const file = await findFile(pages.widgetFolder, context.req.path.slice('/yijian'.length));
    if (!file) return context.notFound();
    return serveFile(context.req.raw, file, {
      // Merchants load these from their own pages: with integrity, which needs CORS.
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': hashed.test(context.req.path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  });

  app.get('/*', async (context) => {
    const path = context.req.path === '/' ? '/index.html' : context.req.path;
    const english = path.endsWith('.html') && context.req.query('lang') === 'en' && !path.startsWith('/en/');
    const file = await findFile(pages.shopFolder, english ? `/en${path}` : path);
    if (!file) return context.notFound();
    if (!file.type.startsWith('text/html')) return serveFile(context.req.raw, file, { 'cache-control': 'no-cache' });
    const page = path.slice(path.lastIndexOf('/') + 1, -'.html'.length);
    const html = renderPage(new TextDecoder().decode(file.bytes), { ...pages, page, now: now() });
    return context.html(html, 200, { 'cache-control': 'no-cache', 'content-security-policy': policy });
  });
  return app;
}

function contentSecurityPolicy({ endpoint, widgetOrigin }: Pages): string {
  const api = endpoint !== undefined && URL.canParse(endpoint) ? new URL(endpoint).origin : undefined;
  const also = (origin: string | undefined): string => (origin === undefined ? '' : ` ${origin}`);
  return [
    `default-src 'none'`,
    `script-src 'self'${also(widgetOrigin)}`,
    `style-src 'self'${also(widgetOrigin)}`,
    `img-src 'self' data: blob:`,
    `media-src 'self' blob:`,
    `connect-src 'self'${also(api)}`,
    `worker-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `require-trusted-types-for 'script'`,
    `trusted-types yijian`,
  ].join('; ');
}
