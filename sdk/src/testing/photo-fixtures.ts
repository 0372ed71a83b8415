/**
 * Pictures made in a browser, full of what must never leave the device. Every trace of it holds the word SECRET
 * (text) or `secretNumber` (the GPS position), so that a search through the bytes finds what was left in.
 */

export interface PictureOptions {
  /** As shown. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation that turns the stored picture upright. @default 1 */
  readonly orientation?: number;
  readonly metadata?: boolean;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Numerator of the position's degrees. */
export const secretNumber = 0x5ec2e701;

/** Colours of the corners as shown: top left, top right, bottom left, bottom right. */
export const cornerColours = ['#ff0000', '#00ff00', '#0000ff', '#ffff00'] as const;

export async function jpegPicture({ width, height, orientation = 1, metadata = true }: PictureOptions): Promise<Blob> {
  const plain = await encode(draw(width, height, orientation), 'image/jpeg');
  if (!metadata) return new Blob([plain]);
  return new Blob([
    join(
      plain.subarray(0, 2),
      segment(0xe1, join(ascii('Exif\0\0'), exif(orientation))),
      segment(0xe1, ascii('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET</x:xmpmeta>')),
      segment(0xe2, ascii('MPF\0SECRET')),
      segment(0xed, ascii('Photoshop 3.0\x008BIM SECRET')),
      segment(0xee, ascii('Ducky SECRET')),
      segment(0xef, ascii('SECRET')),
      segment(0xfe, ascii('SECRET comment')),
      plain.subarray(2),
      // A second picture or a motion clip behind the first, with a position of its own.
      segment(0xe1, join(ascii('Exif\0\0'), exif(1))),
      ascii('ftypmp42 SECRET'),
    ),
  ]);
}

export async function pngPicture({ width, height, metadata = true }: PictureOptions, transparent = false): Promise<Blob> {
  const plain = await encode(draw(width, height, 1, transparent), 'image/png');
  if (!metadata) return new Blob([plain]);
  const end = plain.length - 12;
  return new Blob([
    join(
      plain.subarray(0, 33),
      pngChunk('tEXt', ascii('Comment\0SECRET')),
      pngChunk('iTXt', ascii('XML:com.adobe.xmp\0\0\0\0\0SECRET')),
      pngChunk('tIME', ascii('SECRET!')),
      pngChunk('eXIf', exif(1)),
      plain.subarray(33, end),
      pngChunk('prVt', ascii('SECRET')),
      plain.subarray(end),
      ascii('SECRET behind the end'),
    ),
  ]);
}

/** @returns undefined where this browser cannot write WebP */
export async function webpPicture({ width, height, orientation = 1, metadata = true }: PictureOptions): Promise<Blob | undefined> {
  const plain = await encode(draw(width, height, orientation), 'image/webp').catch(() => undefined);
  if (!plain) return undefined;
  if (!metadata) return new Blob([plain]);
  const [storedWidth, storedHeight] = orientation > 4 ? [height, width] : [width, height];
  const head = new Uint8Array(12);
  const view = new DataView(head.buffer);
  head[0] = 0x0c;
  view.setUint32(4, storedWidth - 1, true);
  view.setUint32(7, storedHeight - 1, true);
  const body = join(
    webpChunk('VP8X', head.subarray(0, 10)),
    plain.subarray(plain[15] === 0x58 ? 30 : 12),
    webpChunk('EXIF', exif(orientation)),
    webpChunk('XMP ', ascii('<x:xmpmeta>SECRET')),
  );
  const riff = join(ascii('RIFF\0\0\0\0WEBP'), body);
  new DataView(riff.buffer).setUint32(4, riff.length - 8, true);
  return new Blob([riff, 'SECRET behind the end']);
}

/** @param frames more than one: it moves */
export function gifPicture({ width, height, metadata = true }: PictureOptions, frames = 1): Blob {
  const head = join(ascii('GIF89a'), words(width, height), [0x91, 0, 0], [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0]);
  const loop = join([0x21, 0xff, 11], ascii('NETSCAPE2.0'), [3, 1, 0, 0, 0]);
  const secrets = metadata
    ? join([0x21, 0xfe, 6], ascii('SECRET'), [0], [0x21, 0xff, 11], ascii('XMP DataXMP'), [6], ascii('SECRET'), [0])
    : new Uint8Array(0);
  // Codes of 3 bits, cleared so often that the table never grows: one byte holds a clear and a colour.
  const pixels = width * height;
  const bits: number[] = [];
  for (let n = 0; n < pixels; n++) {
    if (n % 2 === 0) bits.push(4);
    bits.push(n % 4);
  }
  bits.push(5);
  const data = pack(bits);
  const blocks: number[] = [];
  for (let at = 0; at < data.length; at += 255) {
    const part = data.subarray(at, at + 255);
    blocks.push(part.length, ...part);
  }
  const frame = join([0x21, 0xf9, 4, 4, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0], words(width, height), [0, 2], blocks, [0]);
  return new Blob([
    head,
    loop,
    secrets,
    ...Array.from({ length: frames }, () => frame),
    ';',
    ...(metadata ? ['SECRET behind the end'] : []),
  ]);
}

/** The first bytes of a JPEG that claims this size, and no picture. */
export function bombHeader(width: number, height: number): Blob {
  const frame = new Uint8Array(15);
  const view = new DataView(frame.buffer);
  frame[0] = 8;
  view.setUint16(1, height);
  view.setUint16(3, width);
  frame.set([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1], 5);
  return new Blob([join([0xff, 0xd8], segment(0xc0, frame), [0xff, 0xda, 0, 2, 0, 0, 0xff, 0xd9])]);
}

/** 64 × 48 px in HEVC, stored as 64 × 64 and cropped, made with libheif's heif-enc. */
export function heicPicture(): Blob {
  return new Blob([Uint8Array.from(atob(heic), (char) => char.charCodeAt(0))]);
}

const heic =
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAa1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAMAAAADhpbG9jAQAAAERAAAIAAQAAAAAAAAHRAAEAAAAAAAAANwACAAEAAAAAAAAAAQAAAAAAAAAIAAAAOGlpbmYAAAAAAAIAAAAVaW5mZQIAAAEAAQAAaHZjMQAAAAAVaW5mZQIAAAAAAgAAZ3JpZAAAAADYaXBycAAAALZpcGNvAAAAdmh2Y0MBA3AAAAAAAAAAAAAe8AD8/fj4AAAPAyAAAQAYQAEMAf//A3AAAAMAkAAAAwAAAwAeugJAIQABACpCAQEDcAAAAwCQAAADAAADAB6gIIEFlurkprm4EBAwIAAAAwAgAAADACEiAAEABkQBwXPAiQAAABRpc3BlAAAAAAAAAEAAAABAAAAAFGlzcGUAAAAAAAAAQAAAADAAAAAQcGl4aQAAAAADCAgIAAAAGmlwbWEAAAAAAAAAAgABAoECAAICA4QAAAAaaXJlZgAAAAAAAAAOZGltZwACAAEAAQAAAD9tZGF0AAAAMygBrwQY+MsxjkkoPDrZdV4rUegFYlTtPeBzMWgdRTeamqYauLUsV7n6h0u4BLcMOS6X4A==';

/** A film without a picture: its boxes alone. @param seconds where it says how long it is; its header stands behind `size` bytes of film */
export function mp4Picture(seconds?: number, size = 0): Blob {
  const film = [0, 0, 0, 24, ...ascii('ftypmp42\0\0\0\0mp42isom'), ...long(8 + size), ...ascii('mdat')];
  if (seconds === undefined) return new Blob([join(film)]);
  const header = [...long(108), ...ascii('mvhd'), ...[0, 0, 0, 600, seconds * 600].flatMap(long)];
  return new Blob([
    join(film),
    new Uint8Array(size),
    join([...long(116), ...ascii('moov'), ...header, ...new Uint8Array(108 - header.length)]),
  ]);
}

/** Whether anything private can be found in the bytes. */
export function hasSecrets(bytes: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(bytes);
  return text.includes('SECRET') || text.includes('\x5e\xc2\xe7\x01') || text.includes('\x01\xe7\xc2\x5e');
}

/** The picture as a browser shows it: its size, and per corner the nearest of `cornerColours`, as digits. */
export async function look(blob: Blob): Promise<{ readonly width: number; readonly height: number; readonly corners: string }> {
  const image = await createImageBitmap(new Blob([await blob.arrayBuffer()]));
  const { width, height } = image;
  const context = contextOf(width, height);
  context.drawImage(image, 0, 0);
  image.close();
  const inset = Math.max(1, Math.round(Math.min(width, height) / 50));
  const points = [
    [inset, inset],
    [width - inset, inset],
    [inset, height - inset],
    [width - inset, height - inset],
  ] as const;
  const corners = points.map(([x, y]) => nearest(context.getImageData(x, y, 1, 1).data)).join('');
  return { width, height, corners };
}

function draw(width: number, height: number, orientation: number, transparent = false): OffscreenCanvas {
  const turned = orientation > 4;
  const context = contextOf(turned ? height : width, turned ? width : height);
  // The inverse of what the tag will do, so that the picture is right once it is applied.
  const undo: Record<number, DOMMatrix2DInit> = {
    2: { a: -1, d: 1, e: width },
    3: { a: -1, d: -1, e: width, f: height },
    4: { a: 1, d: -1, f: height },
    5: { a: 0, b: 1, c: 1, d: 0 },
    6: { a: 0, b: -1, c: 1, d: 0, f: width },
    7: { a: 0, b: -1, c: -1, d: 0, e: height, f: width },
    8: { a: 0, b: 1, c: -1, d: 0, e: height },
  };
  context.setTransform(undo[orientation] ?? {});
  if (!transparent) {
    const sky = context.createLinearGradient(0, 0, width, height);
    sky.addColorStop(0, '#567');
    sky.addColorStop(1, '#ba9');
    context.fillStyle = sky;
    context.fillRect(0, 0, width, height);
  }
  // Grain and edges, as a photo has them.
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let n = 0; n < 6_000; n++) {
    context.fillStyle = `hsl(${random() * 360} ${random() * 60}% ${random() * 100}% / .6)`;
    const size = (random() ** 3 * width) / 12 + 1;
    context.fillRect(random() * width, random() * height, size, size * random());
  }
  const box = Math.min(width, height) / 8;
  for (const [n, colour] of cornerColours.entries()) {
    context.fillStyle = colour;
    context.fillRect(n % 2 ? width - box : 0, n > 1 ? height - box : 0, box, box);
  }
  return context.canvas;
}

