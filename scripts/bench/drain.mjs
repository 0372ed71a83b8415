import { waiting } from '../chaos/in-page.mjs';
import { byTurns } from './figures.mjs';

const site = 'demo-shop';

/**
 * Records as the loader leaves them behind, then a page load: until the last one has its receipt.
 * @param {import('./world.mjs').World} world
 * @param {number} count
 */
async function drain(world, count) {
  const { page, session, end } = await world.visit('/empty.html');
  try {
    await page.evaluate(fill, { site, count });
    let answered = 0;
    page.on('response', (response) => void (response.url().endsWith('/v1/feedback') && response.ok() && answered++));
    const began = Date.now();
    await page.goto(`${world.url}/widget.html`);
    for (; answered < count; await new Promise((resolve) => setTimeout(resolve, 20))) {
      if (Date.now() - began > 600_000) throw new Error(`${answered} of ${count} records were sent in ten minutes`);
    }
    const ms = Date.now() - began;
    while ((await page.evaluate(waiting, site)).length > 0) await page.waitForTimeout(50);
    await session.detach();
    return { ms };
  } finally {
    await end();
  }
}

/**
 * The same number of requests with bodies of the same size, one after the other, and nothing else.
 * @param {import('./world.mjs').World} world
 * @param {number} count
 */
async function bareLoop(world, count) {
  const { page, end } = await world.visit('/empty.html');
  try {
    return { ms: await page.evaluate(post, { site, count }) };
  } finally {
    await end();
  }
}

/** Runs in the page. @param {{ site: string, count: number }} options */
async function fill({ site: of, count }) {
  const opening = indexedDB.open(`yijian-${of}`, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('kv');
  await new Promise((resolve, reject) => {
    opening.onsuccess = resolve;
    opening.onerror = reject;
  });
  const transaction = opening.result.transaction('kv', 'readwrite');
  const store = transaction.objectStore('kv');
  for (let n = 0; n < count; n++) {
    const at = Date.now() - count + n;
    const time = at.toString(16).padStart(12, '0');
    const id = `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
    const tap = {
      type: 'tap',
      at,
      rating: { overall: { scale: 'thumb', value: 1 } },
      source: { attributes: { 'order-id': `D-${n}` } },
      locale: 'zh-CN',
      offset: 480,
    };
    store.put({ v: 1, id, at, steps: [tap] }, `i/${id}`);
  }
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = reject;
  });
  opening.result.close();
  localStorage.setItem(`yijian-${of}`, '1');
}

/** Runs in the page. @param {{ site: string, count: number }} options */
async function post({ site: of, count }) {
  const began = performance.now();
  for (let n = 0; n < count; n++) {
    const time = Date.now().toString(16).padStart(12, '0');
    const id = `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
    const body = JSON.stringify({
      v: 1,
      id,
      kind: 'praise',
      channel: 'web_widget',
      submittedBy: 'customer',
      occurredAt: new Date().toISOString(),
      locale: 'zh-CN',
      rating: { overall: { scale: 'thumb', value: 1 } },
      order: { id: `D-${n}`, trust: 'page' },
      client: { sdk: '0.1.0', platform: 'web' },
    });
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': id, 'Yijian-Site': of };
    const answer = await fetch('/v1/feedback', { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`the backend answers ${answer.status}: ${await answer.text()}`);
    await answer.json();
  }
  return performance.now() - began;
}

/**
 * Sending what a long time offline has left behind.
 * @param {import('./world.mjs').World} world
 * @param {number} runs
 * @param {number} count
 * @returns {Promise<import('./figures.mjs').Figure[]>}
 */
export async function measureDrain(world, runs, count) {
  const { widget, bare } = await byTurns(runs, { widget: () => drain(world, count), bare: () => bareLoop(world, count) });
  return [
    {
      name: `draining ${count} records`,
      key: `drain_${count}`,
      unit: 'ms',
      ours: widget?.ms ?? Number.NaN,
      floor: bare?.ms,
      floorName: 'bare fetch loop',
    },
  ];
}
