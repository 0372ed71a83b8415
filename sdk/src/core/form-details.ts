import type { Details, ReasonItem, Wish } from '../contract/index.js';
import type { FormIssue, FormState, ItemChoice, PhotoChoice } from './form-state.js';
import { reasonRule } from './triage/reasons.js';

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
  const text = choices.text.trim();
  return {
    ...(reasons.length > 0 ? { reasons } : {}),
    ...(text ? { text: text.slice(0, 4000) } : {}),
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

function toItem({ line, qty, of, fraction, weight }: ItemChoice, code: string): ReasonItem {
  const measured = parseWeight(weight);
  const { lineId, sku, gtin, lot, unit } = line;
  return {
    lineId,
    ...(sku ? { sku } : {}),
    ...(gtin && /^\d{14}$/.test(gtin) ? { gtin } : {}),
    ...(lot ? { lot } : {}),
    ...(line.byWeight
      ? code === 'item.short_weight' && measured !== undefined
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

/** What is demanded and missing, in the order of the screens. The caller never asks this of level 1. */
export function checkForm(choices: FormChoices, demand: FormState<unknown>['photoDemand'], photos: readonly PhotoChoice[]): FormIssue[] {
  const issues: FormIssue[] = [];
  if (choices.reasons.includes('item.short_weight')) {
    for (const item of choices.items) {
      if (!item.chosen || !item.line.byWeight || !item.weight.trim()) continue;
      if (parseWeight(item.weight) === undefined) issues.push({ field: 'weight', code: 'weight-invalid', lineId: item.line.lineId });
    }
  }
  if (demand === 'required' && !choices.photoExit && !photos.some((photo) => photo.state !== 'failed'))
    issues.push({ field: 'photos', code: 'photo-missing' });
  if (choices.safety === 'asked') issues.push({ field: 'safety', code: 'safety-unanswered' });
  return issues;
}
