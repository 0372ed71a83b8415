import { byTurns } from './figures.mjs';

/**
 * Milliseconds from the finger on the button to the first frame that shows the panel.
 * @param {import('./world.mjs').World} world
 * @param {string} path
 * @param {{ slow4g: boolean, preloaded: boolean }} conditions
 */
async function tapToSheet(world, path, { slow4g, preloaded }) {
  const pill = '[mode=floating] button';
  const { page, end } = await world.visit(path, { slowdown: 4, slow4g });
  try {
    await page.locator(pill).waitFor();
    await page.waitForTimeout(500);
    if (preloaded) {
      await page.focus(pill);
      await page.waitForTimeout(slow4g ? 5_000 : 2_000);
    }
    await page.evaluate(awaitSheet);
    await page.tap(pill, { noWaitAfter: true });
    return { ms: Number(await page.evaluate(() => Reflect.get(globalThis, 'painted'))) };
  } finally {
    await end();
  }
}

/**
 * Milliseconds from the finger on a thumb to the word that it is on disk.
 * @param {import('./world.mjs').World} world
 * @param {string} path
 * @param {string} element
 */
async function tapToDisk(world, path, element) {
  const { page, end } = await world.visit(path, { slowdown: 4 });
  try {
    const thumb = page.locator(`${element} button[value="1"]`);
    await thumb.waitFor();
    await page.waitForTimeout(500);
    await page.evaluate(awaitWord, { element, word: '已存到本机' });
    await thumb.tap({ noWaitAfter: true });
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

/** Runs in the page: `saved` resolves to milliseconds once the trigger says so. @param {{ element: string, word: string }} options */
function awaitWord({ element, word }) {
  Reflect.set(
    globalThis,
    'saved',
    new Promise((resolve) => {
      let began = Number.NaN;
      addEventListener('pointerdown', ({ timeStamp }) => (began = timeStamp), { once: true, capture: true });
      const root = document.querySelector(element)?.shadowRoot;
      if (!root) throw new TypeError(`${element} is not drawn`);
      new MutationObserver(() => {
        if (root.querySelector('output')?.textContent?.includes(word)) resolve(performance.now() - began);
      }).observe(root, { childList: true, characterData: true, subtree: true });
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
      widget: () => tapToSheet(world, '/widget-floating.html', conditions),
      minimal: () => tapToSheet(world, '/minimal-floating.html', conditions),
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
    widget: () => tapToDisk(world, '/widget.html', 'yijian-feedback'),
    minimal: () => tapToDisk(world, '/minimal.html', 'minimal-feedback'),
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
