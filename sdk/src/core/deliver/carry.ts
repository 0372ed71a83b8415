import type { MediaPolicy, Receipt } from '../../contract/index.js';
import type { Cancellation, Platform } from '../ports.js';
import { backoff } from './backoff.js';
import type { AttachmentEntry, Fault, Message, OutboxRecord } from './outbox-record.js';
import * as change from './record-change.js';
import type { Freezer } from './freeze.js';
import type { Outbox } from './outbox.js';
import type { Exchange, Transport } from './transport.js';
import { bytesKey, ladder, prepare } from './uploader.js';
import type { Verdict } from './verdict.js';

/** How a carry ended: `done` for now, `paused` for want of a network or a token. */
export type Carried = 'done' | 'auth' | 'paused';

/** What carrying needs, whichever record it is. */
export interface Carrier {
  readonly platform: Pick<Platform<never>, 'bytes' | 'image' | 'clock' | 'random' | 'warn'>;
  readonly sdk: string;
  readonly outbox: Outbox;
  readonly transport: Transport;
  readonly freezer: Freezer;
  readonly media: () => MediaPolicy;
  /** Of the customer whose token it is. */
  readonly isOwn: (record: OutboxRecord) => boolean;
  readonly onChange: (record: OutboxRecord) => void;
  readonly onProgress: (id: string, attachmentId: string, sentBytes: number) => void;
}

export interface CarryOptions extends Carrier {
  readonly owner: string;
  readonly cancellation: Cancellation;
  /** Photos too, or text only. */
  readonly photos: boolean;
  readonly keepalive: boolean;
  /** Something newer was stored and should go first. */
  readonly shouldYield: () => boolean;
  /** Calls when the page hides; the returned function forgets that. */
  readonly onHidden: (then: () => void) => () => void;
}

/** A server that has had no answer for this is misconfigured, not broken: milliseconds. */
const configWait = 900_000;
const partBytes = 1_000_000;
const mismatches = 3;
/** Failed decodes in a row that are not held against a picture. */
const decodes = 5;
const day = 86_400_000;

interface Heard {
  readonly receipt: Receipt | null;
  /** Undefined where the answer does not speak of all attachments. */
  readonly need: readonly string[] | undefined;
}

/** A server's words for developers. */
const told = ({ status, detail }: Fault): string => `(HTTP ${status}${detail ? `, ${detail}` : ''})`;

