import { firstTold } from '../sheet/kit.js';
import type { FormView, Told } from '../sheet/view.js';

/** Never more than is true: "saved" only when it is on disk, "received" only with an answer. */
export function honest(view: FormView): Told {
  const { entry, busy, unsaid, unstored } = view.state;
  const words = view.t;
  if (!entry) return firstTold(view);
  // Whatever was stored before.
  if (unstored && !busy) return firstTold({ ...view, ui: { ...view.ui, durable: false } });
  // Not what was said since, nor what is still being written.
  if (entry.state === 'received' && !entry.waiting && !unsaid) return { icon: 'inbox', tone: 'acc', text: words.trigger.received };
  if (entry.state === 'needs_action') return { icon: 'warn', tone: 'bad', text: words.trigger.refused };
  if (entry.state === 'sending' && entry.durable) return { icon: 'send', tone: 'acc', text: words.sheet.sending };
  // The last tap is on its way to the disk: what was saved before does not speak for it.
  return firstTold({ ...view, ui: { durable: busy && entry.durable ? undefined : entry.durable, screen: 'rate', trail: [] } });
}
