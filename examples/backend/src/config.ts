import type { Policy } from '@yijian/sdk/contract';
import type { MerchantKey } from './trust/order-token.js';

/** One merchant's shop, by its public key. */
export interface Site {
  /** Exact origins whose pages may call from another origin than ours, as `https://shop.example`. */
  readonly origins: readonly string[];
  /** Keys that the merchant's server signs order tokens with. */
  readonly keys: readonly MerchantKey[];
  readonly policy: Policy;
}

/** Requests a minute: above `mark` a feedback is flagged, above `stop` it waits, except where food safety is at stake. */
export interface Rate {
  readonly mark: number;
  readonly stop: number;
}

export interface Limits {
  /** One visitor at one site. @default { mark: 30, stop: 300 } */
  readonly visitor: Rate;
  /** All visitors of one site. @default { mark: 3_000, stop: 30_000 } */
  readonly site: Rate;
  /**
   * Bytes of one photo where the policy names no number: large, because a photo that could not be shrunk is sent as it is.
   * @default 16_000_000
   */
  readonly photoBytes: number;
  /** Named or sent for one feedback. @default 60 */
  readonly attachments: number;
  /** Bytes of all uploads that are arriving at the same time; what comes beyond is asked for again. @default 256_000_000 */
  readonly uploadBytes: number;
  /** Bytes of all events of one feedback; beyond them it takes what is urgent, and what takes something back. @default 2_000_000 */
  readonly eventBytes: number;
}

/** The demo shop's pages and the widget's files, served from the backend's own origin. */
export interface Pages {
  readonly shopFolder: string;
  readonly widgetFolder: string;
  /** Signs the order tokens in the pages, as a merchant's server would. */
  readonly site: string;
  readonly key: MerchantKey;
  /** Base of the protocol as the pages name it, where it is another origin. @default '/' */
  readonly endpoint?: string;
  /** Origin of the widget's files, where it is another one. */
  readonly widgetOrigin?: string;
  /** Replaces the strict policy that the pages are sent with. */
  readonly contentSecurityPolicy?: string;
}

export interface Config {
  readonly sites: Readonly<Record<string, Site>>;
  /** At least 32 characters; status tokens are derived from it, so it must stay the same. */
  readonly secret: string;
  readonly limits?: Partial<Limits>;
  readonly pages?: Pages;
  /** Asked for at /admin as the password; without one /admin answers to this machine only. */
  readonly adminToken?: string;
  /** Believe the last address in X-Forwarded-For; only behind a proxy that sets it. @default false */
  readonly trustProxy?: boolean;
}

export const defaultLimits: Limits = {
  visitor: { mark: 30, stop: 300 },
  site: { mark: 3_000, stop: 30_000 },
  photoBytes: 16_000_000,
  attachments: 60,
  uploadBytes: 256_000_000,
  eventBytes: 2_000_000,
};

/** The site of that key, and never a property of Object. */
export function siteOf(config: Config, key: string | null | undefined): Site | undefined {
  return key !== null && key !== undefined && Object.hasOwn(config.sites, key) ? config.sites[key] : undefined;
}
