import type { ByteStore, Clock, RecordStore } from '../ports.js';
import type { Outbox } from './outbox.js';
import { aged } from './record-change.js';

const day = 86_400_000;
/** A delivered record is the customer's list of tickets, and keeps a stale form from sending again. */
const ticketLife = 60 * day;
const draftLife = 7 * day;
const orphansKey = 'c/orphans';

/**
 * Removes what nobody needs: bytes that no record names and that are older than a day, records delivered long ago, old drafts.
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
    for (const entry of record.attachments) if (entry.state !== 'acked' && entry.state !== 'removed') named.add(`${id}/${entry.id}`);
  }
  const ids = new Set(await outbox.ids());
  const before = new Set((await store.get(orphansKey)) as string[] | undefined);
  const orphans: string[] = [];
  for (const key of await bytes.keys('p/')) {
    const [, id = '', attachmentId = ''] = key.split('/');
    // The bytes of a record that this version cannot read belong to a newer one.
    if (named.has(`${id}/${attachmentId}`) || (ids.has(id) && !readable.has(id))) continue;
    // Seen by an earlier start too, so no attach that is under way right now, whatever the clock says.
    if (before.has(key) && now - madeAt(attachmentId) > day) await bytes.remove(key);
    else orphans.push(key);
  }
  if (orphans.length > 0 || before.size > 0) await store.update(orphansKey, () => (orphans.length > 0 ? orphans : undefined));
  for (const key of await store.keys('d/')) {
    await store.update(key, (current) => {
      const draft = current as { age?: number; seenAt?: number } | undefined;
      if (typeof draft?.seenAt !== 'number') return undefined;
      const age = (draft.age ?? 0) + Math.min(Math.max(now - draft.seenAt, 0), day);
      return age > draftLife ? undefined : { ...draft, age, seenAt: now };
    });
  }
}

/** Milliseconds since 1970 that a UUIDv7 carries. */
function madeAt(uuid: string): number {
  return Number.parseInt(uuid.replace(/-/g, '').slice(0, 12), 16);
}
