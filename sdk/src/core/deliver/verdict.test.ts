import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpAnswer } from '../ports.js';
import { judge } from './verdict.js';

const echoed = (body: unknown) => ((body as { id?: string } | undefined)?.id === 'mine' ? 'yes' : undefined);
const verdict = (answer: HttpAnswer) => judge(answer, 0, echoed);
const answer = (status: number, text = '', headers: Record<string, string> = {}): HttpAnswer => ({ status, headers, text });
const problem = (status: number, name: string) =>
  answer(status, JSON.stringify({ type: `https://yijian.dev/problems/${name}`, status, detail: 'why' }));

describe('is accepted', () => {
  test.each([200, 201, 202])('%i that echoes the id', (status) => {
    expect(verdict(answer(status, '{"id":"mine","more":"fields"}'))).toEqual({ is: 'accepted', answer: 'yes' });
  });
});

describe('is not accepted and tried again', () => {
  test.each<[string, HttpAnswer]>([
    ['a sign-in page that answers 200', answer(200, '<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' })],
    ['JSON with another id', answer(200, '{"id":"other"}')],
    ['JSON without an id', answer(201, '{"ok":true}')],
    ['an answer cut short', answer(201, '{"id":"mi')],
    ['an empty answer', answer(204)],
    ['null', answer(200, 'null')],
    ['a redirect that reached us', answer(302, '', { location: '/login' })],
    ['a redirect that the platform stopped', { status: 0, cause: 'redirect' }],
  ])('%s', (_, given) => expect(verdict(given)).toMatchObject({ is: 'retry', fault: { code: 'not-accepted' } }));

  test.each(['offline', 'timeout', 'network'] as const)('%s', (cause) => {
    expect(verdict({ status: 0, cause })).toEqual({ is: 'retry', fault: { code: cause } });
  });

  test.each([500, 502, 503, 504, 599])('%i', (status) => {
    expect(verdict(answer(status, '', { 'retry-after': '7' }))).toMatchObject({
      is: 'retry',
      fault: { code: 'server', status },
      retryAfter: 7_000,
    });
  });

  test.each([408, 425, 429])('%i', (status) => {
    expect(verdict(answer(status, '', { 'retry-after': '7' }))).toMatchObject({
      is: 'retry',
      fault: { code: 'busy', status },
      retryAfter: 7_000,
    });
  });

  test('409 while the first attempt is still running', () => {
    expect(verdict(problem(409, 'in-progress'))).toMatchObject({ is: 'retry', fault: { code: 'busy', detail: 'why' } });
  });
});

describe('each other answer means one thing', () => {
  test.each<[string, HttpAnswer, object]>([
    ['401', answer(401), { is: 'auth' }],
    ['403', answer(403), { is: 'auth' }],
    ['404', answer(404), { is: 'config' }],
    ['405', answer(405), { is: 'config' }],
    ['410', answer(410), { is: 'config' }],
    ['413', answer(413), { is: 'too-large' }],
    ['400', answer(400), { is: 'refused' }],
    ['415', answer(415), { is: 'refused' }],
    ['418', answer(418), { is: 'refused' }],
    ['422', problem(422, 'key-reused'), { is: 'refused', fault: { type: 'https://yijian.dev/problems/key-reused', detail: 'why' } }],
    ['a feedback that the server does not know', problem(409, 'missing-feedback'), { is: 'missing-feedback' }],
    ['bytes that changed on the way', problem(400, 'digest-mismatch'), { is: 'digest-mismatch' }],
    ['bytes that the device cannot read', { status: 0, cause: 'unreadable' }, { is: 'refused', fault: { code: 'unreadable' } }],
  ])('%s', (_, given, meaning) => expect(verdict(given)).toMatchObject(meaning));
});

test('takes nothing for an acceptance that does not echo the id, whatever arrives', () => {
  const text = fc.oneof(fc.string(), fc.json(), fc.constantFrom('{"id":"mine"', '[{"id":"mine"}]', '"mine"', 'mine'));
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), text, fc.dictionary(fc.string(), fc.string()), (status, body, headers) => {
      const outcome = verdict(answer(status, body, headers));
      if (outcome.is !== 'accepted') return;
      expect(status).toBeGreaterThanOrEqual(200);
      expect(status).toBeLessThan(300);
      expect(JSON.parse(body)).toMatchObject({ id: 'mine' });
    }),
  );
});
