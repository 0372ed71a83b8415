import type { Context } from 'hono';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Limits, Rate } from '../config.js';
import { ProblemError } from './problem.js';

export interface VisitorRate {
  /**
   * Counts one request. Above the marks it answers with the flags to store; above the stops it throws `too-many-requests`,
   * unless the request is `urgent`: food safety is never stopped.
   */
  count(visit: { site: string; address: string; urgent: boolean }): string[];
}

const minute = 60_000;
const mostKeys = 20_000;

/** Counts requests by the minute, in memory; nothing about a visitor is kept longer. */
export function createVisitorRate(limits: Pick<Limits, 'visitor' | 'site'>, now: () => number): VisitorRate {
  let window = -1;
  const counts = new Map<string, number>();

  function add(key: string): number {
    const current = Math.floor(now() / minute);
    if (current !== window) counts.clear();
    window = current;
    const count = (counts.get(key) ?? 0) + 1;
    // Too many visitors to remember: forgetting the one that was quiet for longest lets some through, refusing would hit the innocent.
    const [oldest] = counts.size >= mostKeys ? counts.keys() : [];
    if (oldest !== undefined) counts.delete(oldest);
    counts.delete(key);
    counts.set(key, count);
    return count;
  }

  return {
    count({ site, address, urgent }) {
      const flags: string[] = [];
      const check = (name: string, count: number, { mark, stop }: Rate) => {
        if (count > mark) flags.push(name);
        if (count <= stop || urgent) return;
        throw new ProblemError('too-many-requests', { retryAfter: Math.max(1, Math.ceil(((window + 1) * minute - now()) / 1000)) });
      };
      const visits = add(`${site}\n${address}`);
      check('visitor-rate', visits, limits.visitor);
      // One visitor's urgent flood is let through, and does not use up what is everybody's.
      if (visits <= limits.visitor.stop) check('site-rate', add(site), limits.site);
      return flags;
    },
  };
}

/** Address of the visitor as far as it is known; used for counting and forgotten. */
export function visitorAddress(context: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return forwarded ?? connectionAddress(context) ?? 'unknown';
}

/** Address at the other end of the connection; none when the app is called without one, as tests do. */
export function connectionAddress(context: Context): string | undefined {
  const bindings: unknown = context.env;
  return typeof bindings === 'object' && bindings !== null && 'incoming' in bindings ? getConnInfo(context).remote.address : undefined;
}
