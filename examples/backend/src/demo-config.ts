import type { Policy } from '@yijian/sdk/contract';
import type { Config, Limits, Pages } from './config.js';
import type { MerchantKey } from './trust/order-token.js';

/** The public key of the demo shop. */
export const demoSite = 'demo-shop';

/** What the demo shop allows: photos as the SDK does by default, and short films. */
export const demoPolicy: Policy = {
  policy: 'base@1',
  tel: '400-820-7788',
  media: { maxPhotos: 9, maxPhotoSide: 2048, chunkBytes: 1_000_000, video: { maxSeconds: 30, maxBytes: 50_000_000 } },
};

export interface DemoOptions {
  readonly secret: string;
  readonly key: MerchantKey;
  /** Other origins whose pages may call. @default none */
  readonly origins?: readonly string[];
  /** Changes what the demo policy says. */
  readonly policy?: Partial<Policy>;
  /** Where the pages and the widget lie; without it only the protocol and /admin are served. */
  readonly pages?: Omit<Pages, 'site' | 'key'>;
  readonly adminToken?: string;
  readonly limits?: Partial<Limits>;
}

/** A backend with one site, the demo shop. */
export function demoConfig({ secret, key, origins = [], policy, pages, adminToken, limits }: DemoOptions): Config {
  return {
    secret,
    sites: { [demoSite]: { origins, keys: [key], policy: { ...demoPolicy, ...policy } } },
    // On one machine every visitor has the same address.
    limits: { visitor: { mark: 600, stop: 60_000 }, site: { mark: 6_000, stop: 600_000 }, ...limits },
    ...(pages && { pages: { ...pages, site: demoSite, key } }),
    ...(adminToken === undefined ? {} : { adminToken }),
  };
}
