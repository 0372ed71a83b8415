import type { Entry, Ticket } from '../../sheet/sdk.js';
import type { FormView } from '../../sheet/view.js';

/** What a feedback is about, in one line: its reasons and things, else its ratings. */
export function aboutOf(view: FormView, entry: Entry): string {
  const { t } = view;
  const reasons = entry.details.reasons ?? [];
  const names = new Map((entry.order?.items ?? view.state.order.items ?? []).map((item) => [item.lineId, item.name]));
  const things = reasons
    .flatMap((reason) => reason.items ?? [])
    .map(({ lineId, qty }) => [names.get(lineId), qty].filter(Boolean).join(' '));
  const labels = reasons.map(({ code }) => t.reasons[code] ?? code);
  return [...labels, ...new Set(things)].join(' · ') || ratingOf(view, entry);
}

/** "Items: a problem · Delivery: all good". */
export function ratingOf({ t, say }: FormView, { rating }: Entry): string {
  const word = (score: { scale: string; value: number }): string =>
    (score.scale === 'thumb' ? score.value > 0 : score.value > 3) ? t.trigger.good : t.trigger.problem;
  return (['overall', 'goods', 'delivery'] as const)
    .flatMap((what) => {
      const score = rating[what];
      return score ? (what === 'overall' ? word(score) : say(t.details.pair, { name: t.first[what], value: word(score) })) : [];
    })
    .join(' · ');
}

/** Where it is, as a tag: the delivery state until it is received, then the ticket's stage. */
export function tagOf({ t, say, state }: FormView, entry: Entry, ticket: Ticket | undefined): { text: string; tone: string } {
  const { stages, needsAction } = t.details;
  if (entry.withdrawn) return { text: stages['withdrawn'] ?? '', tone: '' };
  if (entry.state === 'needs_action') return { text: needsAction, tone: 'bad' };
  if (entry.state === 'sending') return { text: t.sheet.sending, tone: 'acc' };
  // Also where the text has arrived and a photo has not, or more is being written.
  if (entry.waiting || (!ticket && entry.id === state.id && state.unsaid))
    return entry.durable ? { text: say(t.first.saved), tone: '' } : { text: t.first.unsaved, tone: 'warn' };
  const stage = ticket?.stage ?? 'received';
  return { text: stages[stage] ?? stage, tone: stage === 'waiting_on_customer' ? 'warn' : stage === 'in_progress' ? 'acc' : '' };
}

/** True for what nobody works on any more. */
export function isFinished(entry: Entry, ticket: Ticket | undefined): boolean {
  return entry.withdrawn || /solved|rated|closed/.test(ticket?.stage ?? '');
}

/** A feedback in plain text, for the customer to keep: reasons, things, own words. */
export function textOf(view: FormView, entry: Entry): string {
  return [ratingOf(view, entry), aboutOf(view, entry), entry.details.text]
    .filter((line, index, all) => line && all.indexOf(line) === index)
    .join('\n');
}

/** Drawing of a feedback: its first reason's, else the thumb. */
export function iconOf(entry: Entry): string {
  const first = entry.details.reasons?.[0]?.code;
  const down = [entry.rating.overall, entry.rating.goods, entry.rating.delivery].some(
    (score) => score && score.value < (score.scale === 'thumb' ? 0 : 4),
  );
  return first ?? (down ? 'down' : 'up');
}
