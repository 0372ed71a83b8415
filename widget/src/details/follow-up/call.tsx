import type { VNode } from 'preact';
import { exitOf } from '../../sheet/kit.js';
import type { FormView } from '../../sheet/view.js';

/** The number to call, large enough to press; nothing where there is none. */
export function Call({ view }: { view: FormView }): VNode | null {
  const [href, tel] = exitOf(view);
  return href && tel ? (
    <a class="btn call" part="call" href={href}>
      <span class="small">{view.t.details.call}</span>
      <bdi dir="ltr">{tel}</bdi>
    </a>
  ) : null;
}
