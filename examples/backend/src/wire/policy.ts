import type { Context } from 'hono';
import { namedSite, siteKeyOf, type Backend } from '../backend.js';
import { jsonWithEtag } from './etag.js';

/** `GET /v1/policy?site=…`: the part of the merchant's rules that a device needs. */
export function getPolicy(backend: Backend, context: Context): Response {
  const { site } = namedSite(backend, context, siteKeyOf(context));
  return jsonWithEtag(context.req.raw, site.policy);
}
