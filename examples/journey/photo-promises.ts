import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { expect } from '@playwright/test';
import { readJpeg, traces } from './jpeg.js';
import type { Darkroom } from './journey.js';
import type { Merchant, Row } from './merchant.js';
import { quarters } from './picture.js';

/** What is promised of every photo at the backend, whatever the phone wrote into it; `long` bounds the long side in pixels. */
export async function expectPhotos(
  shop: Merchant,
  darkroom: Darkroom,
  row: Row,
  long: readonly [number, number] = [1900, 2048],
): Promise<void> {
  const photos = await shop.photos(row);
  expect(photos.map((bytes) => createHash('sha256').update(bytes).digest('hex'))).toEqual(row.attachments.map(({ sha256 }) => sha256));
  for (const bytes of photos) {
    const { width, height, segments } = readJpeg(bytes);
    expect(bytes.byteLength).toBeLessThanOrEqual(1_000_000);
    expect(height).toBeGreaterThanOrEqual(long[0]);
    expect(height).toBeLessThanOrEqual(long[1]);
    expect(width).toBe((height * 3) / 4);
    expect(segments.filter((name) => /^(APP1|APP13|COM|TAIL)$/.test(name))).toEqual([]);
    for (const trace of traces) expect(Buffer.from(bytes).includes(trace), trace).toBe(false);
  }
  for (const seen of await darkroom.look(photos)) expect(seen.quarters).toEqual(quarters);
}
