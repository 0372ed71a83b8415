import { Title } from '../../sheet/kit.js';
import { wait } from '../amounts.js';
import { isOnline } from '../device.js';
import { frame, Pill } from '../frame.js';
import type { Entry } from '../../sheet/sdk.js';
import type { FormView, PageProps } from '../../sheet/view.js';
import { Call } from './call.js';
import { KeptList } from './kept-list.js';
import { Hero, Submit } from '../parts.js';
import { Rail } from './rail.js';
import { receipt } from './receipt.js';
import { refused } from './refused.js';

/** Where the feedback is now. It changes by itself when the answer comes; no state of it offers a second sending. */
export function resultScreen(view: FormView): PageProps {
  const { ui, state } = view;
  const entry = (ui.shown ? ui.entries?.find(({ id }) => id === ui.shown) : undefined) ?? state.entry;
  if (!entry) return frame(view, {});
  if (entry.state === 'received') return receipt(view, entry);
  if (entry.state === 'needs_action') return refused(view, entry);
  return kept(view, entry);
}

function kept(view: FormView, entry: Entry): PageProps {
  const { t, say } = view;
  const words = t.details;
  const { durable, fault } = entry;
  const cut = !isOnline() || /offline|network|timeout|not-accepted/.test(fault?.code ?? '');
  const waiting = cut && entry.state === 'saved';
  return frame(view, {
    pill: waiting ? <Pill icon="offline" tone="warn" text={t.sheet.offline} /> : undefined,
    reading: true,
    bar: (
      <>
        <Call view={view} />
        <Submit onClick={view.close}>{words.done}</Submit>
      </>
    ),
    children: (
      <>
        {durable ? (
          <Hero icon="device" tone="acc" title={<Title>{say(t.first.saved)}</Title>}>
            {waiting && fault?.code !== 'consent' ? words.savedText : waitText(view, entry)}
          </Hero>
        ) : (
          <Hero icon="lock" tone="warn" title={<Title>{words.unsaved}</Title>}>
            {words.unsavedText}
          </Hero>
        )}
        <Rail view={view} entry={entry} waiting={waiting} />
        <div class="sec">
          <h3 class="label">{durable ? words.kept : words.report}</h3>
          <KeptList view={view} entry={entry} />
        </div>
      </>
    ),
  });
}

/** A server that said when to come back is quoted; otherwise no time is named. */
function waitText(view: FormView, { state, fault, nextAttempt }: Entry): string {
  const { say, locale, t } = view;
  const words = t.details;
  if (state === 'sending') return say(words.sendingText);
  if (fault?.code === 'consent') return t.faults.consent;
  const left = Math.ceil(((nextAttempt ?? 0) - Date.now()) / 1000);
  if (fault?.code === 'busy' && left > 0) return say(words.busy, { wait: wait(left, locale) });
  // It is the server's turn, neither the network's nor this device's.
  return fault && fault.code !== 'storage' ? words.laterText : words.savedText;
}
