import type { VNode } from 'preact';

/**
 * What the screens ask of the device that they stand on: here a browser. The build of the mini-program puts a file of its own
 * with the same names in this one's place.
 */

const painted = new WeakMap<HTMLCanvasElement, Blob>();
let queue: Promise<unknown> = Promise.resolve();

/** The picked picture, over its slot. */
export function Preview({ source }: { source: Blob }): VNode {
  return <canvas aria-hidden="true" ref={(canvas) => paint(canvas, source)} />;
}

/** Draws without a `blob:` address, which a strict policy forbids; one decode at a time, small. What can't be decoded stays blank. */
function paint(canvas: HTMLCanvasElement | null, source: Blob): void {
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

/** Fills the label around it, whose text is `label`: pressing that opens the camera or the album. */
export function FileInput(props: {
  from: 'camera' | 'album';
  label: string;
  video: boolean;
  onPick: (sources: readonly Blob[]) => void;
}): VNode {
  return (
    <input
      class="vh"
      type="file"
      accept={props.video ? 'image/*,video/*' : 'image/*'}
      {...(props.from === 'camera' ? { capture: 'environment' } : { multiple: true })}
      onChange={(event) => {
        const files = [...(event.currentTarget.files ?? [])];
        event.currentTarget.value = '';
        props.onPick(files);
      }}
    />
  );
}

/** Called in the press on submit: afterwards leads to what is missing there, and returns its words. */
export function problemsOf(event: MouseEvent): () => string {
  const root = (event.currentTarget as Element).getRootNode() as ShadowRoot;
  return () => {
    // A button can't be invalid, so a slot that wants a picture says so in its own way.
    const wanted = root.querySelector<HTMLElement>('[aria-invalid=true],[data-wanted]') ?? root.querySelector<HTMLElement>('.err');
    wanted?.focus();
    wanted?.scrollIntoView({ block: 'center' });
    return root.querySelector('.err')?.textContent ?? '';
  };
}

/** False where the device itself knows that it is cut off. */
export const isOnline = (): boolean => navigator.onLine;

export const canCopy = (): boolean => !!navigator.clipboard;
export const copyText = (text: string): Promise<void> => navigator.clipboard.writeText(text);
