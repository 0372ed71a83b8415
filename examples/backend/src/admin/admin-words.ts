export type Language = 'zh' | 'en';

const zh = {
  title: '顾客意见',
  empty: '还没有意见。打开商城的订单页，点一下试试。',
  shop: '商城',
  json: 'JSON',
  older: '更早的意见',
  received: '收到',
  tapped: '点按',
  attempts: '到达次数',
  queued: '在手机上等了',
  clockError: '手机时钟偏差',
  rtt: '往返时间',
  flags: '标记',
  order: '订单',
  none: '未知订单',
  reasons: '原因',
  items: '商品',
  wish: '希望',
  photos: '照片',
  red: '加急',
  withdrawn: '已撤回',
  up: '好评',
  down: '有问题',
  idea: '建议',
  question: '提问',
  missing: '还没到',
  removed: '已撤下',
  lost: '手机上已丢失',
  refused: '未被接受',
  unnamed: '未提及',
  file: '文件',
  of: '共',
  missingPhotos: (count: number) => `还差 ${count} 张`,
  trust: { signed: '订单已验签', page: '订单来自页面', none: '订单未经证实' },
  kinds: { refund: '退款', credit: '返券', replace: '换货', redeliver: '重新配送', call_me: '给我回电', none: '只是反馈' },
  language: 'English',
};

const en: typeof zh = {
  title: 'Customer feedback',
  empty: 'Nothing yet. Open the order page of the shop and tap once.',
  shop: 'Shop',
  json: 'JSON',
  older: 'Older feedback',
  received: 'Received',
  tapped: 'Tapped',
  attempts: 'Arrived',
  queued: 'Waited on the device',
  clockError: 'Device clock off by',
  rtt: 'Round trip',
  flags: 'Flags',
  order: 'Order',
  none: 'Unknown order',
  reasons: 'Reasons',
  items: 'Items',
  wish: 'Wish',
  photos: 'Photos',
  red: 'Urgent',
  withdrawn: 'Withdrawn',
  up: 'Good',
  down: 'Problem',
  idea: 'Idea',
  question: 'Question',
  missing: 'Not here yet',
  removed: 'Taken back',
  lost: 'Lost on the device',
  refused: 'Not accepted',
  unnamed: 'Not named',
  file: 'File',
  of: 'of',
  missingPhotos: (count) => `${count} not here yet`,
  trust: { signed: 'Order signed', page: 'Order from the page', none: 'Order not proved' },
  kinds: { refund: 'Refund', credit: 'Credit', replace: 'Replace', redeliver: 'Deliver again', call_me: 'Call me', none: 'Just saying' },
  language: '中文',
};

export type AdminWords = typeof zh;

export const adminWords: Readonly<Record<Language, AdminWords>> = { zh, en };

/** The language asked for in the URL, else the first of ours that the browser names, else English. */
export function languageOf(query: string | undefined, header: string | undefined): Language {
  if (query === 'zh' || query === 'en') return query;
  const first = (header ?? '').toLowerCase().match(/\b(zh|en)\b/);
  return first?.[1] === 'zh' ? 'zh' : 'en';
}
