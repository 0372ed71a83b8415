import type { Context } from 'hono';
import { namedSite, type Backend } from '../backend.js';
import { jsonWithEtag } from './etag.js';

/** `GET /v1/policy?site=…`: the part of the merchant's rules that a device needs. */
export function getPolicy(backend: Backend, context: Context): Response {
  const { site } = namedSite(backend, context, context.req.header('yijian-site') ?? context.req.query('site'));
  return jsonWithEtag(context.req.raw, site.policy);
}
