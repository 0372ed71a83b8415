import type { Hints } from '../../contract/index.js';

/** The part of a reason's code before the dot. */
export type Family = 'safety' | 'cold' | 'pack' | 'item' | 'order' | 'delivery' | 'pay' | 'promo' | 'service' | 'app' | 'idea' | 'praise';

/** B before dispatch, W on the way, D delivered, A after-sales. */
export type Moment = 'B' | 'W' | 'D' | 'A';

/** One leaf of the reason tree, as every preset starts from it. */
export interface ReasonRule {
  readonly code: string;
  readonly family: Family;
  /** Severity 1 (food safety) to 4 (idea); 0 for praise. */
  readonly level: 0 | 1 | 2 | 3 | 4;
  readonly scope: 'item' | 'order' | 'delivery' | 'service' | 'app' | 'any';
  /** Letters of the moments at which it is offered. */
  readonly when: string;
  readonly photo: 'none' | 'encouraged' | 'required';
  readonly shots: readonly string[];
  /** Who is likely responsible; a hint, never shown to the customer. */
  readonly responsibility: NonNullable<Hints['responsibility']> | null;
}

type Row = readonly [
  code: string,
  level: ReasonRule['level'],
  scope: ReasonRule['scope'],
  when: string,
  photo: 'E' | 'R' | 'N',
  shots: string,
  who: string,
];

const photo = { E: 'encouraged', R: 'required', N: 'none' } as const;
const who: Readonly<Record<string, ReasonRule['responsibility']>> = { M: 'merchant', C: 'carrier', P: 'platform', '?': 'unknown' };

// One row a reason, in the order in which tiles are shown; columns as in `Row`.
const table: readonly Row[] = [
  ['safety.spoiled', 1, 'item', 'DA', 'E', 'defect whole label', 'M'],
  ['safety.foreign_matter', 1, 'item', 'DA', 'E', 'object pack', 'M'],
  ['safety.expired', 1, 'item', 'DA', 'E', 'date_label', 'M'],
  ['safety.bulging', 1, 'item', 'DA', 'E', 'pack lot_code', 'M'],
  ['safety.allergy', 1, 'item', 'DA', 'N', '', 'M'],
  ['cold.thawed_lost', 1, 'item', 'DA', 'E', 'state ice_pack', 'C'],
  ['cold.soft', 2, 'item', 'DA', 'E', 'state ice_pack', 'C'],
  ['pack.damaged', 2, 'item', 'DA', 'R', 'outer inner defect', 'C'],
  ['pack.leaking', 2, 'item', 'DA', 'R', 'pack leak', '?'],
  ['item.not_as_described', 2, 'item', 'DA', 'E', 'item label', 'M'],
  ['item.counterfeit', 2, 'item', 'DA', 'R', 'item label mark', 'M'],
  ['item.defect', 2, 'item', 'DA', 'R', 'defect whole', 'M'],
  ['item.short_weight', 3, 'item', 'DA', 'R', 'on_scales label', 'M'],
  ['item.missing', 3, 'item', 'DA', 'N', '', 'M'],
  ['item.wrong', 3, 'item', 'DA', 'E', 'received', 'M'],
  ['item.bad_substitute', 3, 'item', 'DA', 'N', '', 'M'],
  ['order.not_received', 2, 'order', 'WDA', 'N', '', 'C'],
  ['order.others_bag', 2, 'order', 'D', 'E', 'bag', '?'],
  ['delivery.late', 3, 'delivery', 'BWDA', 'N', '', 'C'],
  ['delivery.place', 3, 'delivery', 'DA', 'E', 'place', 'C'],
  ['delivery.manner', 3, 'delivery', 'WDA', 'N', '', 'C'],
  ['pay.charged', 2, 'order', 'BWDA', 'E', 'payment_record', 'P'],
  ['pay.refund_slow', 2, 'order', 'A', 'E', 'payment_record', 'P'],
  ['promo.not_applied', 3, 'order', 'BWDA', 'E', 'offer_shown', 'P'],
  ['order.change_failed', 3, 'order', 'BW', 'N', '', 'P'],
  ['service.slow', 3, 'service', 'BWDA', 'N', '', 'P'],
  ['service.rude', 3, 'service', 'BWDA', 'N', '', 'P'],
  ['service.wrong', 3, 'service', 'BWDA', 'N', '', 'P'],
  ['service.returns', 3, 'service', 'A', 'N', '', 'P'],
  ['app.fault', 3, 'app', 'BWDA', 'E', 'screen', 'P'],
  ['idea.product', 4, 'any', 'BWDA', 'N', '', ''],
  ['idea.app', 4, 'any', 'BWDA', 'N', '', ''],
  ['idea.ops', 4, 'any', 'BWDA', 'N', '', ''],
  ['praise.fresh', 0, 'any', 'DA', 'N', '', ''],
  ['praise.on_time', 0, 'any', 'DA', 'N', '', ''],
  ['praise.packaging', 0, 'any', 'DA', 'N', '', ''],
  ['praise.manner', 0, 'any', 'WDA', 'N', '', ''],
];

/** The reason tree of the base policy. */
export const reasonTree: readonly ReasonRule[] = table.map(([code, level, scope, when, demand, shots, letter]) => ({
  code,
  family: code.slice(0, code.indexOf('.')) as Family,
  level,
  scope,
  when,
  photo: photo[demand],
  shots: shots ? shots.split(' ') : [],
  responsibility: who[letter] ?? null,
}));

const byCode = new Map(reasonTree.map((rule) => [rule.code, rule]));

/** The rule of a code, or undefined for a code that this version does not know. */
export function reasonRule(code: string): ReasonRule | undefined {
  return byCode.get(code);
}
