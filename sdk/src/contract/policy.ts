import * as z from 'zod/mini';

/** What the merchant allows for attachments; a missing number means the SDK's default. */
export const mediaPolicy = z.object({
  /** @default 9 */
  maxPhotos: z.optional(z.int().check(z.minimum(0), z.maximum(20))),
  /** Bytes of one photo as sent. @default 1_000_000 */
  maxPhotoBytes: z.optional(z.int()),
  /** Longest side of a photo as sent, in pixels. @default 2048 */
  maxPhotoSide: z.optional(z.int()),
  /** Send what cannot be decoded and stripped (HEIC) as it is. @default false */
  allowOriginals: z.optional(z.boolean()),
  /** Video is off until both caps are set. */
  video: z.nullish(z.object({ maxSeconds: z.int(), maxBytes: z.int() })),
  /** A larger file travels in parts of this many bytes. @default 1_000_000 */
  chunkBytes: z.optional(z.int()),
});

/** `GET /v1/policy`: the part of the merchant's rules that a device needs. */
export const policy = z.object({
  policy: z.string(),
  /** Phone number shown as the way to a person. */
  tel: z.nullish(z.string()),
  /** Link to a person where there is no number (chat, help page). */
  help: z.nullish(z.string()),
  media: z.optional(mediaPolicy),
  /** Reason codes switched off, and photo demands overridden. */
  reasons: z.optional(
    z.record(z.string(), z.object({ off: z.optional(z.boolean()), photo: z.optional(z.enum(['encouraged', 'required', 'none'])) })),
  ),
});

export type Policy = z.infer<typeof policy>;
export type MediaPolicy = z.infer<typeof mediaPolicy>;
