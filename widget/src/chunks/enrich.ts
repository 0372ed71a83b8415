import { polarityOf, thumbRating } from '@yijian/sdk/web';
import { rowTold } from '../sheet/row-told.js';
import { connect, recall } from './connect.js';
import { beginAnew, isDurable, ratingOf, read, setDurable, themeOf, touchOf } from './page.js';
import { registry } from './seam.js';
import { triggerCss } from './trigger-css.js';

const sheet = new CSSStyleSheet();

/** What the trigger gains once the core is there: the merchant's palette, undo, the way to say more, and taps that go through the client. */
export function enrich(trigger: HTMLElement): void {
  const root = trigger.shadowRoot;
  const box = root?.querySelector('div');
  if (!root || !box) return;
  if (!root.adoptedStyleSheets.includes(sheet)) {
    sheet.replaceSync(triggerCss);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
  const attributes = read(trigger);
  registry.setTheme?.(box, trigger, themeOf(attributes));
  const touch = touchOf(trigger);
  recall(trigger, touch);
  const status = box.querySelector('output');
  if (!status) return;
  const words = registry.first[attributes.locale]!.trigger;
  const { _step: step } = touch;
  // Of what was tapped, else of what was handed in before.
  const entry = !step || touch._entry?.id === touch.id ? touch._entry : undefined;
  const rating = step ? ratingOf(touch) : entry?.rating;
  const value = rating ? polarityOf(rating) : 0;
  const told = rowTold(words, entry, step ? isDurable(touch) : entry?.durable);
  const thumbs = [...box.querySelectorAll<HTMLButtonElement>('[value="1"],[value="-1"]')];
  for (const thumb of thumbs) {
    thumb.ariaPressed = String(Number(thumb.value) === value);
    thumb.onclick = () => void tap(trigger, Number(thumb.value) as 1 | -1);
    // Shows what was handed in; a press would be another feedback.
    thumb.disabled = !step && !!value;
  }
  status.textContent = value ? words.noted + (value > 0 ? words.good : words.problem) + (told && `\n${told}`) : words.question;
  box.classList.toggle('tapped', !!value);
  // What was handed in is taken back in the list, where it can be seen.
  if (!step || !value) box.querySelector('.undo')?.remove();
  if (!value) return void box.querySelector('.more')?.remove();
  if (step) {
    const undo = button(box, 'undo');
    undo.textContent = words.undo;
    undo.onclick = () => void takeBack(trigger);
  }
  const more = button(box, 'more');
  more.textContent = !step ? words.progress : value > 0 ? words.praise : words.complain;
  more.onclick = () => registry._open(trigger);
}

/** The button of that class, made once, so that focus stays on it. */
function button(box: Element, name: string): HTMLButtonElement {
  let found = box.querySelector<HTMLButtonElement>(`.${name}`);
  if (!found) {
    found = document.createElement('button');
    found.className = name;
    box.append(found);
  }
  return found;
}

/** As the loader's own tap, but through the client, so that there is one writer. */
async function tap(trigger: HTMLElement, value: 1 | -1): Promise<void> {
  const touch = touchOf(trigger);
  const rating = thumbRating(value);
  const order = { attributes: read(trigger) as Record<string, string> };
  // The id of this moment: an undo before the client is there makes another one.
  const { id } = touch;
  const step = (touch._step = { at: Date.now(), rating, ...order });
  touch._told = null;
  enrich(trigger);
  const stored = connect(trigger).then(async (client) => {
    if (value < 0) client.hold(id);
    return (await client.tap({ id, rating, order })).durable;
  });
  const durable = await stored.catch(() => false);
  if (touch._step !== step) return;
  setDurable(touch, durable);
  enrich(trigger);
}

async function takeBack(trigger: HTMLElement): Promise<void> {
  const touch = touchOf(trigger);
  const before = { ...touch };
  // Handed in meanwhile, by another trigger of the order say.
  if (!touch._step) return enrich(trigger);
  beginAnew(touch);
  enrich(trigger);
  trigger.shadowRoot?.querySelector('button')?.focus();
  try {
    await (await connect(trigger)).withdraw(before.id);
  } catch {
    // Not taken back: it stands there again, unless something else was said since.
    if (touch._step) return;
    Object.assign(touch, before);
    enrich(trigger);
  }
}
