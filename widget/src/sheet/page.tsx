import type { VNode } from 'preact';
import { Icon } from './kit.js';
import type { PageProps, View } from './view.js';

/** The outline of every screen: grabber, header with the way out, scrolling body, action bar. */
export function Page({ view, kind = '', head, headKind = '', bar, barKind = '', reading, children }: PageProps & { view: View }): VNode {
  return (
    <section class={'panel ' + kind} part="panel" tabindex={-1}>
      <div class="grab" />
      <div key={'h' + view.ui.screen} class={'head ' + headKind} part="header">
        {head}
        <button class="ib" part="close" aria-label={view.t.first.close} onClick={view.close}>
          <span class="disc">
            <Icon name="close" size={20} />
          </span>
        </button>
      </div>
      <div key={view.ui.screen} class="body" tabindex={reading ? 0 : undefined}>
        {children}
      </div>
      {bar && <div class={'bar ' + barKind}>{bar}</div>}
    </section>
  );
}
