import { describe, expect, test } from 'vitest';
import type { Category, Order, OrderItem, OrderState } from '../../contract/index.js';
import { offeredReasons } from './offered-reasons.js';
import { reasonTree } from './reasons.js';

const order = (state: OrderState | null, items?: readonly Partial<OrderItem>[]): Order => ({
  trust: 'page',
  state,
  ...(items ? { items: items.map((item, index) => ({ lineId: String(index), name: 'x', ...item })) } : {}),
});
const codes = (about: Order, polarity: 'good' | 'problem' = 'problem') => offeredReasons(about, polarity, null).map(({ code }) => code);
const goods = (...categories: Category[]) =>
  order(
    'delivered',
    categories.map((category) => ({ category })),
  );

const anytime = [
  'delivery.late',
  'pay.charged',
  'promo.not_applied',
  'service.slow',
  'service.rude',
  'service.wrong',
  'app.fault',
  'idea.product',
  'idea.app',
  'idea.ops',
];

describe('by the state of the order', () => {
  test.each(['ordered', 'picked'] as const)('%s: nothing about goods that have not left yet', (state) => {
    expect(codes(order(state)).sort()).toEqual([...anytime, 'order.change_failed'].sort());
    expect(codes(order(state), 'good')).toEqual([]);
  });

  test('on the way: the courier, what did not come, and a change that came too late', () => {
    expect(codes(order('out')).sort()).toEqual([...anytime, 'order.not_received', 'order.change_failed', 'delivery.manner'].sort());
    expect(codes(order('out'), 'good')).toEqual(['praise.manner']);
  });

  test('delivered: everything but what takes time to go wrong', () => {
    const missing = reasonTree.filter(
      ({ code, family }) => family !== 'praise' && !codes(order('delivered', [{ byWeight: true }])).includes(code),
    );
    expect(missing.map(({ code }) => code)).toEqual(['pay.refund_slow', 'order.change_failed', 'service.returns']);
  });

  test('after sales: slow refunds and returns, but nobody finds a stranger’s bag any more', () => {
    const offered = codes(order('after_sales'));
    expect(offered).toEqual(expect.arrayContaining(['pay.refund_slow', 'service.returns', 'safety.spoiled', 'pack.damaged']));
    expect(offered).not.toContain('order.others_bag');
  });

  test('not known: as delivered', () => expect(codes(order(null))).toEqual(codes(order('delivered'))));
});

describe('by the class of the goods', () => {
  const about = (family: string, ...categories: Category[]) => codes(goods(...categories)).filter((code) => code.startsWith(`${family}.`));

  test.each<[Category, boolean, boolean, boolean]>([
    ['frozen', true, true, true],
    ['chilled', true, true, true],
    ['fresh', false, true, false],
    ['packaged', false, true, true],
    ['non_food', false, false, true],
  ])('%s: can thaw %s, can spoil %s, can be fake or broken %s', (category, thaws, spoils, breaks) => {
    expect(about('cold', category).length > 0).toBe(thaws);
    expect(about('safety', category).length > 0).toBe(spoils);
    expect(codes(goods(category)).includes('item.counterfeit')).toBe(breaks);
    expect(codes(goods(category)).includes('item.defect')).toBe(breaks);
  });

  test('one line of a class is enough', () => {
    expect(about('cold', 'non_food', 'frozen')).toHaveLength(2);
    expect(about('safety', 'non_food', 'fresh')).toHaveLength(5);
  });

  test('goods without a class and orders without goods leave nothing out', () => {
    expect(codes(order('delivered', [{}, { category: 'non_food' }]))).toEqual(expect.arrayContaining(['cold.soft', 'safety.spoiled']));
    expect(codes(order('delivered'))).toEqual(
      expect.arrayContaining(['cold.soft', 'safety.spoiled', 'item.counterfeit', 'item.short_weight']),
    );
  });

  test('short weight is asked only where something is sold by weight', () => {
    expect(codes(order('delivered', [{ byWeight: false }, {}]))).not.toContain('item.short_weight');
    expect(codes(order('delivered', [{ byWeight: false }, { byWeight: true }]))).toContain('item.short_weight');
  });
});

describe('by polarity and policy', () => {
  test('praise and problems never mix', () => {
    expect(codes(order('delivered'), 'good')).toEqual(['praise.fresh', 'praise.on_time', 'praise.packaging', 'praise.manner']);
    expect(codes(order('delivered')).some((code) => code.startsWith('praise.'))).toBe(false);
  });

  test('a reason can be switched off and its photo demand changed', () => {
    const policy = { policy: 'shop@1', reasons: { 'pack.leaking': { off: true }, 'pack.damaged': { photo: 'none' as const } } };
    const offered = offeredReasons(order('delivered'), 'problem', policy);
    expect(offered.some(({ code }) => code === 'pack.leaking')).toBe(false);
    expect(offered.find(({ code }) => code === 'pack.damaged')?.photo).toBe('none');
    expect(offered.find(({ code }) => code === 'item.defect')?.photo).toBe('required');
  });
});
