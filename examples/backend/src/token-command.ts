import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { dataFolder, merchantKeyFile } from './data-folder.js';
import { demoSite } from './demo-config.js';
import { signOrderToken, type MerchantKey, type OrderClaims } from './trust/order-token.js';

/** What `npm run token` says when it is asked, or asked wrongly. */
export const usage = `Prints a signed order token, as a merchant's server would make one.

  npm run token -- --order order.json [--key key] [--site demo-shop] [--days 30]

--order  a JSON file: an order ({"id": "…", …}), or {"order": {…}, "subject": {"id": "…"}}; - reads standard input
--key    the merchant's key: JSON {"alg": "HS256", "secret": "…", "kid": "…"}, or a P-256 private key as PEM (ES256);
         without it the demo shop's key, which the first npm start makes
--site   the public site key that the token is for
--days   how long the token holds`;

/** The command: arguments in, the token or a `TypeError` with the usage out. */
export async function tokenCommand(parameters: readonly string[], now = Date.now()): Promise<string> {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      order: { type: 'string' },
      key: { type: 'string' },
      site: { type: 'string', default: demoSite },
      days: { type: 'string', default: '30' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return usage;
  const days = Number(values.days);
  if (values.order === undefined || !(days > 0)) throw new TypeError(usage);
  const claims = claimsOf(JSON.parse(values.order === '-' ? await standardInput() : await readFile(values.order, 'utf8')));
  const key = keyOf(await readKey(values.key ?? merchantKeyFile(dataFolder())));
  return signOrderToken(claims, key, { site: values.site, expires: now + days * 86_400_000 });
}

function claimsOf(value: unknown): OrderClaims {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('the order is not a JSON object');
  return 'order' in value || 'subject' in value ? (value as OrderClaims) : { order: value as NonNullable<OrderClaims['order']> };
}

async function readKey(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file} can't be read: name a key with --key, or run npm start once, which makes the demo shop's`, { cause });
  }
}

function keyOf(text: string): MerchantKey {
  return text.trimStart().startsWith('-----BEGIN') ? { alg: 'ES256', privateKey: text } : (JSON.parse(text) as MerchantKey);
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}
