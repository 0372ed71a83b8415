import { type Entry, type TapInput, thumbRating } from '@yijian/sdk/web';
import type { Touch } from '../loader/registry.js';
import { type Attributes, registry } from './seam.js';

/** What an element or an own trigger says. */
export const read = (trigger: HTMLElement): Attributes => registry.read(trigger);

/** What is known of the feedback on the trigger's order, from this page or an earlier one, under the same key as the loader uses. */
export function touchOf(trigger: HTMLElement): Touch {
  const about = keyOf(trigger);
  const { _marks: marks, _touches: touches } = registry;
  const touch = (touches[about] ??= { id: marks[about] ?? registry.newId() });
  if (isHandedIn(about, touch.id)) {
    // Here or in another tab. As the same feedback, what is said next would take the place of what was handed in.
    const { _entry: entry } = touch;
    beginAnew(touch);
    Object.assign(touch, { _entry: entry, _recalled: false });
  }
  return touch;
}

/** The last one under that key, and no longer one that was begun. */
export function isHandedIn(about: string, id: string): boolean {
  return registry._marks[`${about} `] === id && !registry._marks[about];
}

/** Id of the last feedback on the trigger's order, handed in or not, so that a page after this one tells where it is. */
export function lastOn(trigger: HTMLElement): string | undefined {
  const about = keyOf(trigger);
  return registry._marks[about] ?? registry._marks[`${about} `];
}

/** Writes down what was begun, so that a page after this one goes on with it, and the last one where that is another; undefined: there is none. */
export function setMarks(touch: Touch, begun: string | undefined, last = begun): void {
  const { _marks: marks, _touches: touches } = registry;
  // The touch's own key: its element may be about another order by now.
  const about = Object.keys(touches).find((key) => touches[key] === touch);
  const set = (name: string, id: string | undefined) => (id ? (marks[name] = id) : delete marks[name]);
  try {
    set(`${about}`, begun);
    set(`${about} `, last);
  } catch {
    // Storage is full; a page after this one begins anew.
  }
}

/** What was taken back or thrown away is no longer gone on with. Only once that is on disk: until then a page after this one must find it. */
export function unmark(id: string): void {
  const { _marks: marks } = registry;
  // Not the site's own, which says that something waits.
  for (const name in marks) if (marks[name] === id && / /.test(name)) delete marks[name];
}

function keyOf(trigger: HTMLElement): string {
  const { site, 'order-id': order, customer } = read(trigger);
  return `yijian-${site} ${order || location}${customer || ''}`;
}

/** What the outbox holds of it, so that the trigger shows and tells it. */
export function setStored(touch: Touch, entry: Entry): void {
  const { at, rating, durable } = (touch._entry = entry);
  touch._step = { at, rating };
  setDurable(touch, durable);
}

/** Whether its last tap is on disk, or held in memory only: the trigger has words for both. */
export function setDurable(touch: Touch, durable: boolean): void {
  touch._told = durable ? 5 : 6;
}

/** What was tapped, whoever wrote it down; nothing where nothing was. */
export function ratingOf({ _step: step }: Touch): TapInput['rating'] {
  const rating = step?.rating ?? {};
  return typeof rating === 'number' ? thumbRating(rating) : rating;
}

/** Nothing is said of it any more: what is tapped next is another feedback. The last one is not shown again while it is taken back. */
export function beginAnew(touch: Touch): void {
  touch.id = registry.newId();
  delete touch._step;
  delete touch._told;
  delete touch._entry;
  touch._recalled = true;
}

/** Undefined while it is being written. */
export function isDurable({ _told }: Touch): boolean | undefined {
  return _told == null ? undefined : _told === 5;
}

/** What is said of light and dark; `auto` is the page's own way. */
export function themeOf({ theme }: Attributes): 'light' | 'dark' | 'auto' {
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}

/** Every element of the page that was drawn since the chunks are there, or found by them. */
export function triggers(): readonly HTMLElement[] {
  registry.elements = registry.elements.filter((element) => element.deref()?.isConnected);
  return registry.elements.flatMap((element) => element.deref() ?? []);
}

/** Those inside of the host's own shadow roots too, where they are open. */
export function findTriggers(root: ParentNode = document): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => {
    if (element.localName === 'yijian-feedback') return element;
    return element.shadowRoot ? findTriggers(element.shadowRoot) : [];
  });
}

/** Draws what the triggers show and tell anew. */
export function drawTriggers(): void {
  for (const trigger of triggers()) registry._enrich?.(trigger);
}

/** False when a listener cancelled it. */
export function emit(trigger: EventTarget, type: string, detail?: unknown): boolean {
  const target = trigger instanceof Node && !trigger.isConnected ? window : trigger;
  return target.dispatchEvent(new CustomEvent(`yijian-${type}`, { bubbles: true, composed: true, cancelable: true, detail }));
}
