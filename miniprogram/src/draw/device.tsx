import type { TaroFile } from '@yijian/sdk/taro';
import type { VNode } from 'preact';
import { ask, has } from '../ask.js';

/** What stands in the place of the widget's file of the same name: the same questions, answered by a mini-program. */

/** What the page knows and a screen does not: set while it is shown. */
export const page: {
  pick?: (from: 'camera' | 'album', video: boolean) => Promise<readonly TaroFile[]>;
  pathOf: (source: TaroFile) => string;
  isOnline: () => boolean;
} = { pathOf: ({ path }) => path, isOnline: () => true };

/** The picked picture, over its slot, from the temporary file of this run. */
export function Preview({ source }: { source: TaroFile }): VNode {
  return <img class="preview" alt="" src={page.pathOf(source)} />;
}

/** Fills the label around it: pressing that opens the camera or the album, in the press itself. */
export function FileInput(props: {
  from: 'camera' | 'album';
  label: string;
  video: boolean;
  onPick: (sources: readonly TaroFile[]) => void;
}): VNode {
  const open = (): void => void page.pick?.(props.from, props.video).then((files) => files.length > 0 && props.onPick(files));
  return <button class="cover" aria-label={props.label} onClick={open} />;
}

/** The page itself leads to what is missing. */
export const problemsOf = (): (() => string) => () => '';

export const isOnline = (): boolean => page.isOnline();

export const canCopy = (): boolean => has('setClipboardData');
/** The platform says itself that it has copied. */
export const copyText = (text: string): Promise<void> =>
  new Promise((resolve, reject) => ask('setClipboardData', { data: text }, () => resolve(), reject));
