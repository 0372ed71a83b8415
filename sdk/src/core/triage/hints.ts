import type { Details, Hints, Reason, Submission } from '../../contract/index.js';
import { lateMinutes } from '../capture/order-context.js';
import { reasonRule } from './reasons.js';

const priorities = ['P0', 'P1', 'P2', 'P3'] as const;

/** Severity 1–4 of reasons together: the lowest number counts; a problem without a known reason is 3; praise has none. */
export function levelOf(kind: Submission['kind'], codes: readonly string[], safetyConfirmed: boolean): 1 | 2 | 3 | 4 | null {
  if (safetyConfirmed) return 1;
  const levels = codes.map((code) => reasonRule(code)?.level).filter((level) => level !== undefined && level > 0) as (1 | 2 | 3 | 4)[];
  if (levels.length > 0) return Math.min(...levels) as 1 | 2 | 3 | 4;
  return kind === 'praise' ? null : kind === 'complaint' ? 3 : 4;
}

/** Food safety on the device's own reading: such feedback goes first and waits for nothing. */
export function isRed({ reasons, safetyConfirmed }: Pick<Details, 'reasons' | 'safetyConfirmed'>): boolean {
  const codes = (reasons ?? []).map((reason) => reason.code);
  return levelOf('praise', codes, safetyConfirmed === true) === 1;
}

/** The device's advice to the server; the receipt is law. */
export function hintsFor(submission: Pick<Submission, 'kind' | 'reasons' | 'safetyConfirmed'>, policy: string | null): Hints {
  const codes = (submission.reasons ?? []).map((reason) => reason.code);
  const level = levelOf(submission.kind, codes, submission.safetyConfirmed === true);
  const responsible = new Set(codes.map((code) => reasonRule(code)?.responsibility).filter((who) => who !== null && who !== undefined));
  const [first] = responsible;
  return {
    priority: level === null ? null : (priorities[level - 1] ?? null),
    red: level === 1,
    ...(first ? { responsibility: responsible.size === 1 ? first : ('unknown' as const) } : {}),
    ...(policy ? { policy } : {}),
  };
}

/** Adds to a body what only triage knows: levels, hints, and lateness as far as it can be computed. */
export function advise(submission: Submission, policy: string | null, serverNow: number | undefined): Submission {
  const late = submission.order ? lateMinutes(submission.order, serverNow) : null;
  return {
    ...submission,
    ...(submission.reasons ? { reasons: submission.reasons.map(withLevel) } : {}),
    ...(submission.order ? { order: { ...submission.order, lateMinutes: late } } : {}),
    hints: hintsFor(submission, policy),
  };
}

/** The same for what is said later: levels of what is new, hints about everything said so far. */
export function adviseLater(details: Details, said: Parameters<typeof hintsFor>[0], policy: string | null): Details {
  if (!details.reasons && !details.safetyConfirmed) return details;
  return { ...details, ...(details.reasons ? { reasons: details.reasons.map(withLevel) } : {}), hints: hintsFor(said, policy) };
}

const withLevel = (reason: Reason): Reason => ({ ...reason, level: reasonRule(reason.code)?.level || null });
