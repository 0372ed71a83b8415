import type { Rating } from '../contract/index.js';
import { polarityOf } from './capture/submission.js';
import type { ReasonSection, ReasonTab } from './form-state.js';
import { type ReasonRule, reasonRule } from './triage/reasons.js';

const goods = ['safety', 'cold', 'pack', 'item'];

/** Praise says nothing of what was wrong, nor a complaint of what was right. */
export function fitting(reasons: readonly string[], rating: Rating): readonly string[] {
  const isPraise = polarityOf(rating) > 0;
  return reasons.filter((code) => (reasonRule(code)?.family === 'praise') === isPraise);
}

export function tabOf(rule: ReasonRule): ReasonTab {
  return goods.includes(rule.family) ? 'goods' : rule.family === 'delivery' ? 'delivery' : 'order';
}

function groupOf(rule: ReasonRule): ReasonSection['group'] {
  if (rule.level === 1) return 'safety';
  if (goods.includes(rule.family)) return 'quality';
  const { family } = rule;
  return family === 'delivery' || family === 'service' || family === 'idea' || family === 'praise' ? family : 'order';
}

export function sectionsOf(rules: readonly ReasonRule[]): readonly ReasonSection[] {
  const groups = [...new Set(rules.map(groupOf))];
  return groups.map((group) => ({ group, reasons: rules.filter((rule) => groupOf(rule) === group) }));
}
