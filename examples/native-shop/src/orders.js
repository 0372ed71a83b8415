const minutesFromNow = (minutes) => new Date(Date.now() + minutes * 60000).toISOString();

const goods = [
  {
    lineId: '1',
    sku: 'FZ-DP-1000',
    name: '韭菜猪肉水饺',
    qty: 6,
    unit: '袋',
    category: 'frozen',
    spec: '1 千克/袋 · 冷冻',
    price: '¥167.40',
  },
  { lineId: '2', sku: 'FZ-SD-240', name: '水晶虾饺', qty: 10, unit: '袋', category: 'frozen', spec: '240 克/袋 · 冷冻', price: '¥268.00' },
  {
    lineId: '3',
    sku: 'FZ-CW-KG',
    name: '鸡翅中',
    qty: 9.6,
    unit: '千克',
    category: 'frozen',
    byWeight: true,
    spec: '称重 · 冷冻',
    price: '¥374.40',
  },
];

/** A restaurant's order of this morning. */
module.exports = {
  goods,
  paid: '¥809.80',
  order: {
    id: 'DP2611220118',
    state: 'delivered',
    entry: 'order_page',
    shopId: 'qinghe-dongpin',
    promised: { until: minutesFromNow(-10) },
    deliveredAt: minutesFromNow(-25),
    items: goods.map(({ lineId, sku, name, qty, unit, category, byWeight = false }) => ({
      lineId,
      sku,
      name,
      qty,
      unit,
      category,
      byWeight,
    })),
  },
};
