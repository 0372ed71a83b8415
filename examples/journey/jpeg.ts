import { Buffer } from 'node:buffer';

/** What a JPEG file says about itself, by its bytes. */
export interface JpegFacts {
  readonly width: number;
  readonly height: number;
  /** Markers in order, as `APP1`, `COM`, `SOF0`; `TAIL` for anything behind the end of the image. */
  readonly segments: readonly string[];
}

/** Words that stand in the metadata of every picture of the tests and must be in no byte that leaves the device. */
export const traces = ['GPS-MAKER', 'Model 12', '2026:11:22 18:47:05', 'a comment with an address', 'Photoshop 3.0', 'Exif'];

/** Puts in front of the picture what a phone writes: Exif with orientation 6, position, device and time, and a comment. */
export function withPhoneData(jpeg: Uint8Array): Uint8Array {
  const marked = [
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif()])),
    segment(0xed, Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0')),
    segment(0xfe, Buffer.from('a comment with an address')),
  ];
  return Buffer.concat([jpeg.subarray(0, 2), ...marked, jpeg.subarray(2)]);
}

/** Walks all markers of a JPEG; throws where it is none or is cut short. */
export function readJpeg(bytes: Uint8Array): JpegFacts {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.readUInt16BE(0) !== 0xffd8) throw new Error('no JPEG');
  const segments: string[] = [];
  let width = 0;
  let height = 0;
  let at = 2;
  for (;;) {
    const marker = data[at + 1] ?? 0;
    if (data[at] !== 0xff) throw new Error(`no marker at ${at}`);
    segments.push(nameOf(marker));
    if (marker === 0xd9) break;
    const length = data.readUInt16BE(at + 2);
    if (nameOf(marker).startsWith('SOF')) [height, width] = [data.readUInt16BE(at + 5), data.readUInt16BE(at + 7)];
    at += 2 + length;
    if (marker === 0xda) while (!(data.readUInt8(at) === 0xff && isEnd(data.readUInt8(at + 1)))) at++;
  }
  if (at + 2 < data.length) segments.push('TAIL');
  return { width, height, segments };
}

/** Inside of picture data 0xff is escaped by 0, and restart markers may stand between its parts. */
const isEnd = (marker: number): boolean => marker !== 0 && !(marker >= 0xd0 && marker <= 0xd7);

function nameOf(marker: number): string {
  if (marker >= 0xe0 && marker <= 0xef) return `APP${marker - 0xe0}`;
  if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return `SOF${marker - 0xc0}`;
  return { 0xc4: 'DHT', 0xd9: 'EOI', 0xda: 'SOS', 0xdb: 'DQT', 0xdd: 'DRI', 0xfe: 'COM' }[marker] ?? marker.toString(16);
}

function segment(marker: number, data: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

type Value = string | number | readonly (readonly [number, number])[];

/** A TIFF block, little-endian: the picture's own fields, then the position. */
function exif(): Buffer {
  const picture: [number, Value][] = [
    [0x010f, 'GPS-MAKER'],
    [0x0110, 'Model 12'],
    [0x0112, 6],
    [0x0132, '2026:11:22 18:47:05'],
  ];
  const position: [number, Value][] = [
    [1, 'N'],
    [2, rationals(30, 39, 27)],
    [3, 'E'],
    [4, rationals(104, 5, 2)],
  ];
  const head = Buffer.from('II*\0\x08\0\0\0', 'latin1');
  const first = directory(head.length, [...picture, [0x8825, 0]]);
  const place = head.length + first.length;
  // The pointer to the position is known once the first directory has its length.
  return Buffer.concat([head, directory(head.length, [...picture, [0x8825, place]], 0x8825), directory(place, position)]);
}

const rationals = (...numbers: number[]): Value => numbers.map((number) => [number, 1] as const);

function directory(start: number, fields: readonly (readonly [number, Value])[], longTag = -1): Buffer {
  const entries = Buffer.alloc(2 + fields.length * 12 + 4);
  const blobs: Buffer[] = [];
  let free = start + entries.length;
  entries.writeUInt16LE(fields.length, 0);
  for (const [index, [tag, value]] of fields.entries()) {
    const at = 2 + index * 12;
    const { type, count, data } = encode(value, tag === longTag);
    entries.writeUInt16LE(tag, at);
    entries.writeUInt16LE(type, at + 2);
    entries.writeUInt32LE(count, at + 4);
    if (data.length <= 4) data.copy(entries, at + 8);
    else {
      entries.writeUInt32LE(free, at + 8);
      blobs.push(data);
      free += data.length;
    }
  }
  return Buffer.concat([entries, ...blobs]);
}

function encode(value: Value, isLong: boolean): { type: number; count: number; data: Buffer } {
  if (typeof value === 'string') return { type: 2, count: value.length + 1, data: Buffer.from(`${value}\0`) };
  if (typeof value === 'number') {
    const data = Buffer.alloc(4);
    data.writeUInt32LE(value, 0);
    return { type: isLong ? 4 : 3, count: 1, data };
  }
  const data = Buffer.alloc(value.length * 8);
  for (const [index, [over, under]] of value.entries()) {
    data.writeUInt32LE(over, index * 8);
    data.writeUInt32LE(under, index * 8 + 4);
  }
  return { type: 5, count: value.length, data };
}
