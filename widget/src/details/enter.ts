import type { Shell } from '../sheet/shell.js';
import type { FormView } from '../sheet/view.js';
import { follow } from './follow.js';
import { manners } from './manners.js';

/** Gives the panel its manners and follows what happens. */
export function enter(view: FormView, shell: Shell): () => Promise<unknown> | void {
  const stop = follow(view);
  const out = manners(shell, () => view.close());
  return () => {
    stop();
    return out();
  };
}
