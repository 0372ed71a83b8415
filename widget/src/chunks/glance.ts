import type { Order } from '@yijian/sdk/contract';
import type { OrderDisplay } from '../sheet/index.js';
import type { Attributes } from './seam.js';

type Line = NonNullable<Order['items']>[number] & { readonly thumb?: unknown };

/** The order as the first screen shows it, before the core has read it strictly: nothing of this is ever sent. */
export function glance(attributes: Attributes): Order {
  const until = attributes['order-promised-until'];
  return {
    trust: 'page',
    id: attributes['order-id'],
    state: attributes['order-state'] as Order['state'],
    deliveredAt: attributes['order-delivered-at'],
    promised: until ? { until } : null,
    items: linesOf(attributes),
  };
}

/** What is only shown: pictures of the lines, the shop, the courier, when each step was. */
export function displayOf(attributes: Attributes): OrderDisplay {
  const images: Record<string, string> = {};
  for (const { lineId, thumb } of linesOf(attributes)) if (typeof thumb === 'string') images[lineId] = thumb;
  const at = (name: string) => attributes[`order-${name}-at`];
  return {
    shop: attributes['shop'],
    courier: attributes['courier'],
    images,
    times: { ordered: at('ordered'), picked: at('picked'), out: at('out'), delivered: at('delivered') },
  };
}

function linesOf(attributes: Attributes): Line[] {
  try {
    const lines: unknown = JSON.parse(attributes['order-items'] ?? '[]');
    return Array.isArray(lines) ? lines.filter((line: Line | null) => typeof line?.name === 'string') : [];
  } catch {
    return []; // A faulty attribute shows no lines; the core leaves them out as well.
  }
}
