const painted = new WeakMap<HTMLCanvasElement, Blob>();
let queue: Promise<unknown> = Promise.resolve();

/** Draws a picture over a canvas without a `blob:` address, which a strict policy forbids; one decode at a time, small. What can't be decoded stays blank. */
export function paint(canvas: HTMLCanvasElement | null, source: Blob): void {
  if (!canvas || painted.get(canvas) === source) return;
  painted.set(canvas, source);
  queue = queue.then(async () => {
    if (!canvas.isConnected || typeof createImageBitmap !== 'function') return;
    try {
      const picture = await createImageBitmap(source, { resizeWidth: 360, resizeQuality: 'medium' });
      const { width, height } = picture;
      canvas.width = width;
      canvas.height = height;
      canvas.getContext('2d')?.drawImage(picture, 0, 0);
      picture.close();
    } catch {
      // HEIC and the like: the slot keeps its drawing, the file itself is not affected.
      canvas.width = 0;
    }
  });
}
