import { seedOf } from './random.mjs';
import { withMetadata } from './exif.mjs';

/**
 * Pictures that say which one they are: coloured blocks carry a number that survives being scaled, turned upright and compressed again.
 *
 * @typedef {object} Picture
 * @property {number} number 0–65535
 * @property {number} width upright, pixels
 * @property {number} height
 * @property {number} orientation 1–8, as the EXIF tag says it
 *
 * @typedef {object} Recognised
 * @property {number | undefined} number undefined where the blocks say nothing, or the picture is not upright
 * @property {number} width
 * @property {number} height
 */

const columns = 6;
const rows = 4;

/**
 * Two bits a block: the corners tell which side is up, the rest a number and a check over it.
 * @param {number} number
 */
function blocksOf(number) {
  const check = seedOf(number, 'check') & 0xffffff;
  const payload = [...Array(20).keys()].map((n) => (n < 8 ? (number >> (2 * n)) & 3 : (check >> (2 * (n - 8))) & 3));
  const corners = new Map([
    [0, 2],
    [columns - 1, 3],
    [(rows - 1) * columns, 1],
    [rows * columns - 1, 0],
  ]);
  return [...Array(rows * columns).keys()].map((n) => corners.get(n) ?? payload.shift() ?? 0);
}

/**
 * Draws the picture in a page and gives it the metadata of a phone.
 * @param {import('playwright').Page} page any page; nothing of it is touched
 * @param {Picture} picture
 * @param {{ quality?: number, grain?: number }} [look] `grain`: 0–1, how much noise; more makes a larger file
 */
export async function drawPicture(page, picture, { quality = 0.8, grain = 0.25 } = {}) {
  const base64 = await page.evaluate(draw, { ...picture, blocks: blocksOf(picture.number), columns, rows, quality, grain });
  return withMetadata(Buffer.from(base64, 'base64'), picture.orientation);
}

/**
 * Reads the blocks of a picture that arrived, as a viewer would show it.
 * @param {import('playwright').Page} page
 * @param {Uint8Array} bytes
 * @returns {Promise<Recognised | undefined>} undefined where it cannot be decoded
 */
export async function recognise(page, bytes) {
  const seen = await page.evaluate(look, { base64: Buffer.from(bytes).toString('base64'), columns, rows });
  if (!seen) return undefined;
  const { blocks, width, height } = seen;
  const payload = blocks.filter((_, n) => ![0, columns - 1, (rows - 1) * columns, rows * columns - 1].includes(n));
  const number = payload.slice(0, 8).reduce((sum, bits, n) => sum | (bits << (2 * n)), 0);
  const right = blocksOf(number).every((bits, n) => bits === blocks[n]);
  return { number: right ? number : undefined, width, height };
}

/**
 * Runs in the page.
 * @param {Picture & { blocks: number[], columns: number, rows: number, quality: number, grain: number }} options
 */
async function draw({ number, width, height, orientation, blocks, columns: across, rows: down, quality, grain }) {
  const turned = orientation > 4;
  const canvas = new OffscreenCanvas(turned ? height : width, turned ? width : height);
  const context = canvas.getContext('2d');
  if (!context) throw new TypeError('no 2d context');
  /** Turns what is upright into what a camera stores under that orientation. @type {Record<number, [number, number, number, number, number, number]>} */
  const camera = {
    1: [1, 0, 0, 1, 0, 0],
    2: [-1, 0, 0, 1, width, 0],
    3: [-1, 0, 0, -1, width, height],
    4: [1, 0, 0, -1, 0, height],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, -1, 1, 0, 0, width],
    7: [0, -1, -1, 0, height, width],
    8: [0, 1, -1, 0, height, 0],
  };
  context.setTransform(...(camera[orientation] ?? [1, 0, 0, 1, 0, 0]));
  const colours = ['#101010', '#f0f0f0', '#d02020', '#2040d0'];
  for (const [n, bits] of blocks.entries()) {
    context.fillStyle = colours[bits] ?? '#000';
    const x = Math.floor(((n % across) * width) / across);
    const y = Math.floor((Math.floor(n / across) * height) / down);
    context.fillRect(x, y, Math.ceil(width / across) + 1, Math.ceil(height / down) + 1);
  }
  // Grain, different in every picture, so that no two files are alike and none is plain.
  const side = 256;
  const tile = new OffscreenCanvas(side, side);
  const pixels = new ImageData(side, side);
  let state = (number * 2_654_435_761 + 1) >>> 0;
  for (let at = 0; at < pixels.data.length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    pixels.data.fill(state >>> 24, at, at + 3);
    pixels.data[at + 3] = 255 * grain;
  }
  tile.getContext('2d')?.putImageData(pixels, 0, 0);
  context.fillStyle = context.createPattern(tile, 'repeat') ?? '#000';
  context.fillRect(0, 0, width, height);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
  const url = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsDataURL(blob);
  });
  return url.slice(url.indexOf(',') + 1);
}

/**
 * Runs in the page.
 * @param {{ base64: string, columns: number, rows: number }} options
 */
async function look({ base64, columns: across, rows: down }) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes])).catch(() => undefined);
  if (!image) return undefined;
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  context.drawImage(image, 0, 0);
  image.close();
  const colours = [
    [16, 16, 16],
    [240, 240, 240],
    [208, 32, 32],
    [32, 64, 208],
  ];
  const blocks = [...Array(across * down).keys()].map((n) => {
    const x = Math.floor((((n % across) + 0.3) * width) / across);
    const y = Math.floor(((Math.floor(n / across) + 0.3) * height) / down);
    const w = Math.max(1, Math.floor((0.4 * width) / across));
    const h = Math.max(1, Math.floor((0.4 * height) / down));
    const { data } = context.getImageData(x, y, w, h);
    const mean = [0, 1, 2].map((channel) => {
      let sum = 0;
      for (let at = channel; at < data.length; at += 4) sum += data[at] ?? 0;
      return sum / (data.length / 4);
    });
    const distance = (/** @type {number[]} */ colour) => colour.reduce((sum, value, n) => sum + (value - (mean[n] ?? 0)) ** 2, 0);
    return colours.reduce((best, colour, n) => (distance(colour) < distance(colours[best] ?? []) ? n : best), 0);
  });
  return { blocks, width, height };
}
