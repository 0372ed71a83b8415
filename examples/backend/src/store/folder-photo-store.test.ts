import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFolderPhotoStore } from './folder-photo-store.js';
import type { PhotoKey, PhotoStore } from './photo-store.js';

const bytes = new TextEncoder().encode('the bytes of a photo, in two parts');
const key: PhotoKey = {
  feedback: '0197aaaa-0000-7000-8000-000000000001',
  attachment: '0197aaaa-0000-7000-8000-000000000002',
  sha256: createHash('sha256').update(bytes).digest('hex'),
};
let root: string;
let photos: PhotoStore;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'yijian-photos-'));
  photos = createFolderPhotoStore(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const text = async (): Promise<string | undefined> => {
  const stream = await photos.open(key);
  return stream && new Response(stream).text();
};

test('puts parts together, and shows a file only when it is whole', async () => {
  expect(await photos.wanted(key)).toBe(0);
  await photos.put(key, 0, bytes.subarray(0, 10));
  expect(await photos.wanted(key)).toBe(10);
  expect([await photos.find(key), await text()]).toEqual([undefined, undefined]);
  await photos.put(key, 10, bytes.subarray(10));
  expect(await photos.finish(key)).toEqual({ bytes: bytes.length, head: bytes });
  expect(await text()).toBe('the bytes of a photo, in two parts');
});

test('refuses a part in the wrong place', async () => {
  await photos.put(key, 0, bytes.subarray(0, 10));
  await expect(photos.put(key, 20, bytes)).rejects.toThrow(RangeError);
  expect(await photos.wanted(key)).toBe(10);
});

test('drops a file whose digest is not the one it was sent with', async () => {
  await photos.put(key, 0, bytes.subarray(1));
  expect(await photos.finish(key)).toBeUndefined();
  expect([await photos.wanted(key), await readdir(join(root, key.feedback))]).toEqual([0, []]);
});

test('goes on after a restart where the disk is', async () => {
  await photos.put(key, 0, bytes.subarray(0, 10));
  photos = createFolderPhotoStore(root);
  expect(await photos.wanted(key)).toBe(10);
});

test('deletes for good, and deleting what is not there is fine', async () => {
  await photos.put(key, 0, bytes);
  await photos.finish(key);
  await photos.forget(key);
  await photos.forget(key);
  expect(await photos.find(key)).toBeUndefined();
});

test('sweeps parts that nothing was added to, and never a whole file', async () => {
  await photos.put(key, 0, bytes);
  await photos.finish(key);
  const other = { ...key, attachment: '0197aaaa-0000-7000-8000-000000000003' };
  await photos.put(other, 0, bytes);
  const long = new Date('2020-01-01T00:00:00Z');
  for (const name of await readdir(join(root, key.feedback))) await utimes(join(root, key.feedback, name), long, long);
  expect(await photos.sweep(long.getTime())).toBe(0);
  expect(await photos.sweep(long.getTime() + 1)).toBe(1);
  expect(await readdir(join(root, key.feedback))).toEqual([`${key.attachment}.${key.sha256}`]);
});

test.each([
  { ...key, feedback: '../outside' },
  { ...key, attachment: `${key.attachment}/../../x` },
  { ...key, sha256: 'x' },
  { ...key, sha256: `${key.sha256}/../..` },
])('makes no path of what is no key: %j', async (foreign) => {
  await expect(photos.put(foreign, 0, bytes)).rejects.toThrow(TypeError);
});
