import type { Marker } from '../core/index.js';
import { localText, setLocalText } from './local-text.js';

/** The bit that a page load reads, in `localStorage` under `yijian-<site>`; forgotten where that is denied. */
export function createLocalMarker(site: string): Marker {
  const name = `yijian-${site}`;
  return {
    isSet: () => !!localText()?.getItem(name),
    set: (waiting) => void setLocalText(name, waiting ? '1' : undefined),
  };
}
