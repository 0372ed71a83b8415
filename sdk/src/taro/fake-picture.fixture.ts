import { headerOf, join } from '../photo/index.js';

/** Pictures as far as their headers go, with secrets that must never leave; a fake compressor takes them for real ones. */
export interface FakePictureWish {
  readonly width: number;
  readonly height: number;
  /** EXIF orientation; width and height are as shown. @default 1 */
  readonly orientation?: number;
  readonly metadata?: boolean;
  /** False: recognised, and no decoder takes it. */
  readonly decodable?: boolean;
  /** Bytes of pixels. @default 3_000 */
  readonly pixels?: number;
  /** The same seed, the same pixels. @default 1 */
  readonly seed?: number;
}

type Bytes = Uint8Array<ArrayBuffer>;

export function fakeJpeg({ width, height, orientation = 1, metadata = true, ...rest }: FakePictureWish): Bytes {
  const [storedWidth, storedHeight] = orientation > 4 ? [height, width] : [width, height];
  const frame = [8, storedHeight >> 8, storedHeight & 255, storedWidth >> 8, storedWidth & 255, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];
  const secrets = metadata
    ? [
        ...segment(0xe1, [...ascii('Exif\0\0'), ...exif(orientation)]),
        ...segment(0xed, ascii('Photoshop SECRET')),
        ...segment(0xfe, ascii('SECRET')),
      ]
    : [];
  return join(
    [0xff, 0xd8],
    secrets,
    segment(0xc0, frame),
    [0xff, 0xda, 0, 2],
    pixels(rest),
    [0xff, 0xd9],
    metadata ? ascii('SECRET behind') : [],
  );
}

export function fakePng({ width, height, metadata = true, ...rest }: FakePictureWish): Bytes {
  return join(
    [0x89, ...ascii('PNG\r\n\x1a\n')],
    chunk('IHDR', [...long(width), ...long(height), 8, 2, 0, 0, 0]),
    metadata ? chunk('tEXt', ascii('Comment\0SECRET')) : [],
    chunk('IDAT', pixels(rest)),
    chunk('IEND', []),
  );
}

export function fakeWebp({ width, height, metadata = true, ...rest }: FakePictureWish): Bytes {
  const little = (value: number) => long(value).reverse();
  const part = (name: string, data: ArrayLike<number>) => join(ascii(name), little(data.length), data, data.length % 2 ? [0] : []);
  const flags = [0x0c, 0, 0, 0, ...little(width - 1).slice(0, 3), ...little(height - 1).slice(0, 3)];
  const body = join(part('VP8X', flags), part('VP8 ', pixels(rest)), metadata ? part('EXIF', ascii('MM\0*\0\0\0\x08\0\0SECRET')) : []);
  return join(ascii('RIFF'), little(body.length + 4), ascii('WEBP'), body);
}

export function fakeGif({ width, height, metadata = true }: FakePictureWish, frames = 1): Bytes {
  const short = (value: number) => [value & 255, value >> 8];
  const frame = [0x2c, 0, 0, 0, 0, ...short(width), ...short(height), 0, 2, 3, 1, 2, 3, 0];
  const secrets = metadata ? [0x21, 0xfe, 6, ...ascii('SECRET'), 0] : [];
  return join(ascii('GIF89a'), short(width), short(height), [0, 0, 0], secrets, ...Array.from({ length: frames }, () => frame), ascii(';'));
}

/** What a compressor makes of a picture: smaller by so much, upright unless `turns` is false, with a comment of its own. */
export function recode(bytes: Bytes, maxSide: number | undefined, quality: number, turns = true): Bytes | undefined {
  const { format, width = 0, height = 0, orientation, whole } = headerOf(bytes);
  if (!/^(jpeg|png|webp)$/.test(format) || !whole || new TextDecoder('latin1').decode(bytes).includes('BROKEN')) return undefined;
  const turned = !turns && orientation > 4;
  const [shownWidth, shownHeight] = turned ? [height, width] : [width, height];
  const scale = maxSide ? Math.min(1, maxSide / Math.max(width, height)) : 1;
  const small = { width: Math.round(shownWidth * scale), height: Math.round(shownHeight * scale) };
  const jpeg = fakeJpeg({ ...small, metadata: false, pixels: Math.round((small.width * small.height * quality) / 800), seed: 9 });
  return join(jpeg.subarray(0, 2), segment(0xfe, ascii('SECRET of the compressor')), jpeg.subarray(2));
}

/** Never a byte that ends a scan. */
function pixels({ pixels = 3_000, decodable = true, seed = 1 }: Pick<FakePictureWish, 'pixels' | 'decodable' | 'seed'>): Bytes {
  const data = new Uint8Array(pixels);
  for (let n = 0; n < pixels; n++) data[n] = (n * 31 * seed + (n >> 8) + seed) % 251;
  return decodable ? data : join(ascii('BROKEN'), data);
}

/** TIFF with camera, orientation and position. */
function exif(orientation: number): number[] {
  const entry = (tag: number, type: number, count: number, value: number) => [tag >> 8, tag & 255, 0, type, ...long(count), ...long(value)];
  const directory = [0, 2, ...entry(0x10f, 2, 10, 38), ...entry(0x112, 3, 1, orientation * 65_536), 0, 0, 0, 0];
  return [...ascii('MM\0*'), ...long(8), ...directory, ...ascii('SECRETCAM\0'), ...long(0x5ec2e701)];
}

function segment(marker: number, body: ArrayLike<number>): number[] {
  return [0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...Array.from(body)];
}

function chunk(name: string, data: ArrayLike<number>): Bytes {
  return join(long(data.length), ascii(name), data, [0, 0, 0, 0]);
}

function long(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
}

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
