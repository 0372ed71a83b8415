import type { FormView } from '../../sheet/view.js';
import { settle } from './toast.js';

/** Keeps the list of this device's feedback and tickets fresh while the panel is open. */
export function enter(view: FormView): () => void {
  const stops: (() => void)[] = [];
  void view.options.client
    .then(async ({ outbox, tickets, on }) => {
      const list = async (): Promise<void> => view.set({ entries: await outbox.list(), tickets: await tickets.list() });
      stops.push(
        on('changed', () => void list()),
        on('ticket', () => void list()),
      );
      await list();
    })
    // Without a client the screens show what the form knows.
    .catch(() => undefined);
  return () => {
    for (const stop of stops) stop();
    settle();
  };
}
