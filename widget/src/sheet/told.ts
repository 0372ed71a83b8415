import type { Told, View } from './view.js';

/** −1 as soon as anything is rated down, 1 for praise, 0 before any tap; thumbs only, the form knows the other scales. */
export function polarity(rating: View['state']['rating']): number {
  const scores = [rating.overall, rating.goods, rating.delivery].filter((score) => score);
  return scores.length && (scores.some((score) => score!.value < 0) ? -1 : 1);
}

/** Where the tap is before the form has come: being saved, saved, or held in memory only. */
export function firstTold({ state, ui: { durable }, t, say }: View): Told {
  const words = t.first;
  return durable === false
    ? { icon: 'lock', tone: 'warn', text: words.unsaved }
    : { icon: 'device', tone: '', text: polarity(state.rating) ? (durable ? say(words.saved) : words.saving) : '' };
}
