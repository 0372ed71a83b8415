import { readOrder, type OrderSource } from '../core/index.js';

/** What is read of one script of a page at most, characters. */
const longest = 100_000;
/** How many objects of a page are looked at. */
const most = 500;

type Fields = Readonly<Record<string, unknown>>;
type Attributes = Record<string, string>;

/**
 * What the page says about the order, in the order in which it is trusted: the call (with the token, which core puts first),
 * attributes of the element, JSON-LD, and last the `dataLayer` of GA4. Never throws, whatever the page holds.
 */
export function pageOrder(call: OrderSource = {}, element?: Element): OrderSource {
  const attributes: Attributes = { ...call.attributes };
  add(attributes, element ? elementAttributes(element) : {});
  const known = readOrder({ ...call, attributes }).id ?? undefined;
  for (const found of [theOne(linkedOrders, known), theOne(purchases, known)]) {
    // Another number means another order: then nothing else of it may be mixed in.
    if (!attributes['order-id'] || !found['order-id'] || attributes['order-id'] === found['order-id']) add(attributes, found);
  }
  return { ...call, attributes };
}

/** `order-…` attributes, with or without `data-` or `data-yijian-` before them. */
export function elementAttributes(element: Element): Attributes {
  const found: Attributes = {};
  for (const { name, value } of element.attributes) {
    const bare = name.replace(/^data-(yijian-)?/, '');
    if (bare.startsWith('order-')) found[bare] = value;
  }
  return found;
}

function add(attributes: Attributes, lower: Attributes): void {
  for (const [name, value] of Object.entries(lower)) attributes[name] ??= value;
}

/** The one with the number, or the only one there is: with several and no number nothing is guessed. */
function theOne(find: () => readonly Attributes[], id: string | undefined): Attributes {
  let orders: readonly Attributes[];
  try {
    orders = find();
  } catch {
    return {}; // A page may put anything there, getters that throw included.
  }
  const fitting = id ? orders.filter((order) => order['order-id'] === id) : orders;
  return (fitting.length === 1 && fitting[0]) || {};
}

function linkedOrders(): Attributes[] {
  const orders: Attributes[] = [];
  const parcels: Attributes[] = [];
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const json = script.textContent ?? '';
    if (json.length > longest) continue;
    for (const thing of things(parse(json))) {
      const type = String(thing['@type']).replace(/^https?:\/\/schema\.org\//, '');
      if (type === 'Order') orders.push(fromOrder(thing));
      if (type === 'ParcelDelivery') parcels.push(fromParcel(thing));
    }
  }
  for (const parcel of parcels) {
    const order = orders.find((candidate) => candidate['order-id'] === parcel['order-id']);
    if (order) add(order, parcel);
    else orders.push(parcel);
  }
  return orders;
}

function fromOrder(order: Fields): Attributes {
  const items = list(order['orderedItem']).map((line) => {
    const product = fields(line['orderedItem']) ?? line;
    return {
      lineId: text(line['orderItemNumber']),
      name: text(product['name']),
      sku: text(product['sku']),
      gtin: text(product['gtin14']),
      qty: line['orderQuantity'],
    };
  });
  const parcel = list(order['orderDelivery'])[0];
  const read = present({ 'order-id': text(order['orderNumber']), 'order-items': named(items) });
  add(read, parcel ? fromParcel(parcel) : {});
  return read;
}

function fromParcel(parcel: Fields): Attributes {
  return present({
    'order-id': text(fields(parcel['partOfOrder'])?.['orderNumber']),
    'order-shipment': text(parcel['trackingNumber']),
    'order-promised-from': text(parcel['expectedArrivalFrom']),
    'order-promised-until': text(parcel['expectedArrivalUntil']),
  });
}

function purchases(): Attributes[] {
  const layer: unknown = (globalThis as { dataLayer?: unknown }).dataLayer;
  if (!Array.isArray(layer)) return [];
  const found = new Map<string, Attributes>();
  for (const entry of layer.slice(-most)) {
    // `gtag('event', 'purchase', {…})` pushes its arguments, a tag manager pushes objects.
    const call: unknown = fields(entry)?.['0'] === 'event' ? entry : undefined;
    const name = call ? fields(call)?.['1'] : fields(entry)?.['event'];
    const data = call ? fields(fields(call)?.['2']) : fields(fields(entry)?.['ecommerce']);
    const id = text(data?.['transaction_id']);
    if (name !== 'purchase' || !data || !id) continue;
    const items = list(data['items']).map((item) => ({ name: text(item['item_name']), sku: text(item['item_id']), qty: item['quantity'] }));
    const currency = text(data['currency']);
    found.set(
      id,
      present({ 'order-id': id, 'order-amount': minor(data['value'], currency), 'order-currency': currency, 'order-items': named(items) }),
    );
  }
  return [...found.values()];
}

/** GA4 counts in whole units, the wire in the smallest. */
function minor(value: unknown, currency: string | undefined): string | undefined {
  if (typeof value !== 'number' || !currency || !/^[A-Z]{3}$/.test(currency)) return undefined;
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return String(Math.round(value * 10 ** digits));
}

function named(items: readonly { readonly name?: string | undefined }[]): string | undefined {
  const kept = items.filter(({ name }) => name).slice(0, 200);
  return kept.length ? JSON.stringify(kept) : undefined;
}

/** Objects in a JSON-LD document, as deep as a graph in a list goes. */
function things(document: unknown): Fields[] {
  const found: Fields[] = [];
  const visit = (value: unknown, depth: number): void => {
    for (const thing of list(value)) {
      if (found.length >= most || depth > 3) return;
      found.push(thing);
      visit(thing['@graph'], depth + 1);
    }
  };
  visit(document, 0);
  return found;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // The page's own mistake; other sources remain.
  }
}

function list(value: unknown): Fields[] {
  return (Array.isArray(value) ? value.slice(0, most) : [value]).map(fields).filter((entry) => entry !== undefined);
}

function fields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
}

/** Left out when far too long: core judges the rest. */
function text(value: unknown): string | undefined {
  const read = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return read && read.length <= 1_000 ? read : undefined;
}

function present(read: Readonly<Record<string, string | undefined>>): Attributes {
  return Object.fromEntries(Object.entries(read).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
