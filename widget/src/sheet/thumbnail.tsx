import type { VNode } from 'preact';
import type { View } from './view.js';

/** A picture from the merchant's page over the first character of the name, which stays where the picture does not come. */
export function Thumbnail({ view, lineId, name }: { view: View; lineId: string; name: string }): VNode {
  const source = view.options.display?.images?.[lineId];
  return (
    <div class="ph" aria-hidden="true">
      {[...name][0]}
      {source && <img src={source} alt="" onError={(event) => event.currentTarget.remove()} />}
    </div>
  );
}
