import { Icon, Note, Title } from '../../sheet/kit.js';
import { frame, Pill } from '../frame.js';
import type { FormView, PageProps } from '../../sheet/view.js';
import { aboutOf, tagOf } from './entry-words.js';
import { Submit } from '../parts.js';
import { Call } from './call.js';

/** Where the case stands, step by step; the last known steps where the server can't be reached. */
export function ticketScreen(view: FormView): PageProps {
  const { ui, state, t, when } = view;
  const words = t.details;
  const entry = ui.entries?.find(({ id }) => id === ui.shown) ?? state.entry;
  if (!entry) return frame(view, { kind: 'tall paper' });
  const ticket = ui.tickets?.find(({ id }) => id === entry.id);
  const tag = tagOf(view, entry, ticket);
  const steps = ticket?.timeline ?? (entry.receipt ? [{ at: entry.receipt.receivedAt, type: 'received', text: null, by: null }] : []);
  return frame(view, {
    kind: 'tall paper',
    reading: true,
    pill: <Pill tone={tag.tone + ' tag'} text={tag.text} />,
    bar: (
      <>
        <Call view={view} />
        <Submit onClick={view.close}>{words.done}</Submit>
      </>
    ),
    children: (
      <>
        <div>
          <Title>{aboutOf(view, entry)}</Title>
          <p class="small">
            <bdi dir="ltr">{entry.ref}</bdi>
          </p>
        </div>
        {!ticket && (
          <Note icon="info" tone="">
            <b>{words.cannotLoad}</b>
            <p class="small">{words.cannotLoadText}</p>
          </Note>
        )}
        <ol class="tl" part="ticket">
          {steps.map(({ at, type, text, by }, index) => {
            const now = index === steps.length - 1;
            return (
              <li class={now ? 'now' : ''} aria-current={now ? 'step' : undefined}>
                <span class="dot">{!now && <Icon name="check" />}</span>
                <div class="grow">
                  <div class="between">
                    <b>{words.stages[type] ?? text ?? type}</b>
                    <time class="small" dateTime={at}>
                      {when(at)}
                    </time>
                  </div>
                  <p class="small">{[by, words.stages[type] && text].filter(Boolean).join(' · ')}</p>
                </div>
              </li>
            );
          })}
        </ol>
      </>
    ),
  });
}
