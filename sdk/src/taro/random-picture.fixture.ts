import { cut, headerOf, join } from '../photo/index.js';
import type { Random } from '../testing/simulator/random.js';
import type { Bytes } from './fake-device.fixture.js';
import { fakeGif, fakeJpeg, fakePng, fakeWebp, recode } from './fake-picture.fixture.js';
import { latin1 } from './mortal-network.fixture.js';

/** A picture of any kind, by its number: no two are of one size. Half are larger than 160 px. */
export function randomPicture(random: Random, number: number): { readonly bytes: Bytes; readonly extension: string } {
  const large = random.chance(0.5);
  const wish = { width: 60 + (large ? 200 : 0) + number, height: 150 - number, pixels: 100 + random.int(1_200), seed: 1 + random.int(200) };
  const kind = random.int(8);
  if (kind === 0) return { bytes: fakePng(wish), extension: 'png' };
  if (kind === 1) return { bytes: fakeWebp(wish), extension: 'webp' };
  if (kind === 2) return { bytes: fakeGif(wish, 2), extension: 'gif' };
  if (kind === 3) return { bytes: fakeJpeg({ ...wish, decodable: false }), extension: 'jpg' };
  return { bytes: fakeJpeg({ ...wish, orientation: random.pick([1, 1, 6, 8, 3]), metadata: random.chance(0.8) }), extension: 'jpg' };
}

/** Whether this, one character a byte, may arrive of a picture: it is cut, or was made smaller by the platform's compressor and then cut. */
export function isVersionOf(bytes: Bytes | undefined, maxSide: number, arrived: string): boolean {
  if (!bytes) return false;
  const without = (version: Bytes | undefined) => {
    const parts = version && cut(version, headerOf(version));
    return parts && latin1(join(...parts));
  };
  if (without(bytes) === arrived) return true;
  return [80, 60, 40].some((quality) => [maxSide, undefined].some((side) => without(recode(bytes, side, quality)) === arrived));
}
