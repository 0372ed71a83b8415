import { afterEach, describe, expect, it } from 'vitest';
import { readOrder } from '../core/index.js';
import { pageOrder } from './page-order.js';

const page = globalThis as { dataLayer?: unknown };

function jsonLd(value: unknown): void {
  const script = document.createElement('script');
  script.type = 'application/ld+json';
  script.textContent = typeof value === 'string' ? value : JSON.stringify(value);
  document.head.append(script);
}

function element(attributes: Record<string, string>): Element {
  const made = document.createElement('yijian-feedback');
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

const linkedOrder = {
  '@context': 'https://schema.org',
  '@type': 'Order',
  orderNumber: 'A-1',
  orderedItem: [
    { '@type': 'OrderItem', orderItemNumber: '1', orderQuantity: 2, orderedItem: { '@type': 'Product', name: '鲜虾', sku: 'S1' } },
    { '@type': 'Product', name: '青菜' },
  ],
  orderDelivery: {
    '@type': 'ParcelDelivery',
    trackingNumber: 'SF1',
    expectedArrivalFrom: '2026-11-22T17:00:00+08:00',
    expectedArrivalUntil: '2026-11-22T18:00:00+08:00',
  },
};
const purchase = {
  event: 'purchase',
  ecommerce: { transaction_id: 'A-1', value: 128.5, currency: 'CNY', items: [{ item_name: '鲜虾', item_id: 'S1', quantity: 2 }] },
};

afterEach(() => {
  document.querySelectorAll('script[type="application/ld+json"]').forEach((script) => script.remove());
  delete page.dataLayer;
});

describe('the order of a page', () => {
  it('is nothing on a page that says nothing', () => {
    expect(readOrder(pageOrder())).toEqual({ trust: 'none' });
  });

  it('takes each field from the most trusted source that has it', () => {
    jsonLd(linkedOrder);
    page.dataLayer = [{ event: 'other' }, purchase];
    const source = pageOrder(
      { order: { shopId: 'called' } },
      element({ 'order-shop': 'attribute', 'data-order-shipment': 'attribute', 'data-yijian-order-state': 'delivered', class: 'x' }),
    );
    expect(readOrder(source)).toEqual({
      trust: 'page',
      id: 'A-1',
      shopId: 'called',
      state: 'delivered',
      shipmentId: 'attribute',
      promised: { from: '2026-11-22T17:00:00+08:00', until: '2026-11-22T18:00:00+08:00' },
      amount: { amountMinor: 12850, currency: 'CNY' },
      items: [
        { lineId: '1', name: '鲜虾', sku: 'S1', qty: 2 },
        { lineId: '2', name: '青菜' },
      ],
    });
  });

  it('passes the token on byte for byte', () => {
    expect(readOrder(pageOrder({}, element({ 'order-token': 'a.b.c' })))).toMatchObject({ trust: 'signed', token: 'a.b.c' });
  });

  it('mixes nothing of another order in', () => {
    jsonLd(linkedOrder);
    page.dataLayer = [purchase];
    expect(readOrder(pageOrder({}, element({ 'order-id': 'B-2' })))).toEqual({ trust: 'page', id: 'B-2' });
    expect(readOrder(pageOrder({ order: { id: 'B-2' } }))).toEqual({ trust: 'page', id: 'B-2' });
  });

  it('picks the named one out of several, and guesses none without a name', () => {
    jsonLd({ '@graph': [linkedOrder, { ...linkedOrder, orderNumber: 'A-2', orderDelivery: null }] });
    expect(readOrder(pageOrder())).toEqual({ trust: 'none' });
    expect(readOrder(pageOrder({}, element({ 'order-id': 'A-2' })))).toMatchObject({
      id: 'A-2',
      items: [{ name: '鲜虾' }, { name: '青菜' }],
    });
  });

  it('reads a parcel alone, and what gtag was called with, in yen', () => {
    jsonLd([{ '@type': 'http://schema.org/ParcelDelivery', trackingNumber: 'SF9', partOfOrder: { '@type': 'Order', orderNumber: 'C-3' } }]);
    function gtag(..._call: unknown[]) {
      // As Google's snippet does it.
      (page.dataLayer as unknown[]).push(arguments); // eslint-disable-line prefer-rest-params
    }
    page.dataLayer = [];
    gtag('event', 'purchase', { transaction_id: 'C-3', value: 1200, currency: 'JPY', items: 'none' });
    expect(readOrder(pageOrder())).toEqual({ trust: 'page', id: 'C-3', shipmentId: 'SF9', amount: { amountMinor: 1200, currency: 'JPY' } });
  });

  it('takes hostile and broken data for none, and never throws', () => {
    jsonLd('{ not json');
    jsonLd('null');
    jsonLd('[[[[[1]]]], "x", {"@type":["Order"]}, {"@type":"Order","orderNumber":{"toString":1},"orderedItem":[null,3,{"name":{}}]}]');
    jsonLd(`{"@type":"Order","orderNumber":"X","text":"${'x'.repeat(200_000)}"}`);
    const trap = new Proxy({}, { get: () => { throw new Error('trap'); } }); // prettier-ignore
    for (const layer of [
      null,
      7,
      'x',
      [null, 1, undefined],
      [trap],
      [{ event: 'purchase', ecommerce: { transaction_id: 'D', value: 'NaN', currency: 'xx', items: [trap] } }],
    ]) {
      page.dataLayer = layer;
      expect(readOrder(pageOrder()).trust).toBe('none');
    }
    page.dataLayer = Array.from({ length: 3000 }, () => ({ event: 'purchase', ecommerce: { transaction_id: 'E'.repeat(5000) } }));
    expect(readOrder(pageOrder())).toEqual({ trust: 'none' });
  });
});
