import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { order as orderSchema } from '../../contract/index.js';
import { lateMinutes, readOrder } from './order-context.js';
import type { OrderSource } from './step.js';

const token = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;

describe('readOrder', () => {
  test('takes each field from the signed token, else from the call, else from the attributes', () => {
    const jws = token({ order: { id: 'signed', shopId: 's-signed' } });
    expect(
      readOrder({
        order: { token: jws, id: 'called', region: '510104', shopId: 's-called' },
        attributes: { 'order-id': 'written', 'order-region': '1', 'order-shipment': 'SF1', 'order-state': 'out' },
      }),
    ).toEqual({ trust: 'signed', token: jws, id: 'signed', shopId: 's-signed', region: '510104', shipmentId: 'SF1', state: 'out' });
  });

  test('reads everything that attributes can say', () => {
    expect(
      readOrder({
        attributes: {
          'order-id': '20261122-0071',
          'order-state': 'delivered',
          'order-entry': 'sign_for',
          'order-shop': 's1',
          'order-promised-from': '2026-11-22T17:00:00+08:00',
          'order-promised-until': '2026-11-22T18:00:00+08:00',
          'order-delivered-at': '2026-11-22T18:47:00+08:00',
          'order-region': '510104',
          'order-shipment': 'SF1',
          'order-amount': '12850',
          'order-currency': 'CNY',
          'order-items': JSON.stringify([{ lineId: '3', name: 'Beef tripe', qty: 3, unit: 'box', category: 'frozen', byWeight: false }]),
        },
      }),
    ).toEqual({
      trust: 'page',
      id: '20261122-0071',
      state: 'delivered',
      entry: 'sign_for',
      shopId: 's1',
      promised: { from: '2026-11-22T17:00:00+08:00', until: '2026-11-22T18:00:00+08:00' },
      deliveredAt: '2026-11-22T18:47:00+08:00',
      region: '510104',
      shipmentId: 'SF1',
      amount: { amountMinor: 12850, currency: 'CNY' },
      items: [{ lineId: '3', name: 'Beef tripe', qty: 3, unit: 'box', category: 'frozen', byWeight: false }],
    });
  });

  test('trusts a page that says something as `page`, one that says nothing as `none`', () => {
    expect(readOrder({ attributes: { 'order-id': '1' } }).trust).toBe('page');
    expect(readOrder({ attributes: { 'data-other': '1' } })).toEqual({ trust: 'none' });
    expect(readOrder({})).toEqual({ trust: 'none' });
  });

  test('passes a token on byte for byte even when nobody could read it', () => {
    expect(readOrder({ attributes: { 'order-token': 'not.a-token.at-all' } })).toEqual({ trust: 'signed', token: 'not.a-token.at-all' });
  });

  test('does not cut a token that is too long for the wire: half a signature is none', () => {
    const long = token({ order: { id: 'x'.repeat(9_000) } });
    expect(readOrder({ attributes: { 'order-token': long, 'order-id': '1' } })).toEqual({ trust: 'page', id: '1' });
  });

  test.each<[string, OrderSource]>([
    ['a state of its own', { attributes: { 'order-state': 'lost' } }],
    ['a date without an offset', { attributes: { 'order-delivered-at': '2026-11-22 18:00' } }],
    ['an amount without a currency', { attributes: { 'order-amount': '100' } }],
    ['an amount that is no integer', { attributes: { 'order-amount': '12.5', 'order-currency': 'CNY' } }],
    ['an amount that no computer can count', { order: { amount: { amountMinor: 1e300, currency: 'CNY' } } }],
    ['a currency that is none', { attributes: { 'order-amount': '12', 'order-currency': 'yuan' } }],
    ['items that are no JSON', { attributes: { 'order-items': '[{' } }],
    ['items that are no list', { attributes: { 'order-items': '{"name":"x"}' } }],
  ])('leaves out %s', (_, source) => expect(readOrder(source)).toEqual({ trust: 'none' }));

  test('keeps at most 200 lines and gives a line without an id its number', () => {
    const items = Array.from({ length: 300 }, () => ({ name: 'Mango' }));
    const read = readOrder({ attributes: { 'order-items': JSON.stringify(items) } });
    expect(read.items).toHaveLength(200);
    expect(read.items?.[1]).toEqual({ lineId: '2', name: 'Mango' });
  });

  test('never throws on what a hostile page says, and gives what the wire takes', () => {
    const names = ['id', 'state', 'entry', 'shopId', 'promised', 'deliveredAt', 'region', 'shipmentId', 'amount', 'items', 'token'];
    const nested = fc.record(
      Object.fromEntries(
        ['from', 'until', 'amountMinor', 'currency', 'lineId', 'name', 'sku', 'gtin', 'lot', 'qty', 'unit', 'byWeight', 'category'].map(
          (name) => [name, value()],
        ),
      ),
      { requiredKeys: [] },
    );
    const field = fc.oneof(value(), nested, fc.array(nested, { maxLength: 4 }));
    const fields = fc.record(Object.fromEntries(names.map((name) => [name, field])), { requiredKeys: [] });
    const attributes = fc.dictionary(
      fc.constantFrom(
        ...names.map((name) => `order-${name}`),
        'order-items',
        'order-token',
        'order-amount',
        'order-currency',
        'order-promised-until',
      ),
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        fields.map((claims) => token({ order: claims })),
      ),
    );
    fc.assert(
      fc.property(fc.record({ order: fc.oneof(fields, fc.anything({ maxDepth: 1 })), attributes }, { requiredKeys: [] }), (source) => {
        const read = readOrder(source as OrderSource);
        const parsed = orderSchema.safeParse(JSON.parse(JSON.stringify(read)));
        expect(parsed.error?.issues ?? []).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  function value(): fc.Arbitrary<unknown> {
    return fc.oneof(
      fc.anything({ maxDepth: 1, maxKeys: 2 }),
      fc.double(),
      fc.integer(),
      fc.maxSafeInteger(),
      fc.constantFrom(1e300, -0, 1.2345678901234567e19, 'CNY', 'delivered', 'frozen', '2026-11-22T18:00:00Z', '9999-99-99T99:99:99+99:99'),
      fc.string(),
      fc.constant('x'.repeat(10_000)),
    );
  }
});

describe('lateMinutes', () => {
  const promised = { until: '2026-11-22T18:00:00+08:00' };
  const late = (deliveredAt: string | null, serverNow?: number) => lateMinutes({ trust: 'page', promised, deliveredAt }, serverNow);

  test.each([
    ['2026-11-22T19:59:59+08:00', 119],
    ['2026-11-22T20:00:00+08:00', 120],
    ['2026-11-22T11:00:00Z', 60],
    ['2026-11-22T17:59:59+08:00', -1],
    ['2026-11-22T17:30:00+08:00', -30],
  ])('counts whole minutes for an arrival at %s', (deliveredAt, minutes) => expect(late(deliveredAt)).toBe(minutes));

  test('goes by the arrival, not by the clock, once there is one', () => {
    expect(late('2026-11-22T18:05:00+08:00', Date.parse('2026-11-29T18:00:00Z'))).toBe(5);
  });

  test('goes by the server, never by the device, while nothing has arrived', () => {
    expect(late(null, Date.parse('2026-11-22T18:47:30+08:00'))).toBe(47);
    expect(late(null)).toBeNull();
  });

  test('claims nothing without a promise or with a date that is none', () => {
    expect(lateMinutes({ trust: 'page', deliveredAt: '2026-11-22T18:00:00Z' }, 0)).toBeNull();
    expect(late('2026-99-99T18:00:00Z')).toBeNull();
    expect(lateMinutes({ trust: 'page', promised: { until: '9999-99-99T99:99:99Z' } }, 0)).toBeNull();
  });
});
