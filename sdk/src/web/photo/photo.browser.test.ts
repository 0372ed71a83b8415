import { describe, expect, it } from 'vitest';
import type { ImageFacts } from '../../core/index.js';
import { createByteStore } from '../../memory/index.js';
import { imageContract } from '../../testing/index.js';
import {
  bombHeader,
  gifPicture,
  hasSecrets,
  heicPicture,
  jpegPicture,
  look,
  mp4Picture,
  pngPicture,
  webpPicture,
} from '../../testing/photo-fixtures.js';
import { webClock } from '../web-clock.js';
import { createWebImage } from './web-image.js';
import type { PhotoSource } from './photo-source.js';

const tests = { describe, it, expect };

const load = () => import('./index.js');
const limits = { maxSide: 2048, maxBytes: 1_000_000 };

/** The dev server has modules only: this classic worker imports the real one, and keeps what comes earlier. */
function workerUrl(): string {
  const module = new URL('./photo-worker.ts', import.meta.url).href;
  const code = `const early = []; onmessage = (event) => early.push(event); import('${module}').then(() => early.forEach((event) => onmessage(event)));`;
  return URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
}

const sources: Record<string, () => PhotoSource> = {
  'in the worker': () => ({ workerUrl: workerUrl(), load }),
  'on the page': () => ({ load }),
};

function stage(source: PhotoSource) {
  const bytes = createByteStore<Blob>();
  const image = createWebImage(bytes, webClock, source);
  const contentOf = async (key: string) => new Uint8Array(await (await bytes.read(key)).arrayBuffer());
  return { bytes, image, contentOf };
}

