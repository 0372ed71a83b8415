import type { ImageFormat } from '../core/index.js';

/** A run of bytes that belongs together: a JPEG segment with what follows it, a PNG or WebP chunk, a GIF block. */
export interface Part {
  /** JPEG: the marker in hex; PNG, WebP: the chunk's name; GIF: `head`, `image`, `end` or `x` and the label in hex. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface Parts {
  readonly format: ImageFormat;
  readonly parts: readonly Part[];
  /** The end that the format prescribes was reached; what follows it is in no part. */
  readonly whole: boolean;
}

/** Takes a file apart as far as it is what its first bytes claim; never reads outside of it. */
export function partsOf(bytes: Uint8Array): Parts {
  const format = formatOf(bytes);
  const walk = { jpeg: walkJpeg, png: walkPng, webp: walkWebp, gif: walkGif }[format as 'jpeg'];
  const parts: Part[] = [];
  return { format, whole: walk ? walk(bytes, parts) : true, parts };
}

/** Pieces as one. */
export function join(...pieces: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Bytes as text, one character each. */
export function ascii(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

/** A number of two or four bytes; bytes past the end count as zero. */
export function number(bytes: Uint8Array, at: number, length: number, little = false): number {
  let value = 0;
  for (let n = 0; n < length; n++) value = value * 256 + (bytes[little ? at + length - 1 - n : at + n] ?? 0);
  return value;
}

function formatOf(bytes: Uint8Array): ImageFormat {
  const head = ascii(bytes, 0, 12);
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (/^GIF8[79]a/.test(head)) return 'gif';
  if (/^RIFF[^]{4}WEBP/.test(head)) return 'webp';
  if (head.startsWith('\x1aE\xdf\xa3')) return 'webm';
  if (head.slice(4, 8) !== 'ftyp') return 'unknown';
  // ISO base media: the major brand, and for the generic one of still pictures the compatible ones.
  const brands = ascii(bytes, 8, Math.min(number(bytes, 0, 4), 64) - 8);
  if (/^(avif|avis)|^mi[fa][f1].*avif/.test(brands)) return 'avif';
  if (/^(he[ivc]|mif1|msf1)/.test(brands)) return 'heic';
  return brands.startsWith('qt') ? 'mov' : 'mp4';
}

function walkJpeg(bytes: Uint8Array, parts: Part[]): boolean {
  let at = 2;
  parts.push({ name: 'd8', from: 0, to: at });
  while (at + 1 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++; // Fill byte.
      continue;
    }
    let to = at + 2;
    if (marker !== 0xd9) to += Math.max(2, number(bytes, to, 2));
    // A scan is followed by its data, up to a marker that is neither stuffing nor a restart.
    if (marker === 0xda) {
      do to = bytes.indexOf(0xff, to + 1);
      while (to >= 0 && (bytes[to + 1] === 0 || ((bytes[to + 1] ?? 0) & 0xf8) === 0xd0));
      if (to < 0) to = bytes.length;
    }
    if (to > bytes.length) return false;
    parts.push({ name: marker.toString(16), from: at, to });
    at = to;
    if (marker === 0xd9) return true;
  }
  return false;
}

function walkPng(bytes: Uint8Array, parts: Part[]): boolean {
  parts.push({ name: 'head', from: 0, to: 8 });
  for (let at = 8; at + 12 <= bytes.length; ) {
    const name = ascii(bytes, at + 4, 4);
    const to = at + 12 + number(bytes, at, 4);
    parts.push({ name, from: at, to: Math.min(to, bytes.length) });
    if (to > bytes.length) return false;
    if (name === 'IEND') return true;
    at = to;
  }
  return false;
}

function walkWebp(bytes: Uint8Array, parts: Part[]): boolean {
  const end = number(bytes, 4, 4, true) + 8;
  parts.push({ name: 'head', from: 0, to: 12 });
  let at = 12;
  while (at + 8 <= Math.min(end, bytes.length)) {
    const size = number(bytes, at + 4, 4, true);
    const to = at + 8 + size + (size % 2);
    parts.push({ name: ascii(bytes, at, 4), from: at, to: Math.min(to, bytes.length) });
    at = to;
  }
  return at >= end && end <= bytes.length;
}

function walkGif(bytes: Uint8Array, parts: Part[]): boolean {
  const table = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  const head = 13 + table(bytes[10] ?? 0);
  parts.push({ name: 'head', from: 0, to: head });
  for (let at = head; at < bytes.length; ) {
    const kind = bytes[at];
    let name = 'image';
    let to = at + 1;
    if (kind === 0x3b) name = 'end';
    else {
      if (kind === 0x2c) to = at + 11 + table(bytes[at + 9] ?? 0);
      else if (kind === 0x21) {
        name = `x${bytes[at + 1]?.toString(16)}`;
        to = at + 2;
      } else return false;
      while (bytes[to]) to += 1 + (bytes[to] ?? 0);
      to++;
    }
    if (to > bytes.length) return false;
    parts.push({ name, from: at, to });
    if (name === 'end') return true;
    at = to;
  }
  return false;
}
