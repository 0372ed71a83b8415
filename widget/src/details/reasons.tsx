import { Button, Icon, Title } from '../sheet/kit.js';
import { frame, Pill } from './frame.js';
import type { ReasonTab } from '../sheet/sdk.js';
import type { FormView, PageProps } from '../sheet/view.js';
import { finish, guarded, submit } from './leave.js';
import { Submit, Tabs } from './parts.js';

/** Screen 2: what went wrong, or what was good; one is enough, none is fine. */
export function reasonsScreen(view: FormView): PageProps {
  const { state, form, t, say } = view;
  const words = { ...t.first, ...t.sheet };
  const good = state.polarity === 'good';
  const hint = good ? words.rightHint : words.wrongHint;
  const chosen = state.reasons.length;
  return frame(view, {
    kind: 'tall',
    bar: good ? (
      <Submit busy={state.busy} onClick={(event) => submit(view, event)}>
        {words.submit}
      </Submit>
    ) : (
      <>
        <Button tone="quiet" onClick={() => finish(view)}>
          {words.all}
        </Button>
        <Submit
          onClick={() => {
            void guarded(view, form.commit);
            view.go('items');
          }}
        >
          {chosen ? say(words.nextOf, { n: chosen }) : words.next}
        </Submit>
      </>
    ),
    children: (
      <>
        <div>
          <Title>{good ? words.right : words.wrong}</Title>
          <p class="small">{hint}</p>
        </div>
        {state.tabs.length > 1 && (
          <Tabs
            view={view}
            name={words.wrong}
            tabs={state.tabs.map((tab) => ({
              value: tab,
              text: words[tab],
              count: state.reasons.filter((code) => tabOf(code) === tab).length,
            }))}
            chosen={state.tab}
            onChoose={form.setTab}
          />
        )}
        {state.sections.map(({ group, reasons }) => {
          const name = group === 'praise' ? words.right : words[group === 'order' ? 'orders' : group];
          return (
            <div class="sec" key={group}>
              {group !== 'praise' && (
                <h3 class="label">
                  {name}
                  {group === 'safety' && <Pill tone="bad tag" text={words.urgent} />}
                </h3>
              )}
              <div class="tiles" role="group" aria-label={name + ', ' + hint}>
                {reasons.map(({ code }) => {
                  const pressed = state.reasons.includes(code);
                  return (
                    <button
                      class={group === 'safety' ? 'tile red' : 'tile'}
                      part="reason"
                      aria-pressed={pressed}
                      onClick={() => form.toggleReason(code)}
                    >
                      <Icon name={code} />
                      <span>{t.reasons[code] ?? code}</span>
                      {pressed && (
                        <b class="tick">
                          <Icon name="check" />
                        </b>
                      )}
                    </button>
                  );
                })}
              </div>
            </div>
          );
        })}
      </>
    ),
  });
}

function tabOf(code: string): ReasonTab {
  return /^(safety|cold|pack|item)/.test(code) ? 'goods' : code.startsWith('delivery') ? 'delivery' : 'order';
}
