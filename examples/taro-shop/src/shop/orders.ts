/** One line of an order, with what the shop alone needs to draw it. */
export interface Goods {
  readonly lineId: string;
  readonly sku: string;
  readonly name: string;
  readonly qty: number;
  readonly unit: string;
  readonly category: 'fresh' | 'chilled' | 'frozen';
  readonly byWeight?: boolean;
  readonly spec: string;
  readonly price: string;
  readonly tint: string;
}

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

const eggs = { sku: 'FR-EG-10', name: '可生食鸡蛋', unit: '盒', category: 'fresh', spec: '10 枚/盒', tint: '#f7e7c6' } as const;
const mango = { sku: 'FR-MG-1000', name: '小台农芒果', unit: '袋', category: 'fresh', spec: '1 千克/袋', tint: '#ffe3a3' } as const;
const salmon = {
  sku: 'CH-SM-KG',
  name: '冰鲜三文鱼',
  unit: '千克',
  category: 'chilled',
  byWeight: true,
  spec: '称重 · ¥199.00/千克',
  tint: '#ffd9cc',
} as const;

const deliveredGoods: readonly Goods[] = [
  {
    lineId: '1',
    sku: 'FR-ST-500',
    name: '红颜草莓',
    qty: 2,
    unit: '盒',
    category: 'fresh',
    spec: '500 克/盒',
    price: '¥59.80',
    tint: '#ffd3d3',
  },
  { lineId: '2', ...eggs, qty: 1, price: '¥19.80' },
  { lineId: '3', ...mango, qty: 1, price: '¥25.80' },
  { lineId: '4', ...salmon, qty: 0.42, price: '¥83.58' },
];

const arrivingGoods: readonly Goods[] = [
  { lineId: '1', ...salmon, qty: 0.61, price: '¥121.39' },
  {
    lineId: '2',
    sku: 'FZ-SD-240',
    name: '水晶虾饺',
    qty: 1,
    unit: '袋',
    category: 'frozen',
    spec: '240 克/袋 · 冷冻',
    price: '¥28.80',
    tint: '#dcebf7',
  },
  { lineId: '3', ...eggs, qty: 2, price: '¥39.60' },
];

/** Delivered a quarter of an hour ago, before the promised time. */
export const delivered = {
  goods: deliveredGoods,
  paid: '¥188.98',
  order: {
    id: 'QH2611220722',
    state: 'delivered',
    entry: 'order_page',
    shopId: 'qinghe-jinjiang',
    promised: { until: minutesFromNow(-2) },
    deliveredAt: minutesFromNow(-15),
    items: deliveredGoods.map(itemOf),
  },
} as const;

/** At the door, to be signed for. */
export const arriving = {
  goods: arrivingGoods,
  paid: '¥189.79',
  order: {
    id: 'QH2611220931',
    state: 'delivered',
    entry: 'sign_for',
    shopId: 'qinghe-jinjiang',
    promised: { until: minutesFromNow(8) },
    deliveredAt: minutesFromNow(-3),
    items: arrivingGoods.map(itemOf),
  },
} as const;

/** What feedback needs to know of a line. */
function itemOf({ lineId, sku, name, qty, unit, category, byWeight }: Goods) {
  return { lineId, sku, name, qty, unit, category, byWeight: byWeight ?? false };
}
