import { expect, test } from './journey.js';
import { element, hostPage } from './host-page.js';
import { signOrderToken } from '../backend/src/index.js';
import { screensOf } from './screens.js';
import { onlyRow } from './waiting.js';

test('an order that the merchant signed is stored as signed, with the customer that the token names', async ({ page, shop }) => {
  await page.goto('/order.html');
  await screensOf(page).thumb(true).click();
  const row = await onlyRow(shop);
  expect(row).toMatchObject({ trust: 'signed', orderId: 'QH2611220722', subjectId: 'u_5f2c9a', flags: [] });
  expect(row.body).toMatchObject({ order: { trust: 'signed', id: 'QH2611220722', entry: 'order_page' } });
});

test('a page without a token is believed as a page', async ({ page, shop }) => {
  shop.serve('/host.html', { body: hostPage() });
  await page.goto('/host.html');
  await screensOf(page).thumb(true).click();
  expect(await onlyRow(shop)).toMatchObject({ trust: 'page', orderId: 'H-1', subjectId: null });
});

const forgeries: Readonly<Record<string, (token: string) => string>> = {
  'with another order in it': (token) => {
    const [head = '', body = '', tail = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as { order: object };
    const forged = { ...claims, order: { ...claims.order, id: 'STOLEN' } };
    return [head, Buffer.from(JSON.stringify(forged)).toString('base64url'), tail].join('.');
  },
  'without a signature': (token) => {
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
    return `${none}.${token.split('.')[1]}.`;
  },
};

for (const [how, forge] of Object.entries(forgeries)) {
  test(`a token ${how} is stored, and trusted with nothing`, async ({ page, shop }) => {
    const terms = { site: shop.site, expires: Date.now() + 86_400_000 };
    const token = forge(signOrderToken({ order: { id: 'H-1' }, subject: { id: 'vip' } }, shop.key, terms));
    shop.serve('/host.html', { body: hostPage({ body: element('H-1', `order-token="${token}"`) }) });
    await page.goto('/host.html');
    await screensOf(page).thumb(true).click();
    const row = await onlyRow(shop);
    expect(row).toMatchObject({ trust: 'none', subjectId: null, claims: null });
    expect(row.flags).toContain('order-token-refused');
    expect(row.body.order?.token).toBe(token);
  });
}
