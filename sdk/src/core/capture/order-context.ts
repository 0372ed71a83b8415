import type { Order, OrderItem } from '../../contract/index.js';
import { decodeJws } from './jws.js';
import type { OrderSource } from './step.js';

/** Steps of an order. */
export const orderStates = ['ordered', 'picked', 'out', 'delivered', 'after_sales'] as const;
/** Places from which a feedback is begun. */
export const orderEntries = [
  'order_page',
  'delivery_page',
  'sign_for',
  'order_complete',
  'personal_centre',
  'home',
  'link',
  'staff',
] as const;
const categories = ['frozen', 'chilled', 'fresh', 'packaged', 'non_food'] as const;
/** RFC 3339, with the zone. */
export const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Left out when too long for the wire: half a number or half a token names something else. */
const text = (value: unknown, max = 128) => {
  const read = typeof value === 'string' ? value : Number.isFinite(value) ? String(value) : '';
  return read && read.length <= max ? read : null;
};
const time = (value: unknown) => (typeof value === 'string' && instantPattern.test(value) ? value : null);
const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const oneOf = <T extends string>(allowed: readonly T[], value: unknown) => allowed.find((candidate) => candidate === value) ?? null;

/**
 * What a page says about the order, as the wire wants it. A field comes from the signed token if that has it,
 * else from the call, else from the attributes. What cannot be read is left out, never guessed.
 */
export function readOrder(source: OrderSource): Order {
  const attributes = source.attributes ?? {};
  const token = text(source.order?.token ?? attributes['order-token'], 8192);
  const claims = token ? decodeJws(token) : undefined;
  const signed = isFields(claims?.['order']) ? claims['order'] : {};
  const fields: Fields = { ...fromAttributes(attributes), ...present(source.order ?? {}), ...present(signed) };
  const order = readFields(fields);
  const known = Object.values(order).some((value) => value !== null && value !== undefined);
  return { trust: token ? 'signed' : known ? 'page' : 'none', ...(token ? { token } : {}), ...order };
}

/**
 * Whole minutes after the promised end: negative is early, null is not known.
 * @param serverNow server time in milliseconds, undefined while no answer has told it
 */
export function lateMinutes(order: Order, serverNow: number | undefined): number | null {
  const until = order.promised?.until ? Date.parse(order.promised.until) : Number.NaN;
  const then = order.deliveredAt ? Date.parse(order.deliveredAt) : serverNow;
  return Number.isNaN(until) || then === undefined || Number.isNaN(then) ? null : Math.floor((then - until) / 60_000);
}

function present(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}

function fromAttributes(attributes: Readonly<Record<string, string>>): Fields {
  const order = (name: string) => attributes[`order-${name}`];
  const until = order('promised-until');
  const minor = Number(order('amount'));
  return present({
    id: order('id'),
    state: order('state'),
    entry: order('entry'),
    shopId: order('shop'),
    promised: until ? { from: order('promised-from'), until } : undefined,
    deliveredAt: order('delivered-at'),
    region: order('region'),
    shipmentId: order('shipment'),
    amount: order('amount') && order('currency') ? { amountMinor: minor, currency: order('currency') } : undefined,
    items: order('items') ? parse(order('items')) : undefined,
  });
}

function parse(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? 'null');
  } catch {
    return undefined; // A page's faulty attribute is not the customer's fault: the field is left out.
  }
}

function readFields(fields: Fields): Omit<Order, 'trust' | 'token'> {
  const promised = isFields(fields['promised']) ? fields['promised'] : {};
  const amount = isFields(fields['amount']) ? fields['amount'] : {};
  const currency = text(amount['currency']);
  const items = Array.isArray(fields['items']) ? fields['items'].filter(isFields).slice(0, 200) : [];
  const read: Omit<Order, 'trust' | 'token'> = {
    id: text(fields['id']),
    state: oneOf(orderStates, fields['state']),
    entry: oneOf(orderEntries, fields['entry']),
    shopId: text(fields['shopId']),
    promised: time(promised['until']) ? { from: time(promised['from']), until: time(promised['until']) } : null,
    deliveredAt: time(fields['deliveredAt']),
    region: text(fields['region'], 32),
    shipmentId: text(fields['shipmentId']),
    amount:
      Number.isSafeInteger(amount['amountMinor']) && currency && /^[A-Z]{3}$/.test(currency)
        ? { amountMinor: Number(amount['amountMinor']), currency }
        : null,
  };
  const lines = items.map(readItem);
  const kept = present(read) as Omit<Order, 'trust' | 'token'>;
  return lines.length ? { ...kept, items: lines } : kept;
}

function readItem(item: Fields, index: number): OrderItem {
  const read = {
    sku: text(item['sku'], 64),
    gtin: text(item['gtin'], 14),
    lot: text(item['lot'], 64),
    qty: number(item['qty']),
    unit: text(item['unit'], 32),
    byWeight: typeof item['byWeight'] === 'boolean' ? item['byWeight'] : null,
    category: oneOf(categories, item['category']),
  };
  return {
    lineId: text(item['lineId'], 64) ?? String(index + 1),
    name: (text(item['name'], Infinity) ?? '').slice(0, 200),
    ...present(read),
  };
}
