import type { VNode } from 'preact';
import { Icon } from '../../sheet/kit.js';
import type { Entry, Ticket } from '../../sheet/sdk.js';
import type { FormView } from '../../sheet/view.js';

/** Stored, sent, received, solved: each with its state in shape, colour and words. */
export function Rail({
  view,
  entry,
  ticket,
  waiting,
}: {
  view: FormView;
  entry: Entry;
  ticket?: Ticket | undefined;
  waiting?: boolean;
}): VNode {
  const { rail } = view.t.details;
  const solved = /solved|rated|closed/.test(ticket?.stage ?? '');
  const at = solved ? 3 : entry.state === 'received' ? 2 : entry.state === 'sending' ? 1 : 0;
  const icons = ['device', waiting ? 'offline' : 'send', 'inbox', 'check'];
  return (
    <ol class="rail" part="rail">
      {[rail.stored, rail.sent, rail.received, rail.solved].map((text, index) => {
        const now = index === at && at > 0;
        const wait = waiting && index === 1;
        return (
          <li
            class={wait ? 'wait' : now ? 'now' : index <= at && entry.durable ? 'past' : ''}
            aria-current={now || wait ? 'step' : undefined}
          >
            <span>
              <Icon name={icons[index]!} size={20} />
            </span>
            {view.say(text)}
          </li>
        );
      })}
    </ol>
  );
}
