import type { Merchant, Row } from './merchant.js';

/** Looks until there is something to see; rejects with what was waited for. */
export async function until<T>(what: string, look: () => Promise<T | undefined | false>, patience = 45_000): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > end) throw new Error(`waited ${patience} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

/** The only feedback there is, once `isThere` says so; more than one is a failure at once. */
export function onlyRow(shop: Merchant, isThere: (row: Row) => boolean = () => true, what = 'one feedback'): Promise<Row> {
  let last: readonly Row[] = [];
  return until(what, async () => {
    last = await shop.rows();
    if (last.length > 1) throw new Error(`${last.length} rows for one feedback: ${last.map(({ id }) => id).join(', ')}`);
    const [row] = last;
    return row && isThere(row) ? row : undefined;
  }).catch((cause: unknown) => {
    const requests = shop.proxy.seen.map(({ kind, fault, answered }) => `${kind} ${fault?.type ?? ''} ${answered ?? ''}`);
    throw new Error(
      `${cause instanceof Error ? cause.message : String(cause)}; stored: ${JSON.stringify(last)}; asked: ${requests.join(', ')}`,
      { cause },
    );
  });
}

/** All photos that the feedback names are here. */
export const isWhole =
  (photos: number) =>
  (row: Row): boolean =>
    row.need.length === 0 && row.attachments.filter(({ state }) => state === 'stored').length === photos;
