import type { ByteStore, Clock, RecordStore } from '../ports.js';
import type { AttachmentEntry } from './outbox-record.js';
import type { Outbox } from './outbox.js';
import { aged, older, type Seen } from './record-change.js';

const day = 86_400_000;
/** A delivered record is the customer's list of tickets, and keeps a stale form from sending again. */
const ticketLife = 60 * day;
const draftDays = 7;
const orphansKey = 'c/orphans';

/**
 * Removes what nobody needs: bytes that no record named for more than a day, records delivered long ago, old drafts.
 * Nothing undelivered is ever removed, and ages grow by at most a day a start, so no clock jump removes anything.
 */
export async function sweep(store: RecordStore, bytes: ByteStore<never>, outbox: Outbox, clock: Clock): Promise<void> {
  const now = clock.now();
  const readable = new Set<string>();
  const named = new Set<string>();
  for (const id of await outbox.ids()) {
    const record = await outbox.change(id, (current) => aged(current, now));
    if (!record) continue;
    readable.add(id);
    if (record.state === 'delivered' && record.age > ticketLife) await outbox.discard(id);
    for (const entry of record.attachments) if (needsBytes(entry)) named.add(`${id}/${entry.id}`);
  }
  const ids = new Set(await outbox.ids());
  const before = orphansIn(await store.get(orphansKey));
  const orphans: Record<string, Seen> = {};
  for (const key of await bytes.keys('p/')) {
    const [, id = '', attachmentId = ''] = key.split('/');
    // The bytes of a record that this version cannot read belong to a newer one.
    if (named.has(`${id}/${attachmentId}`) || (ids.has(id) && !readable.has(id))) continue;
    const seen = older(before[key] ?? { age: 0, seenAt: now }, now);
    // More than a day needs three starts: no attach that is under way is that old, whatever the clock says.
    if (seen.age <= day) orphans[key] = seen;
    // Asked again, because what was read above may be older than an attach that just ended.
    else if (!(await outbox.get(id))?.attachments.some((entry) => entry.id === attachmentId && needsBytes(entry))) await bytes.remove(key);
  }
  if (Object.keys({ ...orphans, ...before }).length > 0)
    await store.update(orphansKey, () => (Object.keys(orphans).length > 0 ? orphans : undefined));
  for (const key of await store.keys('d/')) {
    await store.update(key, (current) => {
      const draft = current as Partial<Seen & { days: number }> | undefined;
      if (typeof draft?.seenAt !== 'number') return undefined;
      const seen = older({ age: draft.age ?? 0, seenAt: draft.seenAt }, now);
      return seen.age > (draft.days ?? draftDays) * day ? undefined : { ...draft, ...seen };
    });
  }
}

const needsBytes = ({ state }: AttachmentEntry): boolean => state !== 'acked' && state !== 'removed';

/** By key; what an earlier version wrote was a list without ages. */
function orphansIn(stored: unknown): Readonly<Record<string, Seen>> {
  return stored && !Array.isArray(stored) ? (stored as Record<string, Seen>) : {};
}
