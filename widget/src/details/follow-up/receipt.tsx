import type { VNode } from 'preact';
import { Button, Icon, Title } from '../../sheet/kit.js';
import { canCopy, copyText } from '../device.js';
import { frame } from '../frame.js';
import type { Entry } from '../../sheet/sdk.js';
import type { FormView, PageProps } from '../../sheet/view.js';
import { aboutOf } from './entry-words.js';
import { Hero, Submit } from '../parts.js';
import { Rail } from './rail.js';

/** The server's word that it has it: number, deadline if it gave one, and what arrived. */
export function receipt(view: FormView, entry: Entry): PageProps {
  const { t, say, when, ui, state } = view;
  const words = t.details;
  const { attachments } = entry;
  const clocks = entry.receipt?.clocks;
  const by = clocks?.respondBy ?? clocks?.acknowledgeBy;
  // Also those that could not even be stored.
  const failed = state.photos.filter((photo) => photo.state === 'failed' && !attachments.some(({ id }) => id === photo.id));
  const max = attachments.length + (entry.id === state.id ? failed.length : 0);
  const arrived = attachments.filter(({ state }) => state === 'acked').length;
  const rows: readonly (readonly [string, string] | false)[] = [
    [words.report, aboutOf(view, entry)],
    max > 0 && [words.photos, say(arrived === max ? words.allPhotos : words.somePhotos, { n: arrived, max })],
    !!clocks?.resolveBy && [words.solveBy, when(clocks.resolveBy)],
  ];
  return frame(view, {
    kind: 'tall paper',
    pill: <span />,
    bar: (
      <>
        <Button
          onClick={() => {
            view.set({ shown: entry.id });
            view.go('ticket');
          }}
        >
          {t.trigger.progress}
        </Button>
        <Submit onClick={view.close}>{words.done}</Submit>
      </>
    ),
    children: (
      <>
        <Hero icon="check" tone="solid" title={<Title>{t.trigger.received}</Title>}>
          {entry.receipt?.message ?? words.thanks}
        </Hero>
        <div class="slip" part="receipt">
          <div class="torn">
            <div class="stub">
              <span class="small">{words.ref}</span>
              <div class="between">
                <b>
                  <bdi dir="ltr">{entry.ref}</bdi>
                </b>
                <Copy view={view} text={entry.ref ?? ''} />
              </div>
            </div>
            {by && (
              <div class="by">
                <span class="small">{words.by}</span>
                <b>{say(words.byText, { when: when(by) })}</b>
              </div>
            )}
            <dl>
              {rows.map(
                (row) =>
                  row && (
                    <div>
                      <dt>{row[0]}</dt>
                      <dd>{row[1]}</dd>
                    </div>
                  ),
              )}
            </dl>
          </div>
        </div>
        <Rail view={view} entry={entry} ticket={ui.tickets?.find(({ id }) => id === entry.id)} />
        <p class="foot small">{words.progressHere}</p>
      </>
    ),
  });
}

/** Copies a text and says so; not there where the page may not write to the clipboard. */
export function Copy({ view, text, label }: { view: FormView; text: string; label?: string }): VNode | false {
  const words = view.t.details;
  const copy = (): void => {
    void copyText(text).then(
      () => view.set({ spoken: words.copied, copied: text }),
      () => view.set({ spoken: '' }),
    );
  };
  const done = view.ui.copied === text;
  const name = done ? words.copied : (label ?? words.copy);
  return (
    canCopy() &&
    (label ? (
      <Button onClick={copy}>{name}</Button>
    ) : (
      <button class="ib ink" aria-label={name} onClick={copy}>
        <Icon name={done ? 'check' : 'copy'} />
      </button>
    ))
  );
}
