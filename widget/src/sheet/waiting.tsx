import { Button, exitOf, Note, Person, Title } from './kit.js';
import { polarity } from './told.js';
import type { PageProps, View } from './view.js';

/** A later screen whose chunk is still on its way: its frame, and what to do when it does not come. */
export function waitingScreen(view: View, retry: () => void): PageProps {
  const { ui, t, state } = view;
  const words = t.first;
  return {
    kind: 'tall',
    headKind: 'order',
    head: (
      <div class="grow">
        <Title>{ui.screen !== 'reasons' ? words.mine : polarity(state.rating) > 0 ? words.right : words.wrong}</Title>
      </div>
    ),
    barKind: 'low links',
    bar: exitOf(view)[0] && <Person view={view} />,
    children: (
      <>
        {ui.failed ? (
          <>
            <Note icon="warn" tone="warn">
              {words.restFailed}
            </Note>
            <Button onClick={retry}>{words.again}</Button>
            {ui.trail[0] && <Button onClick={view.back}>{words.back}</Button>}
          </>
        ) : (
          <div class="spin" />
        )}
      </>
    ),
  };
}
