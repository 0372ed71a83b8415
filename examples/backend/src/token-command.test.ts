import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tokenCommand } from './token-command.js';
import { verifyOrderToken, type MerchantKey } from './trust/order-token.js';

const now = Date.parse('2026-11-22T10:05:00Z');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yijian-token-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

test('signs an order with a key from a JSON file', async () => {
  const key: MerchantKey = { alg: 'HS256', kid: 'k1', secret: 'x'.repeat(32) };
  const token = await tokenCommand(['--order', await file('order.json', { id: 'QH-1' }), '--key', await file('key.json', key)], now);
  expect(verifyOrderToken(token, { site: 'demo-shop', keys: [key], now })).toEqual({ order: { id: 'QH-1' } });
});

test('signs order and customer with a PEM key, for a site and a time', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const claims = { order: { id: 'QH-1' }, subject: { id: 'u_1' } };
  const order = await file('order.json', claims);
  const token = await tokenCommand(['--order', order, '--key', await file('key.pem', privateKey), '--site', 'my-shop', '--days', '1'], now);
  const at = (time: number) => verifyOrderToken(token, { site: 'my-shop', keys: [{ alg: 'ES256', publicKey }], now: time });
  expect(at(now + 86_000_000)).toEqual(claims);
  expect(at(now + 87_000_000)).toBeUndefined();
});

test('says how it is used', async () => {
  expect(await tokenCommand(['--help'])).toContain('npm run token');
  await expect(tokenCommand([])).rejects.toThrow('npm run token');
  await expect(tokenCommand(['--order', 'x', '--days', 'soon'])).rejects.toThrow('npm run token');
});
