import type { ImageFacts, ImageFormat, ImagePort } from '../core/index.js';
import type { ReadableByteStore } from '../memory/index.js';

/** What a fake picture claims to be; its bytes are this as JSON, filled up to the size with spaces. */
export interface FakePicture {
  readonly format: ImageFormat;
  readonly width: number;
  readonly height: number;
  readonly size: number;
  readonly metadata: boolean;
  readonly upright: boolean;
  readonly animated: boolean;
  readonly decodable: boolean;
  /** Of a film. */
  readonly seconds?: number;
}

const cuttable: readonly ImageFormat[] = ['jpeg', 'png', 'webp', 'gif'];
const mimes: Partial<Record<ImageFormat, string>> = {
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  unknown: 'application/octet-stream',
};

/** A file that `createFakeImage` takes for a picture. */
export function fakePicture(wish: Partial<FakePicture> = {}): Blob {
  const picture: FakePicture = {
    format: 'jpeg',
    width: 4032,
    height: 3024,
    size: 3_100_000,
    metadata: true,
    upright: true,
    animated: false,
    decodable: true,
    ...wish,
  };
  return new Blob([JSON.stringify(picture).padEnd(picture.size)]);
}

/** Reads a fake picture's claims back, e.g. from what a backend stored. */
export function readFakePicture(bytes: Uint8Array): FakePicture | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as FakePicture;
  } catch {
    return undefined; // Any other file: of unknown format.
  }
}

export interface FakeImageOptions {
  /** Called as each decode begins; may throw or never resolve, as a killed tab would. */
  readonly onDecode?: (key: string) => void | Promise<void>;
  /** Bytes a squeezed pixel takes. @default 0.15 */
  readonly bytesPerPixel?: number;
}

/** The photo rules without pixels: same answers as the real port, decided by the picture's own claims. */
export function createFakeImage(bytes: ReadableByteStore<Blob>, { onDecode, bytesPerPixel = 0.15 }: FakeImageOptions = {}): ImagePort {
  const claims = async (key: string) => {
    const blob = await bytes.read(key);
    return { blob, picture: readFakePicture(new Uint8Array(await blob.arrayBuffer())) };
  };

  async function store(to: string, picture: FakePicture): Promise<ImageFacts> {
    await bytes.put(to, fakePicture(picture));
    return facts(picture);
  }

  return {
    async inspect(key) {
      const { blob, picture } = await claims(key);
      return picture ? facts(picture) : { format: 'unknown', mime: 'application/octet-stream', size: blob.size };
    },
    async squeeze(from, to, { maxSide, maxBytes }) {
      const { picture } = await claims(from);
      if (!picture || picture.animated || picture.width * picture.height > 100_000_000) return 'unable';
      await onDecode?.(from);
      if (!picture.decodable) return 'unable';
      const scale = Math.min(1, maxSide / Math.max(picture.width, picture.height));
      const width = Math.round(picture.width * scale);
      const height = Math.round(picture.height * scale);
      const size = Math.min(maxBytes, Math.max(2_100, Math.round(width * height * bytesPerPixel)));
      return store(to, { ...picture, format: 'jpeg', width, height, size, metadata: false, upright: true });
    },
    async strip(from, to) {
      const { picture } = await claims(from);
      return picture && cuttable.includes(picture.format) ? store(to, { ...picture, metadata: false }) : 'unable';
    },
  };
}

function facts({ format, size, width, height, animated, upright, seconds }: FakePicture): ImageFacts {
  return { format, mime: mimes[format] ?? `image/${format}`, size, width, height, animated, upright, ...(seconds ? { seconds } : {}) };
}
