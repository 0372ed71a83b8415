import type { ImageFacts } from '../../core/index.js';
import { cut, factsOf, headerOf, maxPixels, needsMore, type Header } from '../../photo/index.js';
import { byImageElement } from './image-element.js';
import { byImageBitmap, byImageDecoder, render, type Limits } from './render.js';

/** One thing to do with a file; travels to the worker as it is. */
export interface PhotoTask {
  readonly blob: Blob;
  /** Only look at it: the blob is the beginning of a file of this many bytes. */
  readonly size?: number;
  /** Make it small; without `size` and `limits` it is only cut. */
  readonly limits?: Limits;
}

export interface PhotoResult {
  readonly facts: ImageFacts;
  /** What was made; missing where the task was to look. */
  readonly blob?: Blob;
}

/** Looks, squeezes or cuts, in the worker or on the page; undefined when it is unable to, or when it needs to see more of the file. */
export type PhotoWork = (task: PhotoTask) => Promise<PhotoResult | undefined>;

const ways = [byImageDecoder, byImageBitmap, ...(typeof document === 'undefined' ? [] : [byImageElement])];

export const photoWork: PhotoWork = async ({ blob, size, limits }) => {
  const bytes = await bytesOf(blob);
  const header = headerOf(bytes, size);
  if (size) return size > blob.size && needsMore(header) ? undefined : { facts: factsOf(header) };
  if (!limits) return cleaned(bytes, header);

  const { format, mime, whole, animated, pixels, orientation } = header;
  const isPicture = header.upright !== undefined || format === 'heic' || format === 'avif';
  // Half a JPEG is left as it is, never delivered half grey: browsers differ in what they make of it.
  if (!isPicture || !whole || animated || pixels > maxPixels) return undefined;
  // Of other formats browsers do not turn what the tag says; cut, it keeps the tag.
  if (orientation > 1 && format !== 'jpeg') return undefined;
  const made = await render({ ...factsOf(header), ...limits, blob: new Blob([bytes], { type: mime }) }, ways);
  if (!made) return undefined;
  const result = await bytesOf(made);
  // Cut as well: WebKit writes a little EXIF of its own.
  return cleaned(result, headerOf(result));
};

async function cleaned(bytes: Uint8Array<ArrayBuffer>, header: Header): Promise<PhotoResult | undefined> {
  const parts = cut(bytes, header);
  if (!parts) return undefined;
  // In one piece: Firefox does not recognise a picture whose first piece is tiny.
  const blob = new Blob([await new Blob(parts).arrayBuffer()], { type: header.mime });
  return { blob, facts: { ...factsOf(header), size: blob.size } };
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}
