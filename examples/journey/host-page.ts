/** What a merchant's own page is made of. */
export interface HostTerms {
  readonly lang?: string;
  /** Behind the script tag. */
  readonly head?: string;
  readonly script?: string;
  readonly body?: string;
}

/** Three lines of an order as the attribute wants them: by the piece, by weight, frozen. */
export const orderLines = JSON.stringify([
  { lineId: '1', sku: 'FR-ST-500', name: '红颜草莓', qty: 2, unit: '盒', category: 'fresh' },
  { lineId: '2', sku: 'CH-SM-KG', name: '冰鲜三文鱼', qty: 0.42, unit: '千克', category: 'chilled', byWeight: true },
  { lineId: '3', sku: 'FZ-BF-400', name: '牛油火锅底料', qty: 3, unit: '袋', category: 'frozen' },
]);

export const scriptTag = (site = 'demo-shop', more = ''): string =>
  `<script async src="/yijian/yijian.js" data-site="${site}" data-endpoint="/" ${more}></script>`;

/** The element, about one order. */
export const element = (order: string, more = ''): string =>
  `<yijian-feedback mode="inline" order-id="${order}" order-state="delivered" order-items='${orderLines}' ${more}></yijian-feedback>`;

/** A page with nothing on it but what a merchant copies from the README, and what the test adds. */
export const hostPage = ({
  lang = 'zh-CN',
  head = '',
  script = scriptTag(),
  body = element('H-1'),
}: HostTerms = {}): string => `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Order</title>
<link rel="icon" href="/brand.svg">
${script}
${head}
</head>
<body>
<h1>Order</h1>
<main>${body}</main>
</body>
</html>`;
