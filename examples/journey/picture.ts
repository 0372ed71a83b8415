/** How a picture of the tests is made. */
export interface Drawing {
  /** Pixels as they are stored, lying. */
  readonly width: number;
  readonly height: number;
  readonly quality: number;
  /** Makes two pictures differ. */
  readonly seed: number;
}

/** 12 megapixels, as a phone takes them. */
export const twelveMegapixels = (seed: number): Drawing => ({ width: 4032, height: 3024, quality: 0.85, seed });
/** Small enough to be sent as it is, were it not for its metadata. */
export const thumbnail: Drawing = { width: 640, height: 480, quality: 0.8, seed: 9 };

/** The upright picture's four quarters: top left, top right, bottom left, bottom right. */
export const quarters = ['red', 'green', 'blue', 'yellow'];

/** What a decoder makes of a file. */
export interface Seen {
  readonly width: number;
  readonly height: number;
  /** Nearest colour of each quarter, in the order of `quarters`. */
  readonly quarters: readonly string[];
}

/**
 * Runs in a page: a JPEG as base64 whose quarters have the right colours once it is turned by orientation 6.
 * It stands alone, because it travels there as text.
 */
export async function draw({ width, height, quality, seed }: Drawing): Promise<string> {
  const canvas = document.createElement('canvas');
  const paint = (target: HTMLCanvasElement): CanvasRenderingContext2D => {
    const context = target.getContext('2d');
    if (!context) throw new Error('no canvas');
    return context;
  };
  Object.assign(canvas, { width, height });
  const context = paint(canvas);
  // Orientation 6: the first row is the right-hand side, the first column the top.
  const colours = ['#28a03c', '#dcc828', '#c82828', '#283cc8'];
  for (const [index, colour] of colours.entries()) {
    context.fillStyle = colour;
    context.fillRect((index % 2) * (width / 2), Math.floor(index / 2) * (height / 2), width / 2, height / 2);
  }
  const grain = document.createElement('canvas');
  Object.assign(grain, { width: 256, height: 256 });
  const speckle = paint(grain).createImageData(256, 256);
  let state = seed * 2_654_435_761 + 1;
  for (let index = 0; index < speckle.data.length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    speckle.data[index] = index % 4 === 3 ? 48 : state >>> 24;
  }
  paint(grain).putImageData(speckle, 0, 0);
  const pattern = context.createPattern(grain, 'repeat');
  if (!pattern) throw new Error('no pattern');
  context.fillStyle = pattern;
  context.fillRect(0, 0, width, height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
  if (!blob) throw new Error('no JPEG came out');
  const url = await new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsDataURL(blob);
  });
  return url.slice(url.indexOf(',') + 1);
}

/** Runs in a page: decodes a file given as base64 and says what is to be seen. It stands alone, because it travels there as text. */
export async function look(base64: string): Promise<Seen> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 40, height: 40 });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0, 40, 40);
  const colours: Readonly<Record<string, readonly number[]>> = {
    red: [200, 40, 40],
    green: [40, 160, 60],
    blue: [40, 60, 200],
    yellow: [220, 200, 40],
    white: [255, 255, 255],
    black: [0, 0, 0],
    grey: [128, 128, 128],
  };
  const nearest = (x: number, y: number): string => {
    const pixel = context.getImageData(x, y, 1, 1).data;
    const far = ([red = 0, green = 0, blue = 0]: readonly number[]): number =>
      Math.hypot(red - (pixel[0] ?? 0), green - (pixel[1] ?? 0), blue - (pixel[2] ?? 0));
    return Object.entries(colours).sort(([, one], [, other]) => far(one) - far(other))[0]?.[0] ?? '';
  };
  const seen = [nearest(10, 10), nearest(30, 10), nearest(10, 30), nearest(30, 30)];
  return { width: bitmap.width, height: bitmap.height, quarters: seen };
}
