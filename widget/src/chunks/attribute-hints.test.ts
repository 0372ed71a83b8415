import { describe, expect, it } from 'vitest';
import { hintsOf } from './attribute-hints.js';

describe('a developer is told', () => {
  it.each([
    [{ 'order-state': 'Delivered' }, 'order-state is not read: "Delivered"'],
    [{ 'order-delivered-at': '2026-11-22 10:00' }, 'order-delivered-at is not read: "2026-11-22 10:00"'],
    [{ theme: 'black' }, 'theme is not read: "black"'],
    [{ order_id: 'A-1' }, 'order_id is not read, order-id is'],
    [{ orderitems: '[]' }, 'orderitems is not read, order-items is'],
    [{ 'order-colour': 'red' }, 'order-colour is not read'],
    [{ 'order-items': '{"name":"Mango"}' }, 'order-items is not read: it is no list'],
    [{ 'order-items': '[null]' }, 'order-items: a line without a name is not shown'],
    [{ 'order-amount': '12.50' }, 'order-amount is not read: "12.50"'],
  ])('of %o', (attributes, told) => {
    expect(hintsOf(attributes)).toEqual([told]);
  });

  it('what is wrong with lines that are no JSON', () => {
    expect(hintsOf({ 'order-items': "[{'name':'Mango'}]" })).toEqual([expect.stringMatching(/^order-items is not read: .*JSON/) as string]);
  });

  it('nothing about what is read, and about what belongs to the page', () => {
    const said = {
      site: 'shop',
      locale: 'zh-Hans-CN',
      theme: 'auto',
      open: '',
      'order-region': '',
      'order-id': '0071',
      'order-token': 'e30.e30.c2ln',
      'order-state': 'after_sales',
      'order-items': '[{"name":"Mango","qty":2}]',
      'order-delivered-at': '2026-11-22T10:00:00+08:00',
      class: 'wide',
      'v-if': 'order',
      src: '/yijian/yijian.js',
    };
    expect(hintsOf(said)).toEqual([]);
  });
});