async function encode(canvas: OffscreenCanvas, type: string): Promise<Bytes> {
  const blob = await canvas.convertToBlob({ type, quality: 0.92 });
  if (blob.type !== type) throw new TypeError(`this browser cannot write ${type}`);
  return new Uint8Array(await blob.arrayBuffer());
}

/** TIFF with camera, time, orientation and position. */
function exif(orientation: number): Bytes {
  const bytes = new Uint8Array(200);
  const view = new DataView(bytes.buffer);
  bytes.set(ascii('MM'));
  view.setUint16(2, 42);
  view.setUint32(4, 8);
  view.setUint16(8, 4);
  entry(10, 0x10f, 2, 10, 100);
  bytes.set(ascii('SECRETCAM\0'), 100);
  entry(22, 0x112, 3, 1, orientation * 65_536);
  entry(34, 0x132, 2, 20, 112);
  bytes.set(ascii('2026:11:22 SECRET!!\0'), 112);
  entry(46, 0x8825, 4, 1, 62);
  view.setUint16(62, 1);
  entry(64, 2, 5, 3, 140);
  for (const [n, value] of [secretNumber, 1, 30, 1, 26, 1].entries()) view.setUint32(140 + n * 4, value);
  return bytes;

  function entry(at: number, tag: number, type: number, count: number, value: number): void {
    view.setUint16(at, tag);
    view.setUint16(at + 2, type);
    view.setUint32(at + 4, count);
    view.setUint32(at + 8, value);
  }
}

