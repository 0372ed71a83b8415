/** 1 is food safety, 4 is an idea. */
export type Level = 1 | 2 | 3 | 4;

interface ReasonWords {
  /** Null for praise. */
  readonly level: Level | null;
  readonly zh: string;
  readonly en: string;
}

const words = (level: Level | null, zh: string, en: string): ReasonWords => ({ level, zh, en });

/** The base reason tree as the server knows it: the level that counts, and words for the people who read it. */
export const reasonTree: ReadonlyMap<string, ReasonWords> = new Map(
  Object.entries({
    'safety.spoiled': words(1, '变质腐烂', 'Spoiled, mouldy'),
    'safety.foreign_matter': words(1, '异物', 'Foreign object'),
    'safety.expired': words(1, '过期', 'Past date'),
    'safety.bulging': words(1, '胀袋鼓包', 'Swollen pack'),
    'safety.allergy': words(1, '过敏、成分不符', 'Allergen'),
    'cold.thawed_lost': words(1, '解冻报废', 'Thawed, unusable'),
    'cold.soft': words(2, '轻微化冻', 'Partly thawed'),
    'pack.damaged': words(2, '破损压坏', 'Crushed, torn'),
    'pack.leaking': words(2, '漏液', 'Leaking'),
    'item.not_as_described': words(2, '与描述/口味不符', 'Not as described'),
    'item.counterfeit': words(2, '疑似假货', 'Suspected fake'),
    'item.defect': words(2, '功能故障', 'Defective'),
    'item.short_weight': words(3, '缺斤少两', 'Short weight'),
    'item.missing': words(3, '少件', 'Missing'),
    'item.wrong': words(3, '错发', 'Wrong item'),
    'item.bad_substitute': words(3, '替换不满意', 'Poor substitute'),
    'order.not_received': words(2, '未收到', 'Never came'),
    'order.others_bag': words(2, '收到他人订单', "Someone else's order"),
    'delivery.late': words(3, '延迟', 'Late'),
    'delivery.place': words(3, '放错位置', 'Wrong place'),
    'delivery.manner': words(3, '态度差', 'Rude courier'),
    'pay.charged': words(2, '多扣、未到账', 'Wrong charge'),
    'pay.refund_slow': words(2, '退款慢', 'Slow refund'),
    'promo.not_applied': words(3, '优惠未兑现、价格不符', 'Coupon or price wrong'),
    'order.change_failed': words(3, '取消/改址失败', 'Cancel or change failed'),
    'service.slow': words(3, '客服慢', 'Slow service'),
    'service.rude': words(3, '客服态度差', 'Rude service'),
    'service.wrong': words(3, '客服答错', 'Wrong answer'),
    'service.returns': words(3, '退换周期长', 'Returns slow or strict'),
    'app.fault': words(3, '系统故障', 'App fault'),
    'idea.product': words(4, '商品建议', 'Product idea'),
    'idea.app': words(4, '功能建议', 'App idea'),
    'idea.ops': words(4, '活动与会员建议', 'Offer or membership idea'),
    'praise.fresh': words(null, '新鲜', 'Fresh'),
    'praise.on_time': words(null, '准时', 'On time'),
    'praise.packaging': words(null, '包装好', 'Well packed'),
    'praise.manner': words(null, '态度好', 'Friendly'),
  }),
);
