import { signOrderToken, type MerchantKey } from '../trust/order-token.js';
import { demoOrders, shopInstant } from './demo-orders.js';

export interface PageTerms {
  /** Name of the page, without a folder or an ending. */
  readonly page: string;
  readonly site: string;
  readonly key: MerchantKey;
  readonly now: number;
  /** @default '/' */
  readonly endpoint?: string | undefined;
  /** Origin of the widget's files. @default the page's own */
  readonly widgetOrigin?: string | undefined;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * A demo page as the shop's server sends it: `{{order-token}}` becomes a signed token for the page's order,
 * `{{instant -47}}`, `{{clock -47}}` and `{{date -47}}` become the time so many minutes from now, so that an order stays recent.
 */
export function renderPage(html: string, { page, site, key, now, endpoint, widgetOrigin }: PageTerms): string {
  const order = demoOrders[page]?.(now);
  const filled = html
    .replaceAll('{{order-token}}', () => (order ? signOrderToken(order, key, { site, expires: now + 30 * day }) : ''))
    .replace(/\{\{(instant|clock|date) ([+-]?\d+)\}\}/g, (_, form: string, minutes: string) => {
      const instant = shopInstant(now + Number(minutes) * minute);
      return form === 'instant' ? instant : form === 'clock' ? instant.slice(11, 16) : instant.slice(0, 10);
    });
  const pointed = endpoint === undefined ? filled : filled.replace('data-endpoint="/"', () => `data-endpoint="${attribute(endpoint)}"`);
  return widgetOrigin === undefined ? pointed : pointed.replace('src="/yijian/', () => `src="${attribute(widgetOrigin)}/yijian/`);
}

const attribute = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
