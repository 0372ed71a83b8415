import { expect, test } from 'vitest';
import { renderPage } from './shop-page.js';

const terms = {
  page: 'order',
  site: 'demo-shop',
  key: { alg: 'HS256' as const, secret: 'x'.repeat(32) },
  now: Date.parse('2026-11-22T16:30:20Z'),
};

test('tells the times of an order from now, in the shop’s zone', () => {
  const html = '{{instant -47}} {{clock 12}} {{date 0}} {{clock nothing}}';
  expect(renderPage(html, terms)).toBe('2026-11-22T23:43:20+08:00 00:42 2026-11-23 {{clock nothing}}');
});

test('signs a token for a page with an order and leaves it empty elsewhere', () => {
  expect(renderPage('{{order-token}}', terms)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(renderPage('"{{order-token}}"', { ...terms, page: 'index' })).toBe('""');
});

test('keeps an endpoint inside its attribute', () => {
  expect(renderPage('data-endpoint="/"', { ...terms, endpoint: 'https://a/"><b>' })).toBe('data-endpoint="https://a/&quot;>&lt;b>"');
});
