import type { Details, Submission } from '../../contract/index.js';
import { fold, kindOf, type Surroundings, toEvents, toSubmission } from '../capture/submission.js';
import { adviseLater } from '../triage/hints.js';
import type { Message, OutboxRecord } from './outbox-record.js';
import type { Outbox } from './outbox.js';
import { freeze } from './record-change.js';

/** Bodies made before the atomic write that freezes them; they cover the steps from `folded` to `steps`. */
export interface Prepared {
  readonly folded: number;
  readonly steps: number;
  /** Who is named in them. */
  readonly customer: string | null;
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
  function bodies(record: OutboxRecord): readonly { kind: Message['kind']; id: string; body: unknown }[] {
    if (record.messages.length === 0) {
      const body: Submission = toSubmission(record, surroundings());
      return [{ kind: 'submission', id: record.id, body }];
    }
    const { rating, details } = fold(record.steps);
    const said = { ...details, kind: kindOf(rating, details) };
    return toEvents(record.steps.slice(record.folded), newId).map((event) => ({
      kind: 'event',
      id: event.id,
      body: event.type === 'details-added' ? { ...event, details: adviseLater(event.details, said, policy()) } : event,
    }));
  }

  return {
    async prepare(id) {
      const record = await outbox.get(id);
      if (!record || record.steps.length === record.folded) return undefined;
      const messages: Message[] = [];
      for (const { kind, id: messageId, body } of bodies(record)) {
        const passed = beforeSend ? await beforeSend(structuredCopy(body)) : body;
        if (passed === null || passed === undefined) {
          if (kind === 'event') continue;
          await outbox.discard(id);
          return 'taken-back';
        }
        messages.push({
          kind,
          id: messageId,
          text: JSON.stringify({ ...(passed as object), id: messageId }),
          accepted: false,
          names: namesIn(passed),
        });
      }
      return { folded: record.folded, steps: record.steps.length, customer: record.customer, messages };
    },

    freeze(record, prepared) {
      // Another tab, or the loader, appended, named or froze since: these bodies would leave something out or say it twice.
      if (!prepared || record.folded !== prepared.folded || record.steps.length !== prepared.steps) return record;
      if (record.customer !== prepared.customer) return record;
      return freeze(record, prepared.messages);
    },
  };
}

/** Attachments that a body names: only these are to leave the device. */
function namesIn(body: unknown): readonly string[] {
  const { attachments, details } = body as Details & { readonly details?: Details };
  return (attachments ?? details?.attachments ?? []).map(({ id }) => id);
}

function structuredCopy(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body));
}
