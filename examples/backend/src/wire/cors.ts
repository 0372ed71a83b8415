import type { MiddlewareHandler } from 'hono';
import { siteKeyOf } from '../backend.js';
import { siteOf, type Config } from '../config.js';

const requestHeaders = [
  'Accept-Language',
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-None-Match',
  'Yijian-Rtt',
  'Yijian-Sent-At',
  'Yijian-Site',
].join(', ');

/**
 * Opens the protocol to the exact origins of the site that a request names. A preflight cannot name its site, so there the
 * origins of all sites count; the same holds for an unknown site, so that the device can read why it is refused.
 */
export function cors(config: Config): MiddlewareHandler {
  const everyOrigin = new Set(Object.values(config.sites).flatMap((site) => site.origins));
  return async (context, next) => {
    const origin = context.req.header('origin');
    const site = siteOf(config, siteKeyOf(context));
    const allowed = origin !== undefined && (site === undefined ? everyOrigin.has(origin) : site.origins.includes(origin));
    if (context.req.method === 'OPTIONS') {
      context.res = new Response(null, { status: 204 });
      if (allowed) {
        context.header('access-control-allow-methods', 'GET, POST');
        context.header('access-control-allow-headers', requestHeaders);
        context.header('access-control-max-age', '7200');
      }
    } else await next();
    context.header('vary', 'Origin', { append: true });
    if (!allowed) return;
    context.header('access-control-allow-origin', origin);
    context.header('access-control-expose-headers', 'ETag, Retry-After, Date');
  };
}
