import { ascii, type Part } from './parts.js';
import { orientationBlock, type Header } from './header.js';

/**
 * The pieces of the file without its metadata, byte for byte otherwise; only what is known to be needed for the picture stays.
 * @returns undefined where the file is not understood well enough for that promise
 */
export function cut(bytes: Uint8Array<ArrayBuffer>, { format, parts, orientation }: Header): Uint8Array<ArrayBuffer>[] | undefined {
  const kept = parts.filter((part) => isPicture(format, part, bytes)).map(({ from, to }) => bytes.subarray(from, to));
  const [head, ...rest] = kept;
  const turned = orientation > 1 ? orientationBlock(orientation) : undefined;
  if (!head || !rest.length || !parts.some(({ name }) => /^(da|IDAT|VP8[ L]|ANMF|image)$/.test(name))) return undefined;

  switch (format) {
    case 'jpeg':
      return [head, ...(turned ? [new Uint8Array([0xff, 0xe1, 0, 34, 69, 120, 105, 102, 0, 0]), turned] : []), ...rest];
    case 'png':
      // The header chunk comes first.
      return [head, ...rest.slice(0, 1), ...(turned ? [pngChunk('eXIf', turned)] : []), ...rest.slice(1)];
    case 'webp': {
      const flags = rest[0]?.slice();
      if (flags && ascii(flags, 0, 4) === 'VP8X') {
        // Neither EXIF nor XMP is announced any more, except the orientation.
        flags[8] = ((flags[8] ?? 0) & ~0x0c) | (turned ? 8 : 0);
        rest[0] = flags;
        if (turned) rest.push(new Uint8Array([69, 88, 73, 70, turned.length, 0, 0, 0]), turned);
      }
      const start = head.slice();
      new DataView(start.buffer).setUint32(
        4,
        rest.reduce((sum, part) => sum + part.length, 4),
        true,
      );
      return [start, ...rest];
    }
    case 'gif':
      return kept;
    default:
      return undefined;
  }
}

/** Allowed is named, all else is metadata: what nobody thought of stays out. */
function isPicture(format: string, { name, from, to }: Part, bytes: Uint8Array): boolean {
  switch (format) {
    case 'jpeg':
      if (name === 'e0') return ascii(bytes, from + 4, 5) === 'JFIF\0' && to - from === 18;
      if (name === 'e2') return ascii(bytes, from + 4, 12) === 'ICC_PROFILE\0';
      if (name === 'ee') return ascii(bytes, from + 4, 5) === 'Adobe';
      return /^[cd]./.test(name);
    case 'png':
      return /^(head|IHDR|PLTE|IDAT|IEND|tRNS|cHRM|gAMA|iCCP|sBIT|sRGB|cICP|mDCV|cLLI|bKGD|pHYs|acTL|fcTL|fdAT)$/.test(name);
    case 'webp':
      return /^(head|VP8[XL ]|ALPH|ICCP|ANIM|ANMF)$/.test(name);
    default:
      // 0xf9: how a frame is shown. 0xff: extensions of programs, of which two say how often to loop.
      return /^(head|image|end|xf9)$/.test(name) || (name === 'xff' && /^(NETSCAPE|ANIMEXTS)/.test(ascii(bytes, from + 3, 8)));
  }
}

function pngChunk(name: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(data.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  for (let n = 0; n < 4; n++) chunk[4 + n] = name.charCodeAt(n);
  chunk.set(data, 8);
  let crc = -1;
  for (const byte of chunk.subarray(4, -4)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  view.setInt32(chunk.length - 4, ~crc);
  return chunk;
}
