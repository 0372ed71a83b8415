import type { Category, Order, Policy } from '../../contract/index.js';
import { type Moment, type ReasonRule, reasonTree } from './reasons.js';

const moments: Readonly<Record<string, Moment>> = { ordered: 'B', picked: 'B', out: 'W', delivered: 'D', after_sales: 'A' };
const cold: readonly Category[] = ['frozen', 'chilled'];

/**
 * The reasons that make sense for this order: by its state, the classes of its goods, and the merchant's policy.
 * An order without a state counts as delivered; goods without a class filter nothing.
 */
export function offeredReasons(order: Order, polarity: 'good' | 'problem', policy: Policy | null): readonly ReasonRule[] {
  const moment = moments[order.state ?? 'delivered'] ?? 'D';
  const items = order.items ?? [];
  const classes = items.map((item) => item.category);
  const some = (fits: (category: Category) => boolean) => classes.length === 0 || classes.some((category) => !category || fits(category));
  const fits: Readonly<Record<string, boolean>> = {
    cold: some((category) => cold.includes(category)),
    safety: some((category) => category !== 'non_food'),
  };
  const exact: Readonly<Record<string, boolean>> = {
    'item.counterfeit': some((category) => category !== 'fresh'),
    'item.defect': some((category) => category !== 'fresh'),
    'item.short_weight': items.length === 0 || items.some((item) => item.byWeight),
  };
  return reasonTree
    .filter(
      (rule) =>
        (rule.family === 'praise') === (polarity === 'good') &&
        rule.when.includes(moment) &&
        fits[rule.family] !== false &&
        exact[rule.code] !== false &&
        policy?.reasons?.[rule.code]?.off !== true,
    )
    .map((rule) => ({ ...rule, photo: policy?.reasons?.[rule.code]?.photo ?? rule.photo }));
}
