import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawPicture } from '../chaos/pictures.mjs';
import { byTurns } from './figures.mjs';
import { forgetPeaks } from './world.mjs';

const sizes = [
  { name: '12 MP', key: 'photo_12mp', width: 4032, height: 3024 },
  { name: '48 MP', key: 'photo_48mp', width: 8064, height: 6048 },
];

/**
 * From the picked file to the picture that is ready to be sent, in a fresh browser.
 * @param {import('./world.mjs').World} world
 * @param {string} path
 * @param {string} file
 * @param {(page: import('playwright').Page) => Promise<{ ms: number, gapMs: number }>} work
 */
async function squeeze(world, path, file, work) {
  const browser = await world.freshBrowser();
  try {
    const { page } = await world.visit(path, { browser });
    await page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'pick' }));
    });
    await page.setInputFiles('#pick', file);
    await page.waitForTimeout(500);
    await forgetPeaks(browser);
    const before = await world.peakMemory({ browser });
    const measured = await work(page);
    return { ...measured, bytes: ((await world.peakMemory({ browser })) - before) / 1e6 };
  } finally {
    await browser.close();
  }
}

/** Runs in the page: the widget's way. */
async function byWidget() {
  /**
   * @typedef {{ id: string, attachments: { state: string }[] }} Entry
   * @typedef {object} Client
   * @property {(type: 'changed', listener: (entry: Entry) => void) => () => void} on
   * @property {(id: string, file: File) => Promise<Entry>} attach
   */
  const { yijian } =
    /** @type {{ yijian: { (name: string, input: object): Promise<Entry>, r: { core: { connect(trigger: Element | null): Promise<Client> } } } }} */ (
      /** @type {unknown} */ (globalThis)
    );
  const { id } = await yijian('tap', { rating: 1, order: { order: { id: 'B-3' } } });
  const client = await yijian.r.core.connect(document.querySelector('yijian-feedback'));
  const input = document.querySelector('#pick');
  const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined;
  if (!file) throw new TypeError('no file');
  const ready = new Promise((resolve) => {
    client.on('changed', (entry) => {
      if (entry.id === id && entry.attachments.some(({ state }) => state === 'ready' || state === 'acked')) resolve(undefined);
    });
  });
  const began = performance.now();
  let last = began;
  let gapMs = 0;
  const beat = setInterval(() => {
    gapMs = Math.max(gapMs, performance.now() - last);
    last = performance.now();
  }, 4);
  await client.attach(id, file);
  await ready;
  clearInterval(beat);
  return { ms: performance.now() - began, gapMs: Math.max(gapMs, performance.now() - last) };
}

/** Runs in the page: what one would write without a thought, an image element and a canvas on the page's own thread. */
async function byCanvas() {
  const input = document.querySelector('#pick');
  const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined;
  if (!file) throw new TypeError('no file');
  const began = performance.now();
  let last = began;
  let gapMs = 0;
  const beat = setInterval(() => {
    gapMs = Math.max(gapMs, performance.now() - last);
    last = performance.now();
  }, 4);
  const image = new Image();
  image.src = URL.createObjectURL(file);
  await image.decode();
  const scale = Math.min(1, 2048 / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = Object.assign(document.createElement('canvas'), {
    width: image.naturalWidth * scale,
    height: image.naturalHeight * scale,
  });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8));
  clearInterval(beat);
  return { ms: performance.now() - began, gapMs: Math.max(gapMs, performance.now() - last) };
}

/**
 * Large photos: how long, how long the page stands still meanwhile, and how much memory it takes.
 * @param {import('./world.mjs').World} world
 * @param {number} runs
 * @returns {Promise<import('./figures.mjs').Figure[]>}
 */
export async function measurePhotos(world, runs) {
  /** @type {import('./figures.mjs').Figure[]} */
  const figures = [];
  const lab = await world.visit('/empty.html');
  for (const { name, key, width, height } of sizes) {
    const file = join(world.folder, `${key}.jpg`);
    await writeFile(file, await drawPicture(lab.page, { number: 1, width, height, orientation: 6 }, { quality: 0.85, grain: 0.1 }));
    const { widget, canvas } = await byTurns(runs, {
      widget: () => squeeze(world, '/widget.html', file, (page) => page.evaluate(byWidget)),
      canvas: () => squeeze(world, '/empty.html', file, (page) => page.evaluate(byCanvas)),
    });
    if (!widget || !canvas) throw new TypeError('nothing was measured');
    const floorName = 'image element and canvas on the page';
    figures.push(
      { name: `photo, ${name}: until ready to send`, key, unit: 'ms', ours: widget.ms, floor: canvas.ms, floorName },
      {
        name: `photo, ${name}: page stands still`,
        key: `${key}_longest_gap`,
        unit: 'ms',
        ours: widget.gapMs,
        floor: canvas.gapMs,
        floorName,
      },
      { name: `photo, ${name}: memory above idle`, key: `${key}_memory`, unit: 'MB', ours: widget.bytes, floor: canvas.bytes, floorName },
    );
  }
  await lab.end();
  return figures;
}
