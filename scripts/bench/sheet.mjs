import { byTurns } from './figures.mjs';

/**
 * Milliseconds from the finger on the button to the first frame that shows the panel.
 * @param {import('./world.mjs').World} world
 * @param {string} path
 * @param {{ slow4g: boolean, preloaded: boolean }} conditions
 */
async function tapToSheet(world, path, { slow4g, preloaded }) {
  const { page, end } = await world.visit(path, { slowdown: 4, slow4g });
  try {
    await page.waitForTimeout(500);
    if (preloaded) {
      await page.focus('#own');
      await page.waitForTimeout(slow4g ? 5_000 : 2_000);
    }
    await page.evaluate(awaitSheet);
    await page.tap('#own', { noWaitAfter: true });
    return { ms: Number(await page.evaluate(() => Reflect.get(globalThis, 'painted'))) };
  } finally {
    await end();
  }
}

/**
 * Milliseconds from the finger on a thumb to the word that it is on disk.
 * @param {import('./world.mjs').World} world
 * @param {string} path
 * @param {{ selector: string, event: string }} what
 */
async function tapToDisk(world, path, { selector, event }) {
  const { page, end } = await world.visit(path, { slowdown: 4 });
  try {
    await page.locator(selector).waitFor();
    await page.waitForTimeout(500);
    await page.evaluate(awaitEvent, event);
    await page.locator(selector).tap({ noWaitAfter: true });
    return { ms: Number(await page.evaluate(() => Reflect.get(globalThis, 'saved'))) };
  } finally {
    await end();
  }
}

/** Runs in the page: `painted` resolves to milliseconds once a panel is on the screen. */
function awaitSheet() {
  const isOpen = () =>
    [...document.documentElement.children, ...document.body.children].some((element) => {
      const dialog = element instanceof HTMLDialogElement ? element : element.shadowRoot?.querySelector('dialog');
      return !!dialog?.open && (dialog.querySelector('button')?.getBoundingClientRect().height ?? 0) > 0;
    });
  Reflect.set(
    globalThis,
    'painted',
    new Promise((resolve) => {
      let began = Number.NaN;
      addEventListener('pointerdown', ({ timeStamp }) => (began = timeStamp), { once: true, capture: true });
      const look = () => {
        // The frame after the one that drew it: by then it has been painted.
        if (isOpen()) requestAnimationFrame(() => resolve(performance.now() - began));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }),
  );
}

/** Runs in the page: `saved` resolves to milliseconds once the event came. @param {string} name */
function awaitEvent(name) {
  Reflect.set(
    globalThis,
    'saved',
    new Promise((resolve) => {
      let began = Number.NaN;
      addEventListener('pointerdown', ({ timeStamp }) => (began = timeStamp), { once: true, capture: true });
      addEventListener(name, () => resolve(performance.now() - began), { once: true, capture: true });
    }),
  );
}

/**
 * From the tap to the panel, and from the tap to the disk, each beside a panel written by hand.
 * @param {import('./world.mjs').World} world
 * @param {number} runs
 * @returns {Promise<import('./figures.mjs').Figure[]>}
 */
export async function measureSheet(world, runs) {
  /** @type {import('./figures.mjs').Figure[]} */
  const figures = [];
  for (const { name, key, ...conditions } of [
    { name: 'cold', key: 'cold', slow4g: false, preloaded: false },
    { name: 'cold, slow 4G', key: 'cold_slow4g', slow4g: true, preloaded: false },
    { name: 'preloaded, slow 4G', key: 'preloaded_slow4g', slow4g: true, preloaded: true },
  ]) {
    const { widget, minimal } = await byTurns(runs, {
      widget: () => tapToSheet(world, '/widget.html', conditions),
      minimal: () => tapToSheet(world, '/minimal.html', conditions),
    });
    figures.push({
      name: `tap → sheet, 4× CPU, ${name}`,
      key: `tap_to_sheet_${key}`,
      unit: 'ms',
      ours: widget?.ms ?? Number.NaN,
      floor: minimal?.ms,
      floorName: 'minimal panel',
    });
  }
  const { widget, minimal } = await byTurns(runs, {
    widget: () => tapToDisk(world, '/widget.html', { selector: 'yijian-feedback button[value="1"]', event: 'yijian-queued' }),
    minimal: () => tapToDisk(world, '/minimal.html', { selector: 'minimal-feedback button[value="1"]', event: 'minimal-saved' }),
  });
  figures.push({
    name: 'tap → saved on disk, 4× CPU',
    key: 'tap_to_disk',
    unit: 'ms',
    ours: widget?.ms ?? Number.NaN,
    floor: minimal?.ms,
    floorName: 'one strict transaction',
  });
  return figures;
}
