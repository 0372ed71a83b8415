import type { VNode } from 'preact';
import { Note } from '../sheet/kit.js';
import type { FormView } from '../sheet/view.js';

/** What is safe to say about food on the device's own reading; everything else is the server's word. */
export function Advice({ view }: { view: FormView }): VNode {
  const words = view.t.details;
  return (
    <Note icon="warn" tone="bad">
      <b>{words.keepGoods}</b>
      <p class="small">{words.emergency}</p>
    </Note>
  );
}
