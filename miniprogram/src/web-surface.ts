import type { TaroFile } from '@yijian/sdk/taro';
import { createFeedback, type FeedbackClient } from '@yijian/sdk/web';
import type { FeedbackSettings, Surface } from './settings.js';

/** The H5 build: a browser's ports, because what Taro's H5 picker returns dies with the page. */
export function webSurface(options: FeedbackSettings): Surface {
  const paths = new WeakMap<Blob, string>();
  const surface = {
    client: createFeedback({ ...options, channel: 'h5' }) as FeedbackClient<Blob>,
    pick: (from: 'camera' | 'album', video: boolean, max: number) =>
      new Promise<{ files: readonly Blob[] }>((resolve) => {
        const input = document.createElement('input');
        input.type = 'file';
        input.accept = video ? 'image/*,video/*' : 'image/*';
        if (from === 'camera') input.setAttribute('capture', 'environment');
        else input.multiple = true;
        input.addEventListener('change', () => resolve({ files: [...(input.files ?? [])].slice(0, max) }));
        input.addEventListener('cancel', () => resolve({ files: [] }));
        input.click();
      }),
    pathOf(source: Blob): string {
      const path = paths.get(source) ?? URL.createObjectURL(source);
      paths.set(source, path);
      return path;
    },
    isOnline: () => navigator.onLine,
  };
  // Its files are blobs; the screens only hand them on.
  return surface as unknown as Surface & { pick(): Promise<{ files: readonly TaroFile[] }> };
}
