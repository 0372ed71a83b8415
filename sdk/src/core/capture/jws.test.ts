import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeJws } from './jws.js';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: unknown) => `${part({ alg: 'HS256' })}.${part(claims)}.c2lnbmF0dXJl`;

test('reads the claims of any token, whatever letters they are written in', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (claims) => {
      fc.pre(!Object.hasOwn(claims, '__proto__'));
      expect(decodeJws(token(claims))).toEqual(JSON.parse(JSON.stringify(claims)));
    }),
  );
});

test.each([
  ['nothing', ''],
  ['one part', 'abc'],
  ['padding', `a.${Buffer.from('{"a":1}').toString('base64')}==.c`],
  ['letters of the other alphabet', 'a.+/+/.c'],
  ['no JSON', `a.${Buffer.from('hello').toString('base64url')}.c`],
  ['JSON that is no object', `a.${part('text')}.c`],
  ['null', `a.${part(null)}.c`],
  ['bytes that are no UTF-8', `a.${Buffer.from([0x22, 0xff, 0xfe, 0x22]).toString('base64url')}.c`],
])('says that it cannot read %s', (_, text) => expect(decodeJws(text)).toBeUndefined());

test('never throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void decodeJws(`a.${text}.c`)));
});
