import type { VNode } from 'preact';
import type { Toast } from '../../sheet/screen-state.js';
import type { FormView } from '../../sheet/view.js';

let timer: ReturnType<typeof setTimeout> | undefined;
let pending: (() => void) | undefined;

/** Says what was taken away and offers it back for ten seconds; `then` happens when nobody wanted it back. One at a time. */
export function offerUndo(view: FormView, toast: Toast, then?: () => void): void {
  settle();
  pending = then;
  view.set({ toast, spoken: toast.text });
  run(view);
}

/** Does now what waits for the ten seconds to pass. */
export function settle(): void {
  clearTimeout(timer);
  const due = pending;
  pending = undefined;
  due?.();
}

/** The same, and nothing is offered back any more. */
export function dismiss(view: FormView): void {
  settle();
  if (view.ui.toast) view.set({ toast: null });
}

function run(view: FormView): void {
  timer = setTimeout(() => dismiss(view), 10_000);
}

/** The toast above the action bar; its time stops while it is touched or holds the focus. */
export function ToastLine({ view }: { view: FormView }): VNode | null | undefined {
  const { toast } = view.ui;
  const hold = (): void => clearTimeout(timer);
  return (
    toast && (
      <div
        class="toast"
        part="toast"
        key={toast.text}
        onPointerEnter={hold}
        onPointerLeave={() => run(view)}
        onFocusCapture={hold}
        onBlurCapture={() => run(view)}
      >
        <span class="grow">{toast.text}</span>
        <button
          class="act"
          onClick={() => {
            hold();
            pending = undefined;
            view.set({ toast: null, spoken: '' });
            toast.undo();
          }}
        >
          {view.t.trigger.undo}
        </button>
      </div>
    )
  );
}
