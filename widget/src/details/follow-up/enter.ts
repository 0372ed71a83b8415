import type { FormView } from '../../sheet/view.js';
import { dismiss, settle } from './toast.js';

/** Keeps the list of this device's feedback and tickets fresh while the panel is open. */
export function enter(view: { -readonly [K in keyof FormView]: FormView[K] }): () => void {
  const stops: (() => void)[] = [];
  // What is to be taken away goes before anything else is said.
  const { go, back } = view;
  view.go = (screen) => {
    dismiss(view);
    go(screen);
  };
  view.back = () => {
    dismiss(view);
    back();
  };
  void view.options.client
    .then(async ({ outbox, tickets, on }) => {
      const entries = async (): Promise<void> => view.set({ entries: await outbox.list() });
      // Asked of the backend once a panel and after each receipt; what this device knows is shown at every step.
      const cases = async (): Promise<void> => view.set({ tickets: await tickets.list() });
      stops.push(
        on('changed', () => void entries()),
        on('received', () => void cases()),
      );
      await entries();
      await cases();
    })
    // Without a client the screens show what the form knows.
    .catch(() => undefined);
  return () => {
    for (const stop of stops) stop();
    settle();
  };
}
