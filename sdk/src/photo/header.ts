import type { ImageFacts } from '../core/index.js';
import { ascii, number, partsOf, type Part, type Parts } from './parts.js';

/** Enough for the header of nearly every JPEG, HEIC and video, bytes. */
export const headSize = 256_000;

/** More is not decoded: a bomb, or more memory than a phone has. */
export const maxPixels = 100_000_000;

/** What the bytes of a file say about it. */
export interface Header extends ImageFacts, Parts {
  readonly animated: boolean;
  /** EXIF orientation, 1 to 8; 1 is upright. Width and height are as shown, after it is applied. */
  readonly orientation: number;
  /** How many a decoder would have to hold; 0 is not known. */
  readonly pixels: number;
}

/** @param size of the file, where `bytes` is only its beginning */
export function headerOf(bytes: Uint8Array, size = bytes.length): Header {
  const { format, parts, whole } = partsOf(bytes);
  const find = (pattern: RegExp) => parts.find(({ name }) => pattern.test(name));
  let box: readonly [number, number] | undefined;
  let orientation = 1;
  let animated = false;

  if (format === 'jpeg') {
    const frame = find(/^c[0-35-79-bd-f]$/);
    if (frame) box = [number(bytes, frame.from + 7, 2), number(bytes, frame.from + 5, 2)];
    const exif = parts.find(({ name, from }) => name === 'e1' && ascii(bytes, from + 4, 4) === 'Exif');
    if (exif) orientation = orientationIn(bytes.subarray(exif.from + 4, exif.to));
  } else if (format === 'png') {
    if (find(/^IHDR$/)) box = [number(bytes, 16, 4), number(bytes, 20, 4)];
    animated = !!find(/^acTL$/);
    orientation = orientationAt(bytes, find(/^eXIf$/));
  } else if (format === 'webp') {
    box = webpBox(bytes, parts[1]);
    animated = !!find(/^ANIM$/);
    orientation = orientationAt(bytes, find(/^EXIF$/));
  } else if (format === 'gif') {
    box = [number(bytes, 6, 2, true), number(bytes, 8, 2, true)];
    animated = parts.filter(({ name }) => name === 'image').length > 1;
  } else if (format === 'heic' || format === 'avif') {
    box = largestBox(bytes);
  }
  const seconds = format === 'mp4' || format === 'mov' ? secondsIn(bytes) : undefined;

  // Where the tag is not ours to read, what is stored may be turned and cropped before it is shown.
  const isRead = /^(jpeg|png|webp|gif)$/.test(format);
  const [width = 0, height = 0] = box ?? [];
  return {
    format,
    mime: mimes[format] ?? `image/${format}`,
    size,
    ...(isRead && width && height ? (orientation > 4 ? { width: height, height: width } : { width, height }) : {}),
    animated,
    ...(isRead ? { upright: orientation === 1 } : {}),
    ...(seconds !== undefined ? { seconds } : {}),
    orientation,
    pixels: width * height,
    parts,
    whole,
  };
}

/** Whether the beginning of a file did not say what its whole says. */
export function needsMore({ format, width, upright, seconds }: Header): boolean {
  if (format === 'mp4' || format === 'mov') return seconds === undefined;
  return format === 'jpeg' ? !width : upright !== undefined;
}

/** What a port promises of it. */
export function factsOf({ format, mime, size, width, height, animated, upright, seconds }: Header): ImageFacts {
  return {
    format,
    mime,
    size,
    animated,
    ...(width && height && { width, height }),
    ...(upright !== undefined && { upright }),
    ...(seconds !== undefined && { seconds }),
  };
}

/** The smallest EXIF block that turns a picture: a TIFF with one entry. */
export function orientationBlock(orientation: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array([77, 77, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
}

const mimes: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  unknown: 'application/octet-stream',
};

function orientationAt(bytes: Uint8Array, chunk: Part | undefined): number {
  return chunk ? orientationIn(bytes.subarray(chunk.from + 8, chunk.to)) : 1;
}

/** Reads tag 0x0112 of the first directory; anything odd counts as upright. */
function orientationIn(block: Uint8Array): number {
  const tiff = block.subarray(ascii(block, 0, 4) === 'Exif' ? 6 : 0);
  const little = tiff[0] === 0x49;
  const directory = number(tiff, 4, 4, little);
  const entries = number(tiff, directory, 2, little);
  for (let n = 0, at = directory + 2; n < entries && at < tiff.length; n++, at += 12) {
    if (number(tiff, at, 2, little) !== 0x112) continue;
    const value = number(tiff, at + 8, 2, little);
    return value > 8 ? 1 : value || 1;
  }
  return 1;
}

function webpBox(bytes: Uint8Array, first: Part | undefined): readonly [number, number] | undefined {
  const at = (first?.from ?? 0) + 8;
  if (first?.name === 'VP8X') return [number(bytes, at + 4, 3, true) + 1, number(bytes, at + 7, 3, true) + 1];
  if (first?.name === 'VP8 ') return [number(bytes, at + 6, 2, true) & 0x3fff, number(bytes, at + 8, 2, true) & 0x3fff];
  if (first?.name !== 'VP8L') return undefined;
  const bits = number(bytes, at + 1, 4, true);
  return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
}

/** What the movie header says; undefined while that is not among the bytes. */
function secondsIn(bytes: Uint8Array): number | undefined {
  for (let at = 0, size = 0; at + 16 <= bytes.length; at += size) {
    size = number(bytes, at, 4);
    // A size of one: it stands in the next eight bytes, of which no film of ours needs more than six.
    if (size === 1) size = number(bytes, at + 10, 6);
    if (ascii(bytes, at + 4, 4) === 'moov') {
      const header = at + 8;
      if (ascii(bytes, header + 4, 4) !== 'mvhd' || header + 40 > bytes.length) return undefined;
      const long = bytes[header + 8] === 1;
      const scale = number(bytes, header + (long ? 28 : 20), 4);
      return scale ? number(bytes, header + (long ? 34 : 24), long ? 6 : 4) / scale : undefined;
    }
    if (size < 8) return undefined;
  }
  return undefined;
}

/** The largest `ispe` property: tiles and thumbnails have one each too. */
function largestBox(bytes: Uint8Array): readonly [number, number] | undefined {
  let largest: readonly [number, number] | undefined;
  for (let at = bytes.indexOf(0x69); at >= 0; at = bytes.indexOf(0x69, at + 1)) {
    if (ascii(bytes, at, 4) !== 'ispe') continue;
    const box = [number(bytes, at + 8, 4), number(bytes, at + 12, 4)] as const;
    if (!largest || box[0] * box[1] > largest[0] * largest[1]) largest = box;
  }
  return largest;
}
