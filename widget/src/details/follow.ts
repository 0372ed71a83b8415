import type { FormView } from '../sheet/view.js';
import { photosOf } from './photo-state.js';

/** Fetches the ways to a person, and tells of photos' progress in words: begun, half, there. */
export function follow(view: FormView): () => void {
  const told = new Map<string, string>();
  const { form } = view;
  let { id } = form.getState();
  const stop = form.subscribe(() => {
    // Taken back elsewhere: without a rating there is nothing to say more about.
    if (id !== (id = form.getState().id) && /reasons|items|photos/.test(view.ui.screen)) view.go('rate');
    for (const { id, name, state, percent, word } of photosOf(view)) {
      const mark = state === 'uploading' && percent >= 50 ? 'half' : state;
      if (told.get(id) === mark) continue;
      told.set(id, mark);
      view.set({ spoken: name + ', ' + word });
    }
  });
  void view.options.client
    .then(async (client) => view.set({ policy: await client.policy() }))
    // Without a policy the page's own ways to a person stay.
    .catch(() => undefined);
  return stop;
}