function segment(marker: number, body: Uint8Array): Bytes {
  const length = body.length + 2;
  return join([0xff, marker, length >> 8, length & 255], body);
}

function pngChunk(name: string, data: Uint8Array): Bytes {
  // Decoders pass over the check sums of chunks that they do not need.
  const chunk = join([0, 0, 0, 0], ascii(name), data, [0, 0, 0, 0]);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  let crc = -1;
  for (const byte of chunk.subarray(4, -4)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  view.setInt32(chunk.length - 4, ~crc);
  return chunk;
}

function webpChunk(name: string, data: Uint8Array): Bytes {
  const chunk = join(ascii(name), [0, 0, 0, 0], data, data.length % 2 ? [0] : []);
  new DataView(chunk.buffer).setUint32(4, data.length, true);
  return chunk;
}

function pack(codes: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((codes.length * 3) / 8));
  for (const [n, code] of codes.entries()) {
    for (let bit = 0; bit < 3; bit++) {
      const at = n * 3 + bit;
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (((code >> bit) & 1) << (at & 7));
    }
  }
  return bytes;
}

function nearest([r = 0, g = 0, b = 0]: Uint8ClampedArray): number {
  const distances = cornerColours.map((colour) => {
    const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return Math.abs(r - (wanted[0] ?? 0)) + Math.abs(g - (wanted[1] ?? 0)) + Math.abs(b - (wanted[2] ?? 0));
  });
  const smallest = Math.min(...distances);
  return smallest < 120 ? distances.indexOf(smallest) : 9;
}

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new TypeError('no 2d context');
  return context;
}

function words(...values: readonly number[]): number[] {
  return values.flatMap((value) => [value & 255, value >> 8]);
}

/** Four bytes, the highest first. */
function long(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
}

function ascii(text: string): Bytes {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

function join(...parts: readonly ArrayLike<number>[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
