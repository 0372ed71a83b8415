import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkMerchantKey, signOrderToken, verifyOrderToken, type MerchantKey } from './order-token.js';

const now = Date.parse('2026-11-22T10:05:00Z');
const terms = { site: 'shop', expires: now + 60_000, id: 'token-1' };
const claims = { order: { id: 'QH-1', state: 'delivered' }, subject: { id: 'u_1', tier: 'vip' } };
const shared: MerchantKey = { alg: 'HS256', kid: 'k1', secret: '0123456789abcdef0123456789abcdef' };

const pair = (namedCurve: string) =>
  generateKeyPairSync('ec', {
    namedCurve,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const { publicKey, privateKey } = pair('P-256');
const check = (token: string, keys: readonly MerchantKey[], at = now) => verifyOrderToken(token, { site: 'shop', keys, now: at });

test('gives back the claims that were signed, with either algorithm', () => {
  expect(check(signOrderToken(claims, shared, terms), [shared])).toEqual(claims);
  expect(check(signOrderToken(claims, { alg: 'ES256', privateKey }, terms), [shared, { alg: 'ES256', publicKey }])).toEqual(claims);
});

test('knows a subject that is only an id', () => {
  const token = signOrderToken({ subject: 'u_1' } as unknown as typeof claims, shared, terms);
  expect(check(token, [shared])).toEqual({ subject: { id: 'u_1' } });
});

test('finds the key among several, so that a merchant can change it', () => {
  const next: MerchantKey = { alg: 'HS256', kid: 'k2', secret: 'fedcba9876543210fedcba9876543210' };
  const { kid: _, ...unnamed } = next;
  expect(check(signOrderToken(claims, next, terms), [shared, next])).toEqual(claims);
  expect(check(signOrderToken(claims, unnamed, terms), [shared, next])).toEqual(claims);
  expect(check(signOrderToken(claims, { ...next, kid: 'k1' }, terms), [shared, next])).toBeUndefined();
});

test('forgives a minute between two clocks and no more', () => {
  const token = signOrderToken(claims, shared, terms);
  expect(check(token, [shared], terms.expires + 59_000)).toEqual(claims);
  expect(check(token, [shared], terms.expires + 60_000)).toBeUndefined();
});

test('holds for no other site, no other order and no other signature', () => {
  const token = signOrderToken(claims, shared, terms);
  expect(verifyOrderToken(token, { site: 'other', keys: [shared], now })).toBeUndefined();
  const [head = '', body = '', tail = ''] = token.split('.');
  const changed = Buffer.from(Buffer.from(body, 'base64url').toString().replace('QH-1', 'QH-2')).toString('base64url');
  expect(check(`${head}.${changed}.${tail}`, [shared])).toBeUndefined();
  expect(check(`${head}.${body}.${tail.slice(0, -1)}`, [shared])).toBeUndefined();
  expect(check(`${head}.${body}`, [shared])).toBeUndefined();
});

test('wants exp and jti', () => {
  expect(check(signOrderToken(claims, shared, { ...terms, id: '' }), [shared])).toBeUndefined();
  expect(check(signOrderToken(claims, shared, { ...terms, expires: Number.NaN }), [shared])).toBeUndefined();
});

test('names what is wrong with a key', () => {
  expect(() => checkMerchantKey({ alg: 'HS256', secret: 'short' })).toThrow('at least 32 bytes');
  expect(() => checkMerchantKey({ alg: 'ES256' })).toThrow('needs a public or a private key');
  expect(() => checkMerchantKey({ alg: 'ES256', publicKey: pair('P-384').publicKey })).toThrow('P-256');
  expect(() => checkMerchantKey({ alg: 'none' } as unknown as MerchantKey)).toThrow(TypeError);
});
