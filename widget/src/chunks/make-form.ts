import { mentionsSafety } from '@yijian/sdk/messages/mentions-safety';
import { createForm, type FeedbackForm, type OrderSource } from '@yijian/sdk/web';
import type { Touch } from '../loader/registry.js';
import type { SheetOptions } from '../sheet/index.js';
import type { Catalogue } from '../sheet/sdk.js';
import { connect } from './connect.js';
import { beginAnew, drawTriggers, setMarks } from './page.js';
import { registry } from './seam.js';

/** What makes the form of a panel: over the feedback that was begun there, or over the next. The row and the marks of the page follow it. */
export async function loadForm(
  trigger: HTMLElement,
  touch: Touch,
  order: OrderSource,
  words: () => Catalogue,
): ReturnType<SheetOptions['loadForm']> {
  const ready = await connect(trigger);
  const policy = await Promise.race([ready.policy(), new Promise<null>((resolve) => setTimeout(resolve, 300, null))]);
  return (start): FeedbackForm<Blob> => {
    // Unless it was taken back or its customer left before the form was there.
    const begun = !!touch._step && Object.keys(start.rating).length > 0;
    // The first id that a form without a tap makes is its feedback's.
    let first = begun ? undefined : touch.id;
    const form = createForm<Blob>({
      client: Promise.resolve(ready),
      order,
      policy,
      ...(begun ? { id: touch.id, rating: start.rating } : {}),
      asksSafety: (text) => mentionsSafety(text, words()),
      newId: () => {
        const id = first ?? registry.newId();
        first = undefined;
        return id;
      },
    });
    let rated = begun;
    let handedIn = false;
    form.subscribe(() => {
      const { id, submitted, rating } = form.getState();
      const [wasRated, wasHandedIn] = [rated, handedIn];
      [rated, handedIn] = [Object.keys(rating).length > 0, submitted];
      if (wasRated && !rated) beginAnew(touch);
      if (!submitted) touch.id = id;
      if (submitted === wasHandedIn) return;
      if (submitted) setMarks(touch, undefined, id);
      else if (rated) setMarks(touch, id);
      drawTriggers();
    });
    return form;
  };
}
