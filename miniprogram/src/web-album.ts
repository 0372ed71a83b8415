import type { Album } from './settings.js';

/** The H5 build: the browser's own picker, because what Taro's H5 picker returns dies with the page. */
export function webAlbum(): Album {
  const paths = new WeakMap<Blob, string>();
  let input: HTMLInputElement | undefined;
  const album = {
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
  };
  // Its files are blobs; the screens only hand them on.
  return album as unknown as Album;
}
