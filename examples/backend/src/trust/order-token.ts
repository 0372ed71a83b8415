import { Buffer } from 'node:buffer';
import { createHmac, createPrivateKey, createPublicKey, randomUUID, sign, timingSafeEqual, verify, type KeyObject } from 'node:crypto';

/** A merchant's key; the algorithm belongs to the key and never to the token. */
export type MerchantKey =
  | { readonly alg: 'HS256'; readonly kid?: string; readonly secret: string }
  | {
      readonly alg: 'ES256';
      readonly kid?: string;
      /** PEM, P-256; enough to verify. */
      readonly publicKey?: string;
      /** PEM, P-256; needed to sign, and enough for both. */
      readonly privateKey?: string;
    };

/** What the merchant's server vouches for. */
export interface OrderClaims {
  readonly order?: Readonly<Record<string, unknown>> & { readonly id?: string };
  readonly subject?: Readonly<Record<string, unknown>> & { readonly id?: string };
}

export interface TokenTerms {
  /** The site key that the token is for. */
  readonly site: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** @default a new UUID */
  readonly id?: string;
}

/** The longest token that is looked at, in characters. */
const longest = 8192;
/** Clocks of two servers differ a little: 60 s are forgiven. */
const leeway = 60;

/** A compact JWS that says which order and which customer a page is about. */
export function signOrderToken(claims: OrderClaims, key: MerchantKey, { site, expires, id = randomUUID() }: TokenTerms): string {
  const header = { alg: key.alg, typ: 'JWT', ...(key.kid === undefined ? {} : { kid: key.kid }) };
  const signed = `${encode(header)}.${encode({ aud: site, exp: Math.floor(expires / 1000), jti: id, ...claims })}`;
  return `${signed}.${signature(key, signed).toString('base64url')}`;
}

/** The claims of a token that one of the keys signed for this site and that has not expired; never an error. */
export function verifyOrderToken(
  token: string,
  { site, keys, now }: { site: string; keys: readonly MerchantKey[]; now: number },
): OrderClaims | undefined {
  if (token.length > longest) return undefined;
  const [, head, body, tail] = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(token) ?? [];
  if (head === undefined || body === undefined || tail === undefined) return undefined;
  const header = decode(head);
  // An extension marked critical that we do not know would have to be honoured (RFC 7515 4.1.11).
  if (header === undefined || 'crit' in header) return undefined;
  const fits = keys.some(
    (key) =>
      key.alg === header['alg'] &&
      (key.kid === undefined || header['kid'] === undefined || key.kid === header['kid']) &&
      isSigned(key, `${head}.${body}`, Buffer.from(tail, 'base64url')),
  );
  return fits ? claimsOf(decode(body), site, now / 1000) : undefined;
}

/** Throws a `TypeError` that names the fault of a key, so that a weak one is found at the start and not by a forger. */
export function checkMerchantKey(key: MerchantKey): void {
  if (key.alg === 'HS256') {
    if (Buffer.byteLength(key.secret) < 32) throw new TypeError('an HS256 key needs a secret of at least 32 bytes');
    return;
  }
  if (key.alg !== 'ES256') throw new TypeError('a merchant key is HS256 or ES256');
  publicKeyOf(key);
}

function claimsOf(payload: Readonly<Record<string, unknown>> | undefined, site: string, now: number): OrderClaims | undefined {
  if (payload === undefined) return undefined;
  const { aud, exp, nbf, jti, order, subject } = payload;
  if (aud !== site && !(Array.isArray(aud) && aud.includes(site))) return undefined;
  if (typeof exp !== 'number' || !(exp > now - leeway)) return undefined;
  if (nbf !== undefined && !(typeof nbf === 'number' && nbf <= now + leeway)) return undefined;
  if (typeof jti !== 'string' || jti === '') return undefined;
  const about = identified(order);
  const customer = identified(typeof subject === 'string' ? { id: subject } : subject);
  return { ...(about && { order: about }), ...(customer && { subject: customer }) };
}

function identified(claim: unknown): (Record<string, unknown> & { id?: string }) | undefined {
  if (typeof claim !== 'object' || claim === null || Array.isArray(claim)) return undefined;
  const { id, ...others } = claim as Record<string, unknown>;
  return typeof id === 'string' && id !== '' && id.length <= 128 ? { ...others, id } : others;
}

function signature(key: MerchantKey, text: string): Buffer {
  if (key.alg === 'HS256') return createHmac('sha256', key.secret).update(text).digest();
  if (key.privateKey === undefined) throw new TypeError('signing with ES256 needs the private key');
  return sign('sha256', Buffer.from(text), { key: createPrivateKey(key.privateKey), dsaEncoding: 'ieee-p1363' });
}

function isSigned(key: MerchantKey, text: string, given: Buffer): boolean {
  if (key.alg === 'HS256') {
    const wanted = signature(key, text);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
  return given.length === 64 && verify('sha256', Buffer.from(text), { key: publicKeyOf(key), dsaEncoding: 'ieee-p1363' }, given);
}

const publicKeys = new WeakMap<MerchantKey, KeyObject>();

function publicKeyOf(key: Extract<MerchantKey, { alg: 'ES256' }>): KeyObject {
  const known = publicKeys.get(key);
  if (known) return known;
  const pem = key.publicKey ?? key.privateKey;
  if (pem === undefined) throw new TypeError('an ES256 key needs a public or a private key');
  const read = createPublicKey(pem);
  if (read.asymmetricKeyType !== 'ec' || read.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new TypeError('an ES256 key is on the curve P-256');
  }
  publicKeys.set(key, read);
  return read;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function decode(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // Not JSON: not a token of ours.
  }
}
