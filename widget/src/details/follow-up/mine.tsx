import type { VNode } from 'preact';
import { Icon, Note, Person, Title } from '../../sheet/kit.js';
import { frame, Pill } from '../frame.js';
import type { Entry, FeedbackClient } from '../../sheet/sdk.js';
import type { FormView, PageProps } from '../../sheet/view.js';
import { aboutOf, iconOf, isFinished, tagOf } from './entry-words.js';
import { Act, Hero, Tabs } from '../parts.js';
import { offerUndo, ToastLine } from './toast.js';

/** Everything this device told the merchant, newest first, with its real state. */
export function mineScreen(view: FormView): PageProps {
  const { ui, t } = view;
  const words = t.details;
  const finished = !!ui.finished;
  const shown = (ui.entries ?? []).filter(
    (entry) =>
      entry.id !== ui.toast?.hides &&
      isFinished(
        entry,
        ui.tickets?.find(({ id }) => id === entry.id),
      ) === finished,
  );
  return frame(view, {
    kind: 'tall paper',
    barKind: 'low links',
    bar: (
      <>
        <button onClick={() => view.go('rate')}>
          <Icon name="plus" size={20} />
          {words.tellThis}
        </button>
        <Person view={view} />
      </>
    ),
    children: (
      <>
        <Title>{t.first.mine}</Title>
        <Tabs
          view={view}
          name={t.first.mine}
          tabs={[
            { value: false, text: words.open },
            { value: true, text: words.closed },
          ]}
          chosen={finished}
          onChoose={(value) => view.set({ finished: value })}
        />
        {ui.entries?.some((entry) => !entry.durable && entry.state !== 'received') && (
          <Note icon="lock" tone="warn">
            <b>{words.unsaved}</b>
            <p class="small">{words.unsavedText}</p>
          </Note>
        )}
        {shown.length > 0 ? (
          <ul class="sec">
            {shown.map((entry) => (
              <Card key={entry.id} view={view} entry={entry} />
            ))}
          </ul>
        ) : (
          ui.entries && (
            <Hero icon="list" tone="" title={<h3 class="h">{words.empty}</h3>}>
              {words.emptyText}
            </Hero>
          )
        )}
        <ToastLine view={view} />
      </>
    ),
  });
}

function Card({ view, entry }: { view: FormView; entry: Entry }): VNode {
  const { t, ui, options } = view;
  const words = t.details;
  const { id, state, ref } = entry;
  const tag = tagOf(
    view,
    entry,
    ui.tickets?.find((ticket) => ticket.id === id),
  );
  const ask = (call: (client: FeedbackClient<Blob>) => unknown): void => void options.client.then(call);
  const open = (): void => {
    view.set({ shown: id });
    view.go(state === 'received' ? 'ticket' : 'result');
  };
  const takeBack = (): void => {
    // Nothing of it leaves while the toast says so.
    ask((client) => client.hold(id));
    offerUndo(view, { text: words.takenBack, hides: id, undo: () => ask((client) => client.release(id)) }, () =>
      ask((client) => client.withdraw(id)),
    );
  };
  return (
    <li class="mine">
      <button class="row" onClick={open}>
        <span class="big">
          <Icon name={iconOf(entry)} />
        </span>
        <span class="grow">
          <b>{aboutOf(view, entry)}</b>
          <span class="small">
            {view.when(entry.at)}
            {ref && (
              <>
                {' · '}
                <bdi dir="ltr">{ref}</bdi>
              </>
            )}
          </span>
        </span>
        <Pill tone={tag.tone + ' tag'} text={tag.text} />
      </button>
      {state === 'saved' && (
        <div class="more">
          <span class="small">{words.willSend}</span>
          <div class="between">
            <button class="act plain" onClick={takeBack}>
              {words.takeBack}
            </button>
            <Act onClick={() => ask((client) => client.outbox.flush())}>{words.sendNow}</Act>
          </div>
        </div>
      )}
    </li>
  );
}
