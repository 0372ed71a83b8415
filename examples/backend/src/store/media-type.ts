/** What the first bytes of a file say it is; `application/octet-stream` where they name no picture and no film. */
export function mediaType(head: Uint8Array): string {
  const at = (offset: number, text: string): boolean =>
    [...text].every((character, index) => head[offset + index] === character.charCodeAt(0));
  if (at(0, '\xff\xd8\xff')) return 'image/jpeg';
  if (at(0, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (at(0, 'GIF87a') || at(0, 'GIF89a')) return 'image/gif';
  if (at(0, 'RIFF') && at(8, 'WEBP')) return 'image/webp';
  if (at(0, '\x1a\x45\xdf\xa3')) return 'video/webm';
  // ISO base media: the box length, `ftyp`, then the brand (ISO/IEC 14496-12 4.3).
  if (at(4, 'ftyp')) return brands.find(([brand]) => at(8, brand))?.[1] ?? 'video/mp4';
  return 'application/octet-stream';
}

const brands: readonly (readonly [string, string])[] = [
  ['avi', 'image/avif'],
  ['hei', 'image/heic'],
  ['hev', 'image/heic'],
  ['mif1', 'image/heif'],
  ['msf1', 'image/heif'],
  ['qt', 'video/quicktime'],
  ['3g', 'video/3gpp'],
];
