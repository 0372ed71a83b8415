export interface Limits {
  /** Longest side of what comes out, pixels. */
  readonly maxSide: number;
  readonly maxBytes: number;
}

/** One picture to be made small. */
export interface Job extends Limits {
  /** In one piece and with its type: Firefox does not recognise a Blob whose first piece is tiny. */
  readonly blob: Blob;
  /** As shown; undefined where the header does not tell. */
  readonly width?: number;
  readonly height?: number;
}

interface Picture {
  readonly image: CanvasImageSource;
  readonly width: number;
  readonly height: number;
  close(): void;
}

/** A way to decode; undefined where this browser has it not. */
export type Way = (job: Job, scale: number) => Promise<Picture | undefined>;

const lowestQuality = 0.5;

/**
 * Tries one way of decoding after the other until a JPEG comes out that can be trusted: upright, at most as large as asked for, no metadata.
 * @returns undefined when none did
 */
export async function render(job: Job, ways: readonly Way[]): Promise<Blob | undefined> {
  const scale = job.width && job.height ? Math.min(1, job.maxSide / Math.max(job.width, job.height)) : 1;
  for (const way of isHonest() ? ways : []) {
    try {
      const picture = await way(job, scale);
      if (!picture) continue;
      try {
        const made = fits(picture, job, scale) && (await toJpeg(picture, job));
        if (made) return made;
      } finally {
        picture.close();
      }
    } catch {
      continue; // It cannot be decoded this way.
    }
  }
  return undefined;
}

/** Decodes straight to about the size: the least memory. Chromium scales in eighths, so the next one above is asked for, or one that is short of it by 3 %. */
export const byImageDecoder: Way = async ({ blob, width, height }, scale) => {
  if (typeof ImageDecoder === 'undefined' || !width || !height) return undefined;
  const eighths = Math.ceil(8 * scale * 0.97);
  const desired = scale < 1 ? { desiredWidth: Math.ceil((width * eighths) / 8), desiredHeight: Math.ceil((height * eighths) / 8) } : {};
  const decoder = new ImageDecoder({ data: await blob.arrayBuffer(), type: blob.type, ...desired });
  try {
    const { image } = await decoder.decode();
    return { image, width: image.displayWidth, height: image.displayHeight, close: () => image.close() };
  } finally {
    decoder.close();
  }
};

export const byImageBitmap: Way = async ({ blob, width, height }, scale) => {
  const image = await createImageBitmap(
    blob,
    width && height && scale < 1
      ? { resizeWidth: Math.round(width * scale) || 1, resizeHeight: Math.round(height * scale) || 1, resizeQuality: 'high' }
      : {},
  );
  return { image, width: image.width, height: image.height, close: () => image.close() };
};

/** The proportions and the size that the header promised, within a pixel, or a little less. */
function fits({ width, height }: Picture, job: Job, scale: number): boolean {
  if (!width || !height) return false;
  if (!job.width || !job.height) return true;
  const wrong = Math.abs(width * job.height - height * job.width);
  return wrong <= 1.5 * Math.max(job.width, job.height) && width >= job.width * scale * 0.95 - 1;
}

async function toJpeg({ image, width, height }: Picture, { blob, maxSide, maxBytes }: Job): Promise<Blob | undefined> {
  const source = width * height;
  let shrink = Math.min(1, maxSide / Math.max(width, height));
  for (let quality = 0.8; shrink * Math.max(width, height) >= 1; ) {
    const canvas = draw(image, Math.round(width * shrink) || 1, Math.round(height * shrink) || 1);
    // iOS gives a blank canvas when memory is short.
    // A picture of one colour takes next to no bytes: only then one colour is believed.
    const trusted = blob.size < source * 0.05 || !isPlain(canvas);
    let made: Blob | undefined;
    while (trusted && quality >= lowestQuality) {
      made = await canvas.convertToBlob({ type: 'image/jpeg', quality });
      if (made.size <= maxBytes) break;
      quality -= 0.1;
    }
    // WebKit keeps the memory of a canvas until it is small.
    canvas.width = canvas.height = 0;
    if (!trusted || !made || made.type !== 'image/jpeg') return undefined;
    if (made.size <= maxBytes) return made.size > 2_000 ? made : undefined;
    shrink *= 0.75;
    quality = 0.7;
  }
  return undefined;
}

function draw(image: CanvasImageSource, width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = contextOf(canvas);
  // What is transparent becomes white, not black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  return canvas;
}

/** Nine samples all alike? */
function isPlain(canvas: OffscreenCanvas): boolean {
  const pixels = contextOf(draw(canvas, 3, 3)).getImageData(0, 0, 3, 3).data;
  return pixels.every((value, n) => Math.abs(value - (pixels[n % 4] ?? 0)) < 2);
}

/** Whether this browser gives back the pixels that were drawn, and not noise against fingerprinting. */
function isHonest(): boolean {
  if (typeof OffscreenCanvas === 'undefined') return false;
  const context = contextOf(new OffscreenCanvas(3, 3));
  context.fillStyle = '#369';
  context.fillRect(0, 0, 3, 3);
  const wanted = [0x33, 0x66, 0x99, 0xff];
  return context.getImageData(0, 0, 3, 3).data.every((value, n) => Math.abs(value - (wanted[n % 4] ?? 0)) < 8);
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new TypeError('no 2d context');
  context.imageSmoothingQuality = 'high';
  return context;
}
