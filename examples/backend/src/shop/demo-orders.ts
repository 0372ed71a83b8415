import type { OrderClaims } from '../trust/order-token.js';

const minute = 60_000;
/** The shop's clocks show the time of its city. */
const zone = '+08:00';
const zoneMinutes = 8 * 60;

/** RFC 3339 in the shop's time zone, to the second. */
export function shopInstant(time: number): string {
  return new Date(time + zoneMinutes * minute).toISOString().replace(/\.\d+Z$/, zone);
}

/** What the shop's server knows, and signs, about the order of each demo page, by the page's name. */
export const demoOrders: Readonly<Record<string, (now: number) => OrderClaims>> = {
  order: (now) => ({
    order: {
      id: 'QH2611220722',
      shopId: 'qinghe-jinjiang',
      state: 'delivered',
      promised: { until: shopInstant(now - 2 * minute) },
      deliveredAt: shopInstant(now - 15 * minute),
    },
    subject: { id: 'u_5f2c9a' },
  }),
  delivery: (now) => ({
    order: { id: 'QH2611220815', shopId: 'qinghe-jinjiang', state: 'out', promised: { until: shopInstant(now - 47 * minute) } },
    subject: { id: 'u_5f2c9a' },
  }),
  'sign-for': (now) => ({
    order: {
      id: 'QH2611220931',
      shopId: 'qinghe-jinjiang',
      state: 'delivered',
      promised: { until: shopInstant(now + 8 * minute) },
      deliveredAt: shopInstant(now - 3 * minute),
    },
    subject: { id: 'u_5f2c9a' },
  }),
};
