import { Button, Title } from '../../sheet/kit.js';
import { frame } from '../frame.js';
import type { Entry } from '../../sheet/sdk.js';
import type { FormView, PageProps } from '../../sheet/view.js';
import { textOf } from './entry-words.js';
import { guarded } from '../leave.js';
import { Hero, Submit } from '../parts.js';
import { Copy } from './receipt.js';
import { Call } from './call.js';
import { KeptList } from './kept-list.js';
import { offerUndo } from './toast.js';

/** Not submitted, because it was refused or could not be sent for a week: why, what is kept, and the customer's choice. Trying again keeps the same feedback. */
export function refused(view: FormView, entry: Entry): PageProps {
  const { t, say, options, ui } = view;
  const words = t.details;
  const { id, fault } = entry;
  const text = entry.details.text;
  const retry = async (): Promise<void> => {
    await (await options.client).retry(id);
  };
  const discard = (): void => {
    view.go('mine');
    offerUndo(
      view,
      { text: words.discarded, hides: id, undo: () => undefined },
      () => void options.client.then((client) => client.outbox.discard(id)),
    );
  };
  return frame(view, {
    kind: 'tall',
    pill: <span />,
    bar: (
      <>
        <Call view={view} />
        <Submit onClick={() => void guarded(view, retry)}>{words.tryAgain}</Submit>
      </>
    ),
    children: (
      <>
        <Hero icon="warn" tone="red" title={<Title>{say(words.refused, { reason: t.faults[fault?.code ?? 'expired'] })}</Title>}>
          {fault?.detail}
        </Hero>
        <div class="sec">
          <h3 class="label">{words.kept}</h3>
          <KeptList view={view} entry={entry} />
          {text && <p class="well quote">{text}</p>}
        </div>
        <div class="two">
          <Copy view={view} text={textOf(view, entry)} label={words.copyText} />
          {ui.toast?.hides !== id && <Button onClick={discard}>{words.discard}</Button>}
        </div>
      </>
    ),
  });
}
