import type { Details, Reason, Submission } from '@yijian/sdk/contract';
import { reasonTree, type Level } from './reason-words.js';

/** How urgent a feedback is by the base policy; the device's hints do not count. */
export interface Triage {
  /** Null for praise. */
  readonly level: Level | null;
  readonly priority: 'P0' | 'P1' | 'P2' | 'P3' | null;
  readonly red: boolean;
}

/** The first word on a submission: the worst reason counts; a thumb down without one is level 3, an idea 4, praise none. */
export function triage(submission: Submission): Triage {
  const level = levelOf(submission) ?? { complaint: 3 as const, praise: null, idea: 4 as const, question: 4 as const }[submission.kind];
  return triageAt(level);
}

/** What detail learnt later makes of it: it may become more urgent, never less. */
export function raise(before: Level | null, details: Details): Triage {
  return triageAt(lower(before, levelOf(details)));
}

function triageAt(level: Level | null): Triage {
  return { level, priority: level === null ? null : (`P${level - 1}` as 'P0' | 'P1' | 'P2' | 'P3'), red: level === 1 };
}

function levelOf({ rating, reasons = [], safetyConfirmed }: Details): Level | null {
  if (safetyConfirmed) return 1;
  const worst = reasons.map(levelOfReason).reduce(lower, null);
  return worst ?? (isBad(rating?.overall) || isBad(rating?.goods) || isBad(rating?.delivery) ? 3 : null);
}

function levelOfReason({ code, level }: Reason): Level | null {
  const known = reasonTree.get(code);
  if (known) return known.level;
  // A reason of the merchant's own: the device has its level from the merchant's policy.
  return level === 1 || level === 2 || level === 3 || level === 4 ? level : code.startsWith('praise.') ? null : 3;
}

function isBad(score: NonNullable<Submission['rating']>['overall']): boolean {
  if (!score) return false;
  return score.scale === 'thumb' ? score.value === -1 : score.value <= (score.scale === 'nps10' ? 6 : 3);
}

function lower(one: Level | null, other: Level | null): Level | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
