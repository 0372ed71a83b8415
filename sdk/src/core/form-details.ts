import type { Details, ReasonItem, Wish } from '../contract/index.js';
import type { FormIssue, FormState, ItemChoice, PhotoChoice } from './form-state.js';
import { reasonRule } from './triage/reasons.js';

/** As much as one feedback can say in words: 4,000 UTF-16 units, and no half a letter. */
export function cutText(text: string): string {
  return text.slice(0, 4000).replace(/[\ud800-\udbff]$/, '');
}

const shortWeight = 'item.short_weight';

/** What the customer chose and wrote, apart from ratings and photos. */
export interface FormChoices {
  readonly reasons: readonly string[];
  readonly items: readonly ItemChoice[];
  readonly text: string;
  readonly wish: Wish | null;
  readonly safety: 'asked' | boolean | null;
  readonly photoExit: string | null;
}

/** The choices as the wire wants them; what was not said is left out. Items go with every chosen reason that is about goods. */
export function detailsOf(choices: FormChoices): Omit<Details, 'attachments' | 'hints' | 'rating'> {
  const chosen = choices.items.filter((item) => item.chosen);
  const reasons = choices.reasons.map((code) => {
    const aboutItems = reasonRule(code)?.scope === 'item';
    return aboutItems && chosen.length > 0 ? { code, items: chosen.map((item) => toItem(item, code)) } : { code };
  });
  // A weight in words is words: where nobody stops it, it goes along as what it is.
  const inWords = chosen.filter(isNoWeight).map(({ line, weight }) => `${line.name}: ${weight}`);
  const text = [...(choices.reasons.includes(shortWeight) ? inWords : []), choices.text].join('\n').trim();
  return {
    ...(reasons.length > 0 ? { reasons } : {}),
    ...(text ? { text: cutText(text) } : {}),
    ...(choices.wish ? { desiredResolution: choices.wish } : {}),
    ...(typeof choices.safety === 'boolean' ? { safetyConfirmed: choices.safety } : {}),
    ...(choices.photoExit ? { photoExit: choices.photoExit } : {}),
  };
}

/**
 * What a step has to say, given what this form said before: what was said and is no longer chosen is emptied in so many words,
 * since a step leaves alone what it does not name.
 */
export function detailsSince(said: Details, choices: FormChoices): ReturnType<typeof detailsOf> {
  return {
    ...(said.reasons?.length ? { reasons: [] } : {}),
    ...(said.text ? { text: null } : {}),
    ...(said.desiredResolution ? { desiredResolution: null } : {}),
    ...(said.photoExit ? { photoExit: null } : {}),
    ...detailsOf(choices),
  };
}

/** Whether a step would say nothing new. */
export function isSaid(said: Details, choices: FormChoices): boolean {
  const news = Object.entries(detailsSince(said, choices));
  return news.every(([name, value]) => JSON.stringify(value ?? []) === JSON.stringify(said[name as keyof Details] ?? []));
}

function toItem({ line, qty, of, fraction, weight }: ItemChoice, code: string): ReasonItem {
  const measured = parseWeight(weight);
  const { lineId, sku, gtin, lot, unit } = line;
  return {
    lineId,
    ...(sku ? { sku } : {}),
    ...(gtin && /^\d{14}$/.test(gtin) ? { gtin } : {}),
    ...(lot ? { lot } : {}),
    ...(line.byWeight
      ? code === shortWeight && measured !== undefined
        ? { weight: { ordered: line.qty ?? null, measured, unit: unit ?? '' } }
        : {}
      : { qty, of }),
    ...(fraction === null ? {} : { fraction }),
  };
}

/** A weight as people type it, with a point or a comma; undefined when it is none. */
function parseWeight(text: string): number | undefined {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function isNoWeight({ line, weight }: ItemChoice): boolean {
  return !!line.byWeight && !!weight.trim() && parseWeight(weight) === undefined;
}

/** What is demanded and missing, in the order of the screens. The caller never asks this of level 1. */
export function checkForm(choices: FormChoices, demand: FormState<unknown>['photoDemand'], photos: readonly PhotoChoice[]): FormIssue[] {
  const issues: FormIssue[] = [];
  if (choices.reasons.includes(shortWeight)) {
    for (const item of choices.items)
      if (item.chosen && isNoWeight(item)) issues.push({ field: 'weight', code: 'weight-invalid', lineId: item.line.lineId });
  }
  if (demand === 'required' && !choices.photoExit && !photos.some((photo) => photo.state !== 'failed'))
    issues.push({ field: 'photos', code: 'photo-missing' });
  if (choices.safety === 'asked') issues.push({ field: 'safety', code: 'safety-unanswered' });
  return issues;
}
