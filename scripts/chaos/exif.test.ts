import { expect, test } from 'vitest';
import { metadataOf, withMetadata, witness } from './exif.mjs';

const plain = Uint8Array.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]);

test('sees all that it put in, and nothing in a plain picture', () => {
  expect(metadataOf(plain)).toEqual([]);
  expect(metadataOf(withMetadata(plain, 6))).toEqual(['a word of the metadata', 'EXIF or XMP', 'APP13', 'a comment']);
});

test('allows the orientation and nothing beside it', () => {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
  const body = [...Buffer.from('Exif\0\0', 'latin1'), ...tiff];
  const turned = Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, body.length + 2, ...body, ...plain.subarray(2)]);
  expect(metadataOf(turned)).toEqual([]);
  const more = Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, 60, ...body, ...new Uint8Array(58 - body.length), ...plain.subarray(2)]);
  expect(metadataOf(more)).toEqual(['EXIF or XMP']);
});

test('finds a word of the metadata wherever it hides', () => {
  expect(metadataOf(Buffer.concat([plain, Buffer.from(witness)]))).toEqual(['a word of the metadata']);
});
