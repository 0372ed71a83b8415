/** Text as UTF-8 bytes; mini-programs have no `TextEncoder`. Half a surrogate pair becomes U+FFFD. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(utf8Length(text));
  let at = 0;
  for (const point of codePoints(text)) {
    const length = lengthOf(point);
    for (let n = length - 1; n > 0; n--) bytes[at + n] = 0x80 | ((point >> (6 * (length - 1 - n))) & 0x3f);
    // The first byte says how many there are: 0, 110, 1110 or 11110, and then the highest bits.
    bytes[at] = (length === 1 ? 0 : (0xf00 >> length) & 0xff) | (point >> (6 * (length - 1)));
    at += length;
  }
  return bytes;
}

/** Bytes that a text takes in UTF-8. */
export function utf8Length(text: string): number {
  let length = 0;
  for (const point of codePoints(text)) length += lengthOf(point);
  return length;
}

function* codePoints(text: string): Iterable<number> {
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    yield point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
  }
}

function lengthOf(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
