import type { ByteStore, ImageFacts, ImageFormat, ImagePort } from '../../core/index.js';
import type { TestTools } from './test-tools.js';

/** A picture for the suite; `metadata` means that it carries a GPS position. */
export interface PictureWish {
  readonly format: ImageFormat;
  readonly width: number;
  readonly height: number;
  readonly metadata: boolean;
  readonly animated?: boolean;
  /** False: whole enough to be recognised, too broken to be decoded. */
  readonly decodable?: boolean;
}

export interface ImageStage<Source> {
  readonly image: ImagePort;
  readonly bytes: ByteStore<Source>;
  readonly picture: (wish: PictureWish) => Promise<Source>;
  /** Whether a position, a device or a time can be found in the stored bytes. */
  readonly hasMetadata: (key: string) => Promise<boolean>;
}

/** Everything the core relies on when it makes a photo fit. */
export function imageContract<Source>({ describe, it, expect }: TestTools, name: string, make: () => Promise<ImageStage<Source>>): void {
  const from = 'p/f/a/o';
  const to = 'p/f/a/s';
  const limits = { maxSide: 200, maxBytes: 50_000 };
  const photo: PictureWish = { format: 'jpeg', width: 640, height: 480, metadata: true };

  async function stage(wish: PictureWish) {
    const made = await make();
    await made.bytes.put(from, await made.picture(wish));
    return made;
  }

  describe(`${name} as an image port`, () => {
    it('says what the bytes are', async () => {
      const { image, bytes } = await stage(photo);
      expect(await image.inspect(from)).toMatchObject({
        format: 'jpeg',
        mime: 'image/jpeg',
        size: await bytes.size(from),
        width: 640,
        height: 480,
      });
    });

    it('makes it small, upright and free of metadata, and leaves the original alone', async () => {
      const { image, bytes, hasMetadata } = await stage(photo);
      const before = await bytes.digest(from);
      expect(await hasMetadata(from)).toBe(true);
      const facts = (await image.squeeze(from, to, limits)) as ImageFacts;
      expect(facts).toMatchObject({
        format: 'jpeg',
        mime: 'image/jpeg',
        width: 200,
        height: 150,
        upright: true,
        size: await bytes.size(to),
      });
      expect(facts.size).toBeLessThanOrEqual(limits.maxBytes);
      expect(await hasMetadata(to)).toBe(false);
      expect(await bytes.digest(from)).toBe(before);
    });

    it.each(['jpeg', 'png', 'webp', 'gif'] as const)('cuts the metadata out of %s without touching the picture', async (format) => {
      const { image, bytes, hasMetadata } = await stage({ ...photo, format });
      const facts = (await image.strip(from, to)) as ImageFacts;
      expect(facts).toMatchObject({ format, width: 640, height: 480, size: await bytes.size(to) });
      expect(await hasMetadata(to)).toBe(false);
    });

    it('is unable to squeeze what moves, what is broken and what is far too large', async () => {
      for (const wish of [
        { ...photo, format: 'gif' as const, animated: true },
        { ...photo, decodable: false },
        { ...photo, width: 20_000, height: 10_000, decodable: false },
      ]) {
        const { image, bytes } = await stage(wish);
        expect(await image.squeeze(from, to, limits)).toBe('unable');
        expect(await bytes.size(to)).toBeUndefined();
      }
    });

    it('is unable to cut what it does not understand', async () => {
      const { image, bytes } = await stage({ ...photo, format: 'mp4' });
      expect(await image.strip(from, to)).toBe('unable');
      expect(await bytes.size(to)).toBeUndefined();
    });

    it('says so when the bytes are gone', async () => {
      const { image } = await make();
      await expect(image.inspect(from)).rejects.toMatchObject({ code: 'unreadable' });
      await expect(image.squeeze(from, to, limits)).rejects.toMatchObject({ code: 'unreadable' });
      await expect(image.strip(from, to)).rejects.toMatchObject({ code: 'unreadable' });
    });

    it('does several one after another when asked for all at once', async () => {
      const { image, bytes } = await stage(photo);
      const all = await Promise.all([0, 1, 2].map((n) => image.squeeze(from, `${to}${n}`, limits)));
      for (const facts of all) expect(facts).toMatchObject({ format: 'jpeg' });
      expect(await bytes.keys('p/f/')).toHaveLength(4);
    });
  });
}
