import { createFeedback, type FeedbackClient } from '@yijian/sdk/web';
import type { FeedbackSettings, Surface } from './settings.js';

/** The H5 build: a browser's ports, because what Taro's H5 picker returns dies with the page. */
export function webSurface(options: FeedbackSettings): Surface {
  const paths = new WeakMap<Blob, string>();
  let input: HTMLInputElement | undefined;
  const surface = {
    client: createFeedback({ ...options, channel: 'h5' }) as FeedbackClient<Blob>,
    pick: (from: 'camera' | 'album', video: boolean, max: number) =>
      // Never settles where the customer turns back: some browsers say so before the files come all the same.
      new Promise<{ files: readonly Blob[] }>((resolve) => {
        input?.remove();
        const chosen = document.createElement('input');
        input = chosen;
        chosen.type = 'file';
        chosen.accept = video ? 'image/*,video/*' : 'image/*';
        if (from === 'camera') chosen.setAttribute('capture', 'environment');
        else chosen.multiple = true;
        chosen.addEventListener('change', () => {
          chosen.remove();
          resolve({ files: [...(chosen.files ?? [])].slice(0, max) });
        });
        // Within the page: WebKit may forget one that stands nowhere before its files come.
        chosen.hidden = true;
        document.body.append(chosen);
        chosen.click();
      }),
    pathOf(source: Blob): string {
      const path = paths.get(source) ?? URL.createObjectURL(source);
      paths.set(source, path);
      return path;
    },
    isOnline: () => navigator.onLine,
  };
  // Its files are blobs; the screens only hand them on.
  return surface as unknown as Surface;
}
