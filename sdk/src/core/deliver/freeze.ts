import type { Submission } from '../../contract/index.js';
import { type Surroundings, toEvents, toSubmission } from '../capture/submission.js';
import { hintsFor } from '../triage/hints.js';
import type { Message, OutboxRecord } from './outbox-record.js';
import type { Outbox } from './outbox.js';
import { freeze } from './record-change.js';

/** Bodies made before the atomic write that freezes them; they cover the steps from `folded` to `steps`. */
export interface Prepared {
  readonly folded: number;
  readonly steps: number;
  readonly messages: readonly Message[];
}

/** Turns steps into the bodies that travel. A body is serialised once; every attempt sends the same bytes. */
export interface Freezer {
  /** Runs the host's `beforeSend`, which may take time, ahead of the write. `taken-back`: the host cancelled, the feedback is gone. */
  prepare(id: string): Promise<Prepared | undefined | 'taken-back'>;
  /** Adds the prepared bodies when no step came in between; else they are made at the next attempt. Pure. */
  freeze(record: OutboxRecord, prepared: Prepared | undefined): OutboxRecord;
}

export interface FreezerOptions {
  readonly outbox: Outbox;
  readonly surroundings: () => Surroundings;
  readonly policy: () => string | null;
  readonly newId: () => string;
  readonly beforeSend?: ((body: unknown) => unknown | Promise<unknown>) | undefined;
}

export function createFreezer({ outbox, surroundings, policy, newId, beforeSend }: FreezerOptions): Freezer {
  function bodies(record: OutboxRecord): readonly { kind: Message['kind']; id: string; body: unknown; names: readonly string[] }[] {
    const late = record.steps.slice(record.folded);
    if (record.messages.length === 0) {
      const body: Submission = toSubmission(record.id, record.at, record.steps, surroundings());
      return [{ kind: 'submission', id: record.id, body, names: (body.attachments ?? []).map(({ id }) => id) }];
    }
    return toEvents(late, newId).map((event) => {
      if (event.type !== 'details-added') return { kind: 'event' as const, id: event.id, body: event, names: [] };
      const { details } = event;
      const hints =
        details.reasons || details.safetyConfirmed
          ? { hints: hintsFor({ kind: 'complaint', reasons: details.reasons, safetyConfirmed: details.safetyConfirmed }, policy()) }
          : {};
      return {
        kind: 'event' as const,
        id: event.id,
        body: { ...event, details: { ...details, ...hints } },
        names: (details.attachments ?? []).map(({ id }) => id),
      };
    });
  }

  return {
    async prepare(id) {
      const record = await outbox.get(id);
      if (!record || record.steps.length === record.folded) return undefined;
      const messages: Message[] = [];
      for (const { kind, id: messageId, body, names } of bodies(record)) {
        const passed = beforeSend ? await beforeSend(structuredCopy(body)) : body;
        if (passed === null || passed === undefined) {
          if (kind === 'event') continue;
          await outbox.discard(id);
          return 'taken-back';
        }
        messages.push({
          kind,
          id: messageId,
          text: JSON.stringify(kind === 'submission' ? { ...(passed as object), id } : { ...(passed as object), id: messageId }),
          accepted: false,
          names,
        });
      }
      return { folded: record.folded, steps: record.steps.length, messages };
    },

    freeze(record, prepared) {
      // Another tab, or the loader, appended or froze since: these bodies would leave a step out or name one twice.
      if (!prepared || record.folded !== prepared.folded || record.steps.length !== prepared.steps) return record;
      return freeze(record, prepared.messages);
    },
  };
}

function structuredCopy(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body));
}