for (const [where, source] of Object.entries(sources)) {
  imageContract(tests, `the photo code ${where}`, async () => {
    const { bytes, image, contentOf } = stage(source());
    return {
      image,
      bytes,
      hasMetadata: async (key) => hasSecrets(await contentOf(key)),
      async picture({ format, decodable, animated, ...wish }) {
        if (decodable === false) return wish.width > 10_000 ? bombHeader(wish.width, wish.height) : half(await jpegPicture(wish));
        if (format === 'png') return pngPicture(wish);
        if (format === 'webp') return (await webpPicture(wish)) ?? ((await webpWithout()) as Blob);
        if (format === 'gif') return gifPicture(wish, animated ? 2 : 1);
        return format === 'mp4' ? mp4Picture() : jpegPicture(wish);
      },
    };
  });

  describe(`the photo code ${where}`, () => {
    it.each([1, 2, 3, 4, 5, 6, 7, 8])('turns a photo of orientation %i upright', async (orientation) => {
      const { bytes, image } = stage(source());
      await bytes.put('o', await jpegPicture({ width: 600, height: 800, orientation }));
      expect(await image.inspect('o')).toMatchObject({ width: 600, height: 800, upright: orientation === 1 });
      expect(await image.squeeze('o', 's', { maxSide: 400, maxBytes: 1_000_000 })).toMatchObject({
        width: 300,
        height: 400,
        upright: true,
      });
      expect(await look(await bytes.read('s'))).toEqual({ width: 300, height: 400, corners: '0123' });
    });

    it('makes a phone photo of 12 MP small, upright and clean', async () => {
      const { bytes, image, contentOf } = stage(source());
      await bytes.put('o', await jpegPicture({ width: 3024, height: 4032, orientation: 6 }));
      expect(hasSecrets(await contentOf('o'))).toBe(true);
      const facts = (await image.squeeze('o', 's', limits)) as ImageFacts;
      expect(facts).toMatchObject({ format: 'jpeg', mime: 'image/jpeg', upright: true, animated: false });
      expect(facts.height).toBeLessThanOrEqual(2048);
      expect(facts.height).toBeGreaterThan(1950);
      expect(facts.size).toBeLessThanOrEqual(1_000_000);
      expect((facts.width ?? 0) / (facts.height ?? 1)).toBeCloseTo(0.75, 2);
      expect(await look(await bytes.read('s'))).toEqual({ width: facts.width, height: facts.height, corners: '0123' });
      expect(hasSecrets(await contentOf('s'))).toBe(false);
      expect(segments(await contentOf('s'))).not.toContain('e1');
    });

    it('keeps to the bytes allowed, by quality first and then by size', async () => {
      const { bytes, image } = stage(source());
      await bytes.put('o', await jpegPicture({ width: 1200, height: 900 }));
      const large = (await image.squeeze('o', 's', { maxSide: 1000, maxBytes: 1_000_000 })) as ImageFacts;
      const small = (await image.squeeze('o', 's', { maxSide: 1000, maxBytes: large.size - 1_000 })) as ImageFacts;
      expect(small.size).toBeLessThan(large.size);
      expect(small.width).toBe(1000);
      const tiny = (await image.squeeze('o', 's', { maxSide: 1000, maxBytes: 20_000 })) as ImageFacts;
      expect(tiny.size).toBeLessThanOrEqual(20_000);
      expect(tiny.width).toBeLessThan(1000);
      expect(await look(await bytes.read('s'))).toMatchObject({ corners: '0123' });
    });

    it('never makes a picture larger', async () => {
      const { bytes, image } = stage(source());
      await bytes.put('o', await jpegPicture({ width: 500, height: 400 }));
      expect(await image.squeeze('o', 's', limits)).toMatchObject({ width: 500, height: 400 });
    });

    it('puts white behind what is transparent', async () => {
      const { bytes, image } = stage(source());
      await bytes.put('o', await pngPicture({ width: 400, height: 300 }, true));
      await image.squeeze('o', 's', limits);
      const bitmap = await createImageBitmap(await bytes.read('s'));
      const canvas = new OffscreenCanvas(1, 1);
      const context = canvas.getContext('2d')!;
      // The corner blocks are opaque and so is the grain; between them hardly anything is darker than before.
      context.drawImage(bitmap, 60, 1, 280, 8, 0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
      expect(Math.min(r, g, b)).toBeGreaterThan(90);
      expect(await look(await bytes.read('s'))).toMatchObject({ corners: '0123' });
    });

    it('knows how long a film is, wherever its header stands', async () => {
      const { bytes, image } = stage(source());
      for (const size of [0, 1_000_000]) {
        await bytes.put('o', mp4Picture(31, size));
        expect(await image.inspect('o')).toMatchObject({ format: 'mp4', seconds: 31 });
      }
      await bytes.put('o', mp4Picture());
      expect(await image.inspect('o')).not.toHaveProperty('seconds');
    });

    it('is unable to squeeze an empty, a half, a huge and a moving picture', async () => {
      const { bytes, image } = stage(source());
      const cases = {
        half: half(await jpegPicture({ width: 800, height: 600 })),
        bomb: bombHeader(20_000, 10_000),
        text: new Blob(['GIF89a? no, words']),
        moving: gifPicture({ width: 30, height: 20 }, 3),
        film: mp4Picture(),
        hidden: new Blob([new Uint8Array(3_000)]),
      };
      for (const [key, blob] of Object.entries(cases)) {
        await bytes.put(key, blob);
        expect([key, await image.squeeze(key, 's', limits)]).toEqual([key, 'unable']);
      }
      expect(await bytes.size('s')).toBeUndefined();
    });

    it('cuts a photo without turning it: the picture shows as before, and nothing else is left', async () => {
      const { bytes, image, contentOf } = stage(source());
      for (const orientation of [1, 3, 6, 8]) {
        await bytes.put('o', await jpegPicture({ width: 300, height: 400, orientation }));
        expect(await image.strip('o', 's')).toMatchObject({ width: 300, height: 400, upright: orientation === 1 });
        expect(hasSecrets(await contentOf('s'))).toBe(false);
        expect(segments(await contentOf('s')).filter((name) => name === 'e1')).toHaveLength(orientation === 1 ? 0 : 1);
        expect(await look(await bytes.read('s'))).toEqual({ width: 300, height: 400, corners: '0123' });
      }
    });

    it('cuts half a photo too', async () => {
      const { bytes, image, contentOf } = stage(source());
      await bytes.put('o', half(await jpegPicture({ width: 800, height: 600 })));
      expect(await image.strip('o', 's')).toMatchObject({ format: 'jpeg', width: 800 });
      expect(hasSecrets(await contentOf('s'))).toBe(false);
    });

    it('cuts PNG, WebP and GIF so that they still show', async () => {
      const { bytes, image, contentOf } = stage(source());
      const webp = await webpPicture({ width: 300, height: 400, orientation: 6 });
      const pictures = { png: await pngPicture({ width: 300, height: 400 }), ...(webp && { webp }) };
      for (const [key, blob] of Object.entries(pictures)) {
        await bytes.put(key, blob);
        expect(hasSecrets(await contentOf(key))).toBe(true);
        const before = await look(blob);
        expect(await image.strip(key, 's')).toMatchObject({ format: key });
        expect(hasSecrets(await contentOf('s'))).toBe(false);
        expect(await look(await bytes.read('s'))).toEqual(before);
        // Browsers do not turn a WebP: decoded it would lie on its side for ever.
        expect(await image.squeeze(key, 't', limits)).toEqual(key === 'webp' ? 'unable' : expect.objectContaining({ format: 'jpeg' }));
      }
      await bytes.put('gif', gifPicture({ width: 30, height: 20 }, 3));
      expect(await image.inspect('gif')).toMatchObject({ format: 'gif', animated: true });
      expect(await image.strip('gif', 's')).toMatchObject({ format: 'gif', animated: true, width: 30, height: 20 });
      const cut = await contentOf('s');
      expect(hasSecrets(cut)).toBe(false);
      expect(new TextDecoder('latin1').decode(cut)).toContain('NETSCAPE2.0');
      expect(await look(await bytes.read('s'))).toMatchObject({ width: 30, height: 20 });
    });

    it('knows HEIC by its bytes, and is honest about whether this browser can decode it', async () => {
      const { bytes, image } = stage(source());
      await bytes.put('o', heicPicture());
      expect(await image.inspect('o')).toMatchObject({ format: 'heic', mime: 'image/heic', size: 520 });
      const made = await image.squeeze('o', 's', limits);
      expect(made === 'unable' || made.format === 'jpeg').toBe(true);
      expect(await image.strip('o', 's')).toBe('unable');
    });
  });
}

describe('the photo code', () => {
  it('works on the page when the worker cannot be had', async () => {
    for (const workerUrl of ['/no-such-worker.js', 'https://elsewhere.example/worker.js', 'data:,throw 1']) {
      const { bytes, image } = stage({ workerUrl, load });
      await bytes.put('o', await jpegPicture({ width: 800, height: 600 }));
      expect(await image.squeeze('o', 's', { maxSide: 400, maxBytes: 100_000 })).toMatchObject({ width: 400, height: 300 });
    }
  });

  it('does not load itself into the page while the worker does', async () => {
    let loads = 0;
    const { bytes, image } = stage({ workerUrl: workerUrl(), load: () => (loads++, load()) });
    await bytes.put('o', await jpegPicture({ width: 800, height: 600 }));
    await image.inspect('o');
    await image.squeeze('o', 's', limits);
    await image.strip('o', 's');
    expect(loads).toBe(0);
  });

  it('is unable, not wrong, where a canvas gives back other pixels than were drawn', async () => {
    const real = Object.getOwnPropertyDescriptor(OffscreenCanvasRenderingContext2D.prototype, 'getImageData')!;
    const { bytes, image } = stage({ load });
    await bytes.put('o', await jpegPicture({ width: 800, height: 600 }));
    try {
      for (const value of [255, 0]) {
        Object.defineProperty(OffscreenCanvasRenderingContext2D.prototype, 'getImageData', {
          configurable: true,
          value: (_x: number, _y: number, width: number, height: number) => {
            const false_ = new ImageData(width, height);
            false_.data.fill(value);
            return false_;
          },
        });
        expect(await image.squeeze('o', 's', limits)).toBe('unable');
      }
    } finally {
      Object.defineProperty(OffscreenCanvasRenderingContext2D.prototype, 'getImageData', real);
    }
    expect(await image.squeeze('o', 's', limits)).toMatchObject({ format: 'jpeg' });
  });

  it('does not take a blank canvas for the photo', async () => {
    const real = OffscreenCanvasRenderingContext2D.prototype.drawImage;
    const { bytes, image } = stage({ load });
    await bytes.put('o', await jpegPicture({ width: 800, height: 600 }));
    try {
      OffscreenCanvasRenderingContext2D.prototype.drawImage = () => undefined;
      expect(await image.squeeze('o', 's', limits)).toBe('unable');
    } finally {
      OffscreenCanvasRenderingContext2D.prototype.drawImage = real;
    }
  });

  it('believes one colour of a picture that is of one colour', async () => {
    const canvas = new OffscreenCanvas(1000, 800);
    canvas.getContext('2d')!.fillRect(0, 0, 1000, 800);
    const { bytes, image } = stage({ load });
    await bytes.put('o', await canvas.convertToBlob({ type: 'image/jpeg' }));
    expect(await image.squeeze('o', 's', limits)).toMatchObject({ width: 1000 });
  });

  it('never throws on garbage, whatever it pretends to be', async () => {
    const { bytes, image } = stage({ load });
    const heads = [
      '\xff\xd8\xff\xe1',
      '\xff\xd8\xff\xda',
      '\x89PNG\r\n\x1a\n',
      'GIF89a',
      'RIFF\xff\xff\xff\xffWEBPVP8X',
      '\0\0\0\x18ftypheic',
    ];
    let seed = 3;
    for (let round = 0; round < 120; round++) {
      const garbage = Uint8Array.from({ length: 400 }, () => (seed = (seed * 16807) % 2147483647) & 255);
      const head = heads[round % heads.length] ?? '';
      garbage.set(Uint8Array.from(head, (char) => char.charCodeAt(0)));
      await bytes.put('o', new Blob([garbage]));
      await image.inspect('o');
      await image.strip('o', 's');
      expect(await image.squeeze('o', 's', limits)).toBe('unable');
    }
  });

  it('leaves the page free while it works on 48 MP in the worker', async () => {
    const { bytes, image, contentOf } = stage({ workerUrl: workerUrl(), load });
    await bytes.put('o', await jpegPicture({ width: 6048, height: 8064, orientation: 6 }));
    const facts = (await image.squeeze('o', 's', limits)) as ImageFacts;
    expect(facts.size).toBeLessThanOrEqual(1_000_000);
    expect(Math.max(facts.width ?? 0, facts.height ?? 0)).toBeGreaterThan(1900);
    expect(hasSecrets(await contentOf('s'))).toBe(false);
    expect(await look(await bytes.read('s'))).toMatchObject({ corners: '0123' });
  }, 90_000);
});

function half(blob: Blob): Blob {
  return blob.slice(0, blob.size / 2);
}

/** A WebP that no browser has to write: the smallest lossless one, with chunks that hold secrets. */
async function webpWithout(): Promise<Blob> {
  const name = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
  const size = [0x7f, 0x02, 0, 0xdf, 0x01, 0]; // 640 × 480
  const vp8x = new Uint8Array([...name('VP8X'), 10, 0, 0, 0, 0x0c, 0, 0, 0, ...size]);
  const vp8l = new Uint8Array([...name('VP8L'), 6, 0, 0, 0, 0x2f, 0x7f, 0xc2, 0x77, 0, 0]);
  const xmp = new Uint8Array([...name('XMP '), 6, 0, 0, 0, ...name('SECRET')]);
  const body = [...name('WEBP'), ...vp8x, ...vp8l, ...xmp];
  return new Blob([new Uint8Array([...name('RIFF'), body.length, 0, 0, 0, ...body])]);
}

/** Markers of a JPEG up to its first scan. */
function segments(bytes: Uint8Array): string[] {
  const found: string[] = [];
  for (let at = 2; bytes[at] === 0xff && bytes[at + 1] !== 0xda; at += 2 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0)) {
    found.push((bytes[at + 1] ?? 0).toString(16));
  }
  return found;
}
