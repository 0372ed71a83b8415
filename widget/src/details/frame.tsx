import type { ComponentChildren, VNode } from 'preact';
import { Icon, Note, Person } from '../sheet/kit.js';
import type { FormView, PageProps } from '../sheet/view.js';

/** A small word on a coloured ground; `tone` is `acc`, `warn`, `bad` or empty. */
export function Pill({ icon, tone, text }: { icon?: string; tone: string; text: string }): VNode {
  return (
    <span class={'pill ' + tone} part="rail">
      {icon && <Icon name={icon} size={16} />}
      {text}
    </span>
  );
}

/** A later screen: the way back, where the words are, a person, and first of all what could not be stored. `pill` stands for the usual one. */
export function frame(view: FormView, { pill, ...parts }: PageProps & { pill?: ComponentChildren }): PageProps {
  const { ui, t, told, back } = view;
  return {
    ...parts,
    children: (
      <>
        {ui.fault && (
          <Note icon="warn" tone="bad">
            {t.faults[ui.fault]}
          </Note>
        )}
        {parts.children}
      </>
    ),
    head: (
      <>
        {ui.trail[0] ? (
          <button class="ib" aria-label={t.first.back} onClick={back}>
            <Icon name="back" />
          </button>
        ) : (
          <span class="ib" />
        )}
        <div class="mid">
          {pill ??
            (told.tone === 'bad' ? (
              <button onClick={() => view.go('result')}>
                <Pill {...told} />
              </button>
            ) : (
              told.text && <Pill {...told} />
            ))}
        </div>
        <Person view={view} bare />
      </>
    ),
  };
}
