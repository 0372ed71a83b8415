import type { FormView } from '../sheet/view.js';
import { problemsOf } from './device.js';

/** Stores what is chosen without checking it, lets it go out, and shows where it is; with nothing said it just closes. */
export function finish(view: FormView): void {
  void guarded(view, async () => {
    await view.form.commit();
    const { id, entry } = view.form.getState();
    if (!entry) return view.close();
    (await view.options.client).release(id);
    view.go('result');
  });
}

/** Checks and stores; what is missing gets the focus and is said. */
export function submit(view: FormView, event: MouseEvent): void {
  view.options.onSubmit?.();
  const lead = problemsOf(event);
  void guarded(view, async () => {
    if (await view.form.submit()) return view.go('result');
    view.set({ spoken: lead() });
  });
}

/** A store that refuses is said; everything chosen stays on the screen. */
export async function guarded(view: FormView, work: () => Promise<unknown>): Promise<void> {
  view.set({ fault: null });
  try {
    await work();
  } catch (error) {
    const { code } = error as { code?: string };
    view.set({ fault: code && code in view.t.faults ? (code as 'storage') : 'storage' });
  }
}
