import { Hono } from 'hono';
import { adminRoutes } from './admin/admin-routes.js';
import type { Backend } from './backend.js';
import { defaultLimits, type Config } from './config.js';
import { shopRoutes } from './shop/shop-routes.js';
import type { Database } from './store/database.js';
import type { PhotoStore } from './store/photo-store.js';
import { createTurns } from './store/turns.js';
import { checkMerchantKey } from './trust/order-token.js';
import { postAttachment } from './wire/attachment.js';
import { cors } from './wire/cors.js';
import { postEvent } from './wire/event.js';
import { postFeedback } from './wire/feedback.js';
import { getPolicy } from './wire/policy.js';
import { ProblemError, problemResponse } from './wire/problem.js';
import { discardBody } from './wire/request-body.js';
import { getTicket, postTickets } from './wire/ticket.js';
import { createRoom } from './wire/room.js';
import { createVisitorRate } from './wire/visitor-rate.js';

export interface AppOptions {
  readonly db: Database;
  readonly photos: PhotoStore;
  readonly config: Config;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** Version told by /v1/health. */
export const version = '0.1.0';

/** The reference backend, protocol v1: `fetch` answers one request. Throws a `TypeError` that names the option which is wrong. */
export function createApp({ db, photos, config, now = Date.now }: AppOptions): Hono {
  checkConfig(config);
  const limits = { ...defaultLimits, ...config.limits };
  const backend: Backend = {
    db,
    photos,
    config,
    limits,
    now,
    rate: createVisitorRate(limits, now),
    room: createRoom(limits.uploadBytes),
    turns: createTurns(),
  };
  const app = new Hono();

  app.use(async (context, next) => {
    await next();
    context.header('x-content-type-options', 'nosniff');
    context.header('referrer-policy', 'no-referrer');
  });
  app.use('/v1/*', cors(config));
  app.post('/v1/feedback', (context) => postFeedback(backend, context));
  app.get('/v1/feedback/:id', (context) => getTicket(backend, context));
  app.post('/v1/feedback/:id/events', (context) => postEvent(backend, context));
  app.post('/v1/feedback/:id/attachments/:attachmentId', (context) => postAttachment(backend, context));
  app.post('/v1/tickets', (context) => postTickets(backend, context));
  app.get('/v1/policy', (context) => getPolicy(backend, context));
  app.get('/v1/health', async (context) => {
    await db.query('select 1');
    return context.json({ status: 'ok', version }, 200, { 'cache-control': 'no-store' });
  });
  app.all('/v1/*', () => {
    throw new ProblemError('not-found');
  });
  app.route('/admin', adminRoutes(backend));
  if (config.pages) app.route('/', shopRoutes(config.pages, now));

  app.notFound(() => problemResponse(new ProblemError('not-found')));
  app.onError(async (error, context) => {
    await discardBody(context.req.raw);
    if (error instanceof ProblemError) return problemResponse(error);
    console.error(`${context.req.method} ${context.req.path}: ${error.stack ?? error.message}`);
    return problemResponse(new ProblemError('internal'));
  });
  return app;
}

function checkConfig({ secret, sites }: Config): void {
  if (secret.length < 32) throw new TypeError('config.secret needs at least 32 characters');
  for (const [name, { keys, origins }] of Object.entries(sites)) {
    for (const key of keys) checkMerchantKey(key);
    for (const origin of origins) {
      if (origin !== 'null' && originOf(origin) !== origin) {
        throw new TypeError(`config.sites[${JSON.stringify(name)}].origins: ${origin} is not an exact origin`);
      }
    }
  }
}

function originOf(text: string): string | undefined {
  return URL.canParse(text) ? new URL(text).origin : undefined;
}