/** Carries one leased record as far as it goes; every step forward is on disk before the next begins. */
export async function carry(leased: OutboxRecord, options: CarryOptions): Promise<Carried> {
  const { platform, outbox, transport, owner, sdk, cancellation, onChange } = options;
  const { clock, random } = platform;
  const { id } = leased;
  const exchange: Exchange = { cancellation, keepalive: options.keepalive };
  let record = leased;
  let ours = true;

  /** Writes only while the lease is ours; whoever took it over does the same work under the same ids. */
  async function write(next: (current: OutboxRecord) => OutboxRecord): Promise<boolean> {
    const written = await outbox.change(id, (current) => (change.isLeasedTo(current, owner) ? next(current) : undefined));
    ours = written !== undefined;
    if (!written) return false;
    record = written;
    onChange(record);
    return true;
  }

  async function putBack(fault: Fault | null, wait: number, heldByServer = false): Promise<void> {
    const now = clock.now();
    await write((current) => change.reschedule(current, now + wait, fault, heldByServer, now));
  }

  /** Handles every verdict that is not an acceptance and not about this one file; resolves to how the carry ended. */
  async function giveUp(
    verdict: Exclude<Verdict<unknown>, { is: 'accepted' | 'too-large' | 'digest-mismatch' | 'refused' }>,
  ): Promise<Carried> {
    const attempts = record.state === 'leased' ? record.attempt : 0;
    switch (verdict.is) {
      case 'missing-feedback':
        if (record.messages[0]?.text) {
          await write(change.forgetAcceptance);
          await putBack({ code: 'server' }, backoff(attempts, random));
        } else await write((current) => change.reject(current, { code: 'config' }, sdk, clock.now()));
        return 'done';
      case 'auth':
        platform.warn(`not let in ${told(verdict.fault)}`);
        await putBack(verdict.fault, 300_000, true);
        return 'auth';
      case 'config':
        platform.warn(`no such address ${told(verdict.fault)}: check the endpoint`);
        await putBack(verdict.fault, configWait * (1 + random() / 4));
        return 'done';
      case 'retry':
        if (verdict.fault.code === 'not-accepted') platform.warn(`not the protocol ${told(verdict.fault)}: check the endpoint`);
        await putBack(verdict.fault, backoff(attempts, random, verdict.retryAfter), verdict.retryAfter !== undefined);
        return verdict.fault.code === 'offline' ? 'paused' : 'done';
    }
  }

  async function sendMessage(message: Message): Promise<Carried | 'next'> {
    const statusToken = record.receipt?.statusToken ?? null;
    const verdict: Verdict<Heard> =
      message.kind === 'submission'
        ? heard(await transport.submit(message, options.isOwn(record), exchange))
        : await transport.addEvent(id, message, statusToken, exchange);
    if (verdict.is === 'accepted') {
      const { receipt, need } = verdict.answer;
      await write((current) => settleNeed(change.accept(current, message.id, receipt), need));
      return 'next';
    }
    if (verdict.is === 'refused' || verdict.is === 'too-large' || verdict.is === 'digest-mismatch') {
      const fault = 'fault' in verdict ? verdict.fault : { code: 'refused' as const };
      platform.warn(`not accepted ${told(fault)}`);
      await write((current) => change.reject(current, fault, sdk, clock.now()));
      return 'done';
    }
    return giveUp(verdict);
  }

  /** What was tried before and is not needed any more is there: its answer was lost. */
  function settleNeed(current: OutboxRecord, need: readonly string[] | undefined): OutboxRecord {
    if (!need) return current;
    const named = new Set(current.messages.flatMap((message) => (message.accepted ? message.names : [])));
    const arrived = current.attachments.filter((entry) => entry.state === 'ready' && named.has(entry.id) && !need.includes(entry.id));
    return arrived.reduce((settled, entry) => change.changeAttachment(settled, entry.id, { state: 'acked', offset: entry.size }), current);
  }

  async function sendAttachment(entry: AttachmentEntry): Promise<Carried | 'next'> {
    const attempts = record.state === 'leased' ? record.attempt : 0;
    const settle = (outcome: Partial<AttachmentEntry>, failures = 0) =>
      write((current) => change.changeAttachment(current, entry.id, outcome, failures));
    const park = (error: Fault | undefined) => ({ state: 'parked' as const, error, parkedAt: clock.now(), parkedBy: sdk });
    /** What brought nothing forward counts as a failure: the next time comes later, and one photo cannot make a storm. */
    const stepBack = async (outcome: Partial<AttachmentEntry>, fault: Fault): Promise<Carried> => {
      const now = clock.now();
      const due = now + backoff(attempts, random);
      await write((current) => change.reschedule(change.changeAttachment(current, entry.id, outcome, attempts), due, fault, false, now));
      return 'done';
    };
    const damaged = async (fault: Fault): Promise<Carried | 'next'> => {
      if (entry.tries + 1 < mismatches) return stepBack({ offset: 0, tries: entry.tries + 1 }, fault);
      await settle(park(fault));
      return 'next';
    };
    if (entry.state === 'captured') {
      if (!entry.durable && (await platform.bytes.size(bytesKey(id, entry.id, 'o'))) === undefined && record.age < day) {
        // Held in the memory of another page, which may still be open.
        await putBack({ code: 'storage' }, 300_000);
        return 'done';
      }
      // Written first: if the decode kills the tab, the next start knows.
      if (!(await settle({ tries: entry.tries + 1 }, attempts))) return 'done';
      const uncount = () => settle({ tries: entry.tries }, attempts);
      // Hidden, and ended after that, is a customer who left.
      const stay = options.onHidden(() => void uncount().catch(() => undefined)); // Not written: it counts.
      const outcome = await prepare(id, { ...entry, tries: entry.tries + 1 }, options.media(), platform.bytes, platform.image)
        .catch(async (error: unknown) => {
          // It failed and came back: the picture killed nothing. What fails for ever is cut in the end.
          if (attempts < decodes) await uncount();
          throw error;
        })
        .finally(stay);
      const at = clock.now();
      // In one write: a page that dies here must not leave a loss that nobody is told of.
      const settled = await write((current) => {
        const next = change.changeAttachment(current, entry.id, {
          ...(outcome.state === 'parked' ? park(outcome.error) : outcome),
          tries: 0,
        });
        return outcome.state === 'lost' ? { ...next, steps: [...next.steps, { type: 'removal', at, id: entry.id, cause: 'lost' }] } : next;
      });
      return settled ? 'next' : 'done';
    }
    const key = bytesKey(id, entry.id, entry.bytes ?? 'o');
    if ((await platform.bytes.size(key)) !== entry.size) {
      // The squeezed copy can be made again from the original; only if that is gone too the photo is lost.
      return stepBack({ state: 'captured', offset: 0 }, { code: 'unreadable' });
    }
    const chunk = options.media().chunkBytes ?? partBytes;
    const progress: Exchange = { cancellation, onProgress: (sent) => options.onProgress(id, entry.id, entry.offset + sent) };
    const verdict = await transport.upload(id, entry, key, chunk > 0 ? chunk : partBytes, record.receipt?.statusToken ?? null, progress);
    const arrived = async (): Promise<Carried | 'next'> => {
      if (!(await settle({ state: 'acked', offset: entry.size }))) return 'done';
      await platform.bytes.remove(bytesKey(id, entry.id, 'o'));
      await platform.bytes.remove(bytesKey(id, entry.id, 's'));
      return 'next';
    };
    switch (verdict.is) {
      case 'accepted': {
        const { offset } = verdict.answer;
        if (offset <= entry.offset) return stepBack({ offset }, { code: 'not-accepted' });
        if (offset < entry.size) return (await settle({ offset, tries: 0 })) ? 'next' : 'done';
        return arrived();
      }
      case 'too-large':
        await settle(
          entry.kind === 'photo' && entry.rung + 1 < ladder.length
            ? { state: 'captured', rung: entry.rung + 1, offset: 0 }
            : park(verdict.fault),
        );
        return 'next';
      case 'digest-mismatch':
        return damaged({ code: 'refused' });
      case 'missing-feedback':
        if (record.messages[0]?.text) return giveUp(verdict);
        // The server lost what it had received: the text went from this device then, and is no reason to call it refused.
        await settle(park({ code: 'config' }));
        return 'next';
      case 'refused':
        // Only this device knows the id: another size of the photo arrived whole, and the answer to that was lost.
        if (verdict.fault.type?.endsWith('/key-reused')) return arrived();
        if (verdict.fault.code === 'unreadable') return damaged(verdict.fault);
        await settle(park(verdict.fault));
        return 'next';
      default:
        return giveUp(verdict);
    }
  }

  async function freezeLater(): Promise<Carried | 'next'> {
    const prepared = await options.freezer.prepare(id);
    if (prepared === 'taken-back') return 'done';
    const folded = record.folded;
    if (!(await write((current) => options.freezer.freeze(current, prepared)))) return 'done';
    if (record.folded > folded || record.steps.length === record.folded) return 'next';
    await putBack(null, 0);
    return 'done';
  }

  for (;;) {
    if (cancellation.cancelled || !ours || !change.isLeasedTo(record, owner)) return 'done';
    const message = change.nextMessage(record);
    const entry = change.nextAttachment(record);
    let ended: Carried | 'next';
    if (message) ended = await sendMessage(message);
    else if (record.steps.length > record.folded) ended = await freezeLater();
    else if (entry && options.photos && !options.shouldYield()) ended = await sendAttachment(entry);
    else if (entry) ended = (await putBack(null, 0), 'done');
    else {
      const done = await write((current) =>
        current.steps.length > current.folded
          ? change.reschedule(current, clock.now(), null, false, clock.now())
          : change.deliver(current, clock.now()),
      );
      if (done && record.state === 'delivered') await sweepBytes();
      return 'done';
    }
    if (ended !== 'next') return ended;
  }

  /** Deleted after the record said so: a crash in between leaves orphans for the sweep, never a record without bytes. */
  async function sweepBytes(): Promise<void> {
    for (const entry of record.attachments) {
      if (entry.state === 'parked') continue;
      await platform.bytes.remove(bytesKey(id, entry.id, 'o'));
      await platform.bytes.remove(bytesKey(id, entry.id, 's'));
    }
  }
}

function heard(verdict: Verdict<Receipt>): Verdict<Heard> {
  return verdict.is === 'accepted' ? { is: 'accepted', answer: { receipt: verdict.answer, need: verdict.answer.need } } : verdict;
}
