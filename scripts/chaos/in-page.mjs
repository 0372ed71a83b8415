/**
 * What a page of the run is given before its own scripts: a clock that can be wrong, and an ear for what the widget tells the customer.
 * Runs in the page; `tell` is a binding.
 * @param {{ shiftMs: number }} options
 */
export function equip({ shiftMs }) {
  const RealDate = Date;
  let shift = shiftMs;
  const now = () => RealDate.now() + shift;
  const ShiftedDate = /** @type {DateConstructor} */ (
    new Proxy(RealDate, {
      construct: (target, values, newTarget) => Reflect.construct(target, values.length > 0 ? values : [now()], newTarget),
      get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
    })
  );
  globalThis.Date = ShiftedDate;
  const chaos = {
    /** @param {number} ms */
    jump(ms) {
      shift += ms;
    },
    /** Seen by the run even if the page is gone a moment later. @param {object} said */
    tell(said) {
      const binding = /** @type {unknown} */ (Reflect.get(globalThis, 'chaosTell'));
      if (typeof binding === 'function') binding(JSON.stringify(said));
    },
  };
  Reflect.set(globalThis, 'chaos', chaos);
  addEventListener(
    'yijian-queued',
    (event) => {
      const { detail, target } = /** @type {CustomEvent<{ id?: string, durable?: boolean }>} */ (event);
      const order = target instanceof Element ? target.getAttribute('order-id') : null;
      if (order && detail?.durable !== false) chaos.tell({ what: 'tap', order, id: detail?.id });
    },
    true,
  );
}

/**
 * How many records of the outbox have still to be sent, and why; undefined while there is no outbox to read. Runs in the page.
 * @param {string} site
 */
export async function waiting(site) {
  const databases = await indexedDB.databases();
  if (!databases.some(({ name }) => name === `yijian-${site}`)) return [];
  /** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await done(indexedDB.open(`yijian-${site}`));
  try {
    const store = database.transaction('kv').objectStore('kv');
    const records = await done(store.getAll(IDBKeyRange.bound('i/', 'i/\uffff')));
    return records.flatMap((record) => {
      const photos = (record.attachments ?? []).filter((/** @type {{ state: string }} */ { state }) => !/acked|removed|lost/.test(state));
      const isDone = record.state === 'delivered' && record.steps.length <= record.folded && photos.length === 0;
      if (isDone) return [];
      /** @param {{ code?: string, status?: number } | undefined} fault */
      const told = (fault) => [fault?.code, fault?.status];
      /** @typedef {{ state: string, rung?: number, error?: { code?: string, status?: number } }} Attachment */
      const states = photos.flatMap((/** @type {Attachment} */ { state, rung, error }) => [state, rung, ...told(error)]);
      const why = [record.state ?? 'untouched', ...told(record.fault), ...states];
      return [`${record.id}: ${why.filter((word) => word !== undefined).join(' ')}`];
    });
  } finally {
    database.close();
  }
}
