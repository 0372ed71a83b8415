import { createHash, createHmac, randomBytes } from 'node:crypto';

/**
 * The bearer token that reads one ticket. It is derived from the server's secret and a stored nonce, so that a repeat of
 * the same feedback gets the same token although only its hash is stored; a stolen database alone reads nothing.
 */
export function statusToken(secret: string, nonce: string): string {
  return `yst_${createHmac('sha256', secret).update(`status ${nonce}`).digest('base64url')}`;
}

export const newNonce = (): string => randomBytes(24).toString('base64url');

/** What is stored of a token, and what one is looked up by. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
