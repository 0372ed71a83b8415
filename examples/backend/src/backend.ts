import type { Context } from 'hono';
import { siteOf, type Config, type Limits, type Site } from './config.js';
import type { Database } from './store/database.js';
import type { PhotoStore } from './store/photo-store.js';
import type { Turns } from './store/turns.js';
import { ProblemError } from './wire/problem.js';
import type { Room } from './wire/room.js';
import type { VisitorRate } from './wire/visitor-rate.js';

/** What every route works with. */
export interface Backend {
  readonly db: Database;
  readonly photos: PhotoStore;
  readonly config: Config;
  readonly limits: Limits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly rate: VisitorRate;
  /** For uploads. */
  readonly room: Room;
  readonly turns: Turns;
}

/** Key of the site that a request is about, where its address may say it too. */
export const siteKeyOf = ({ req }: Context): string | undefined => req.header('yijian-site') ?? req.query('site');

/** The site that a request names, or the problem that makes a device wait for its integrator. */
export function namedSite({ config }: Backend, context: Context, key = context.req.header('yijian-site')): { key: string; site: Site } {
  const site = siteOf(config, key);
  if (key === undefined || site === undefined) {
    throw new ProblemError('unknown-site', { detail: key === undefined ? 'the header Yijian-Site is missing' : 'no site has this key' });
  }
  return { key, site };
}

/** An id in the path; what is no id at all is simply not there. */
export function pathId(context: Context, name: string): string {
  const id = context.req.param(name);
  if (id === undefined || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new ProblemError('not-found');
  return id;
}
