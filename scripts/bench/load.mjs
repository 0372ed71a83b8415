import { byTurns } from './figures.mjs';

/** What a page has cost when it has come to rest. @param {import('./world.mjs').World} world @param {string} path */
async function cost(world, path) {
  const { page, session, requests, end } = await world.visit(path, { slowdown: 4 });
  try {
    await page.waitForTimeout(2_500);
    const { metrics } = await session.send('Performance.getMetrics');
    const metric = (/** @type {string} */ name) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
    await session.send('HeapProfiler.enable');
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const seen = await page.evaluate(() => {
      const { shift, blockedMs, timers } = /** @type {{ shift: number, blockedMs: number, timers: number }} */ (
        Reflect.get(globalThis, 'bench')
      );
      return {
        shift,
        blockedMs,
        timers,
        elements: document.querySelectorAll('*').length,
        stored: localStorage.length + document.cookie.length,
      };
    });
    const databases = await page.evaluate(async () => (await indexedDB.databases()).length);
    return {
      scriptMs: metric('ScriptDuration') * 1000,
      taskMs: metric('TaskDuration') * 1000,
      heap: usedSize / 1000,
      requests: requests.length,
      ...seen,
      stored: seen.stored + databases,
    };
  } finally {
    await end();
  }
}

/**
 * What the widget adds to a page at load, at a quarter of the processor's speed; the floor is what a panel written by hand adds.
 * @param {import('./world.mjs').World} world
 * @param {number} runs
 * @returns {Promise<import('./figures.mjs').Figure[]>}
 */
export async function measureLoad(world, runs) {
  const { empty, widget, minimal } = await byTurns(runs, {
    empty: () => cost(world, '/empty.html'),
    widget: () => cost(world, '/widget.html'),
    minimal: () => cost(world, '/minimal.html'),
  });
  if (!empty || !widget || !minimal) throw new TypeError('nothing was measured');
  /** @typedef {keyof Awaited<ReturnType<typeof cost>>} Name */
  const added = (
    /** @type {string} */ name,
    /** @type {string} */ key,
    /** @type {import('./figures.mjs').Figure['unit']} */ unit,
    /** @type {Name} */ what,
  ) => ({
    name: `load: ${name}`,
    key: `load_${key}`,
    unit,
    ours: Math.max(0, widget[what] - empty[what]),
    floor: Math.max(0, minimal[what] - empty[what]),
    floorName: 'minimal panel, both above an empty page',
  });
  return [
    added('script, 4× CPU', 'script', 'ms', 'scriptMs'),
    added('all main-thread work, 4× CPU', 'main_thread', 'ms', 'taskMs'),
    added('total blocking time, 4× CPU', 'blocking', 'ms', 'blockedMs'),
    added('heap', 'heap', 'kB', 'heap'),
    added('requests', 'requests', 'count', 'requests'),
    // The element in the page is the merchant's own; the minimal page has one too.
    {
      ...added('elements', 'elements', 'count', 'elements'),
      ours: Math.max(0, widget.elements - minimal.elements),
      floor: undefined,
      floorName: '',
    },
    added('layout shift', 'layout_shift', 'score', 'shift'),
    added('timers', 'timers', 'count', 'timers'),
    added('cookies and stores', 'stored', 'count', 'stored'),
  ];
}
