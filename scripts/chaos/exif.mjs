/** A word that stands in every kind of metadata that a picture is given: it must not be found in what arrived. */
export const witness = 'YIJIAN-METADATA-WITNESS';

/**
 * A JPEG with the metadata of a phone: orientation, maker, time and position in EXIF, a caption in APP13, a comment.
 * @param {Uint8Array} jpeg without metadata
 * @param {number} orientation 1–8
 */
export function withMetadata(jpeg, orientation) {
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff(orientation)]);
  const caption = Buffer.from(`Photoshop 3.0\0${witness}`, 'latin1');
  return Buffer.concat([
    jpeg.subarray(0, 2),
    segment(0xe1, exif),
    segment(0xed, caption),
    segment(0xfe, Buffer.from(witness)),
    jpeg.subarray(2),
  ]);
}

/**
 * What of the metadata is left in a picture, in words; empty when nothing is but, at most, the orientation.
 * @param {Uint8Array} bytes
 */
export function metadataOf(bytes) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = buffer.includes(witness) ? ['a word of the metadata'] : [];
  if (buffer[0] !== 0xff || buffer[1] !== 0xd8) return found;
  for (let at = 2; at + 4 <= buffer.length && buffer[at] === 0xff; ) {
    const marker = buffer.readUInt8(at + 1);
    // The picture itself begins.
    if (marker === 0xda) break;
    const length = buffer.readUInt16BE(at + 2);
    const body = buffer.subarray(at + 4, at + 2 + length);
    if (marker === 0xe1 && !isOrientationAlone(body)) found.push('EXIF or XMP');
    if (marker === 0xed) found.push('APP13');
    if (marker === 0xfe) found.push('a comment');
    at += 2 + length;
  }
  return found;
}

/**
 * @param {number} marker
 * @param {Buffer} body
 */
function segment(marker, body) {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/**
 * Little-endian TIFF: an image directory that points to a directory with a position.
 * @param {number} orientation
 */
function tiff(orientation) {
  const maker = Buffer.from(`${witness}\0`, 'latin1');
  const time = Buffer.from('2026:11:22 18:47:00\0', 'latin1');
  const directorySize = 2 + 4 * 12 + 4;
  const makerAt = 8 + directorySize;
  const timeAt = makerAt + maker.length;
  const gpsAt = timeAt + time.length;
  const latitudeAt = gpsAt + 2 + 4 * 12 + 4;
  const head = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  return Buffer.concat([
    head,
    directory([
      [0x010f, 2, maker.length, makerAt],
      [0x0112, 3, 1, orientation],
      [0x0132, 2, time.length, timeAt],
      [0x8825, 4, 1, gpsAt],
    ]),
    maker,
    time,
    directory([
      [0x0001, 2, 2, 0x4e],
      [0x0002, 5, 3, latitudeAt],
      [0x0003, 2, 2, 0x45],
      [0x0004, 5, 3, latitudeAt + 24],
    ]),
    degrees(30, 39, 25),
    degrees(104, 4, 7),
  ]);
}

/** @param {readonly (readonly [tag: number, type: number, count: number, value: number])[]} entries */
function directory(entries) {
  const bytes = Buffer.alloc(2 + entries.length * 12 + 4);
  bytes.writeUInt16LE(entries.length, 0);
  for (const [n, [tag, type, count, value]] of entries.entries()) {
    bytes.writeUInt16LE(tag, 2 + n * 12);
    bytes.writeUInt16LE(type, 4 + n * 12);
    bytes.writeUInt32LE(count, 6 + n * 12);
    bytes.writeUInt32LE(value, 10 + n * 12);
  }
  return bytes;
}

/** @param {readonly number[]} parts */
function degrees(...parts) {
  const bytes = Buffer.alloc(24);
  for (const [n, part] of parts.entries()) {
    bytes.writeUInt32LE(part, n * 8);
    bytes.writeUInt32LE(1, n * 8 + 4);
  }
  return bytes;
}

/** The one thing that a picture sent without squeezing may keep. @param {Buffer} body */
function isOrientationAlone(body) {
  if (body.subarray(0, 6).toString('latin1') !== 'Exif\0\0' || body.length < 22) return false;
  const little = body.readUInt16BE(6) === 0x4949;
  const read = (/** @type {number} */ at) => (little ? body.readUInt16LE(at) : body.readUInt16BE(at));
  return read(14) === 1 && read(16) === 0x0112 && body.length <= 40;
}
