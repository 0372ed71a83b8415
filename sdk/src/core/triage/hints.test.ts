import { describe, expect, test } from 'vitest';
import type { Submission } from '../../contract/index.js';
import { advise, hintsFor, isRed, levelOf } from './hints.js';

const reasons = (...codes: string[]) => codes.map((code) => ({ code }));
const body: Submission = {
  v: 1,
  id: '01900000-0000-7000-8000-000000000001',
  kind: 'complaint',
  channel: 'web_widget',
  submittedBy: 'customer',
  occurredAt: '2026-11-22T18:04:11+08:00',
  locale: 'zh-CN',
  rating: {},
};

describe('the level', () => {
  test.each<[Submission['kind'], readonly string[], boolean, 1 | 2 | 3 | 4 | null]>([
    ['complaint', ['safety.spoiled'], false, 1],
    ['complaint', ['delivery.late', 'pack.leaking', 'service.slow'], false, 2],
    ['complaint', ['delivery.late', 'cold.thawed_lost'], false, 1],
    ['complaint', [], false, 3],
    ['complaint', ['other.unknown'], false, 3],
    ['complaint', ['idea.app', 'delivery.late'], false, 3],
    ['idea', ['idea.app'], false, 4],
    ['question', [], false, 4],
    ['praise', ['praise.fresh'], false, null],
    ['praise', [], false, null],
    ['complaint', ['delivery.late'], true, 1],
    ['praise', [], true, 1],
  ])('of a %s with %j, safety confirmed %s, is %s', (kind, codes, confirmed, level) => {
    expect(levelOf(kind, codes, confirmed)).toBe(level);
  });
});

describe('hints', () => {
  test.each([
    ['safety.spoiled', 'P0', true],
    ['pack.leaking', 'P1', false],
    ['delivery.late', 'P2', false],
    ['idea.app', 'P3', false],
  ])('%s is advised as %s, red %s', (code, priority, red) => {
    expect(hintsFor({ kind: 'complaint', reasons: reasons(code) }, null)).toMatchObject({ priority, red });
  });

  test('advise no priority for praise', () => {
    expect(hintsFor({ kind: 'praise', reasons: reasons('praise.fresh') }, null)).toEqual({ priority: null, red: false });
  });

  test('name who is likely responsible only while all reasons agree', () => {
    const responsible = (...codes: string[]) => hintsFor({ kind: 'complaint', reasons: reasons(...codes) }, null).responsibility;
    expect(responsible('delivery.late', 'pack.damaged')).toBe('carrier');
    expect(responsible('delivery.late', 'item.wrong')).toBe('unknown');
    expect(responsible('idea.app')).toBeUndefined();
  });

  test('name the policy that they come from', () => expect(hintsFor({ kind: 'praise' }, 'fresh@1').policy).toBe('fresh@1'));
});

describe('advice on a body', () => {
  test('adds each reason’s own level, and none for one that this version does not know', () => {
    const { reasons: levelled } = advise(
      { ...body, reasons: reasons('safety.spoiled', 'delivery.late', 'praise.fresh', 'new.one') },
      null,
      undefined,
    );
    expect(levelled?.map(({ level }) => level)).toEqual([1, 3, null, null]);
  });

  test('computes lateness by the server’s time, so that a device clock wrong by a day changes nothing', () => {
    const order = { trust: 'page' as const, promised: { until: '2026-11-22T18:00:00+08:00' } };
    expect(advise({ ...body, order }, null, Date.parse('2026-11-22T19:59:59+08:00')).order?.lateMinutes).toBe(119);
    expect(advise({ ...body, order }, null, undefined).order?.lateMinutes).toBeNull();
  });

  test('changes nothing that the customer said', () => {
    const said = { ...body, text: 'x', rating: { overall: { scale: 'thumb' as const, value: -1 as const } } };
    expect(advise(said, null, undefined)).toEqual({ ...said, hints: { priority: 'P2', red: false } });
  });
});

test.each([
  [{ reasons: reasons('delivery.late', 'safety.expired') }, true],
  [{ reasons: reasons('cold.thawed_lost') }, true],
  [{ safetyConfirmed: true }, true],
  [{ reasons: reasons('pack.leaking'), safetyConfirmed: false }, false],
  [{}, false],
])('%j is food safety: %s', (details, red) => expect(isRed(details)).toBe(red));
