import type { FeedbackClient, FeedbackEvents, FeedbackOptions } from './api.js';
import { createDrafts } from './capture/draft.js';
import { kindOf, type Step } from './capture/step.js';
import { polarityOf } from './capture/submission.js';
import { createCustomerToken } from './deliver/customer-token.js';
import { type Entry, isPending, toEntry } from './deliver/entry.js';
import { createFreezer } from './deliver/freeze.js';
import type { OutboxRecord } from './deliver/outbox-record.js';
import { createOutbox } from './deliver/outbox.js';
import { newRecord, startOver } from './deliver/record-change.js';
import { createRelay } from './deliver/relay.js';
import { sweep } from './deliver/sweep.js';
import { bytesKey, heldBytes } from './deliver/uploader.js';
import { FeedbackError } from './errors.js';
import { createListeners } from './events.js';
import { createTickets } from './follow-up/tickets.js';
import { createTransport } from './http-transport.js';
import type { Platform } from './ports.js';
import { advise, isRed } from './triage/hints.js';
import { createKnownPolicy } from './triage/known-policy.js';
import { version } from './version.js';

/** A picked file larger than this is refused before it is copied, bytes. */
const largestPick = 60_000_000;
/** So many photos and videos one body can name; a policy allows fewer. */
const mostAttachments = 20;
/** Photos that wait on the device together, bytes: full is refused honestly, nothing held is ever evicted. */
const deviceLimit = 200_000_000;

/** Wires the rooms: what a surface calls, on the ports that a platform answers. */
export function createClient<Source>(options: FeedbackOptions, platform: Platform<Source>): FeedbackClient<Source> {
  for (const name of ['site', 'endpoint'] as const) {
    if (typeof options[name] !== 'string' || !options[name])
      throw new TypeError(`createFeedback: option "${name}" must be a non-empty string`);
  }
  const { clock, records, bytes, lifecycle } = platform;
  const holdMs = options.holdMs ?? 60_000;
  let customer: string | null = null;
  let serverOffset: number | undefined;
  let disposed = false;
  // Whatever else is said, misspelt too: it is not a consent.
  let consented = (options.consent ?? 'given') === 'given';
  const volatile = new Set<string>();
  const atRisk = new Set<string>();
  const sent = new Map<string, number>();
  const told = new Map<string, Entry['state']>();
  /** Whatever was looked at here: that it is gone is told of nothing else. */
  const shown = new Set<string>();
  const held = new Map<string, () => void>();
  /** By who is here now, in this run. */
  const said = new Set<string>();

  const listeners = createListeners<FeedbackEvents>(platform.warn);
  const outbox = createOutbox(records, clock, platform.marker);
  const drafts = createDrafts(records, clock);
  const token = createCustomerToken(clock, options.fetchToken, platform.warn);
  const transport = createTransport({
    endpoint: options.endpoint,
    site: options.site,
    locale: options.locale ?? 'zh-CN',
    // The one way out.
    http: { send: async (request, watched) => (consented ? platform.http.send(request, watched) : { status: 0, cause: 'offline' }) },
    clock,
    token: token.current,
    onServerTime: (serverNow) => void (serverOffset = serverNow - clock.now()),
  });
  welcome(options.customer);
  const policy = createKnownPolicy(options.policy, records, transport, platform.warn);
  const policyName = () => policy.current()?.policy ?? null;
  const freezer = createFreezer({
    outbox,
    newId: platform.newId,
    policy: policyName,
    beforeSend: options.beforeSend,
    surroundings: () => ({
      channel: options.channel ?? 'web_widget',
      locale: options.locale ?? 'zh-CN',
      sdk: version,
      platform: platform.name,
      advise: (submission) => advise(submission, policyName(), serverOffset === undefined ? undefined : clock.now() + serverOffset),
    }),
  });
  const relay = createRelay({
    platform: platform as Platform<never>,
    isOpen: () => consented,
    site: options.site,
    sdk: version,
    outbox,
    transport,
    freezer,
    media: () => policy.current()?.media ?? {},
    isOwn,
    refreshToken: token.refresh,
    isHeld: (id) => held.has(id),
    onChange: (record) => {
      tell(record, record.state === 'rejected');
      lifecycle.announce(record.id);
    },
    onGone: (record) => {
      lifecycle.announce(record.id);
      void forget(record.id, record);
    },
    onProgress: (id, attachmentId, bytesSent) => {
      if (bytesSent <= (sent.get(attachmentId) ?? 0)) return;
      sent.set(attachmentId, bytesSent);
      show(id);
    },
  });
  const tickets = createTickets(ownRecords, transport, records, (ticket) => listeners.emit('ticket', ticket));
  const unsubscribe = [
    lifecycle.onWake(() => relay.wake()),
    lifecycle.onHide(() => {
      release();
      relay.hide();
    }),
    lifecycle.onAnnounced(show),
  ];
  void start();

  async function start(): Promise<void> {
    try {
      await sweep(records, bytes as Platform<never>['bytes'], outbox, clock);
    } catch (error) {
      platform.warn('store not swept', error);
    }
    // What an earlier page learnt about photos and videos holds for those that it left behind.
    await policy.recall().catch(() => undefined);
    if (!disposed) relay.nudge('');
  }

  function view(record: OutboxRecord): Entry {
    shown.add(record.id);
    return toEntry(record, { durable: !volatile.has(record.id) && !outbox.isVolatile(record.id), sent, consented });
  }

  /** Said by the customer who is here now; what another one left behind is only carried. */
  function isOwn(record: OutboxRecord, whose = customer): boolean {
    return record.customer === null ? !record.left : record.customer === whose;
  }

  /** @returns whether that is another one */
  function welcome(next: string | null | undefined): boolean {
    const before = customer;
    // Ids are often numbers where nobody checks types.
    customer = next ? `${next}` : null;
    // Who is here already keeps the token.
    if (customer !== before) token.clear();
    return customer !== before;
  }

  async function reset(next?: string | null): Promise<void> {
    welcome(next);
    said.clear();
    const leave = (record: OutboxRecord): OutboxRecord =>
      record.customer === null ? { ...record, rev: record.rev + 1, left: true } : record;
    const hidden = (await outbox.list()).filter((record) => !isOwn(leave(record)));
    for (const { id } of hidden) hide(id);
    // What cannot be written does not keep the rest from being hidden.
    const written = [...hidden.map(({ id }) => outbox.change(id, leave)), drafts.clearAll(), tickets.clear()];
    await Promise.allSettled(written);
    for (const { id } of hidden) lifecycle.announce(id);
    if (customer) relay.greet();
    await Promise.all(written);
  }

  async function claim(id: string): Promise<boolean> {
    let isOpen = true;
    // Of this moment: another one may be here once it is written.
    const whose = customer;
    said.add(id);
    await outbox.change(id, (record) => {
      isOpen = isOwn(record, whose) && !view(record).withdrawn;
      return isOpen && record.customer !== whose ? { ...record, rev: record.rev + 1, customer: whose } : undefined;
    });
    return isOpen;
  }

  async function ownRecords(): Promise<readonly OutboxRecord[]> {
    return (await outbox.list()).filter((record) => isOwn(record));
  }

  /** Gone, for those who show it; what it said is not told once more. */
  function hide(id: string): void {
    listeners.emit('changed', { ...view(newRecord(id, clock.now())), withdrawn: true });
  }

  /** @param news it happened on this page just now; else what is heard of for the first time was told by an earlier page */
  function tell(record: OutboxRecord, news = false): Entry {
    // A version that is still to be made has not been sent at all, whatever became of the one before.
    for (const attachment of record.attachments) if (attachment.state === 'captured') sent.delete(attachment.id);
    const entry = view(record);
    guard(entry.id, entry.waiting && !entry.durable && !entry.withdrawn);
    if (!isOwn(record)) return entry;
    const before = told.get(entry.id);
    told.set(entry.id, entry.state);
    listeners.emit('changed', entry);
    if (before === entry.state || (before === undefined && !news)) return entry;
    if (entry.state === 'received') listeners.emit('received', entry);
    if (entry.state === 'needs_action') listeners.emit('rejected', entry);
    return entry;
  }

  /** The page is only held back while it holds what nobody else has. */
  function guard(id: string, unsafe: boolean): void {
    if (unsafe) atRisk.add(id);
    else atRisk.delete(id);
    lifecycle.guard(atRisk.size > 0);
  }

  /** It is here no more: nothing is left of it but those who show it. */
  async function forget(id: string, before: OutboxRecord | undefined): Promise<void> {
    guard(id, false);
    if (before) hide(id);
    await letGo(() => bytes.keys(`p/${id}/`));
  }

  /** Tells what another tab or the network changed. */
  function show(id: string): void {
    const read = outbox.get(id).then(async (record) => {
      if (record && isOwn(record)) tell(record);
      // Not what merely cannot be read here, nor what another tab's sign-in named: whoever goes on with it may finish.
      else if (shown.has(id) && (record ? record.left : !(await outbox.ids()).includes(id))) hide(id);
    });
    read.catch((error: unknown) => platform.warn('change not read', error));
  }

  async function store(id: string, step: Step): Promise<OutboxRecord> {
    said.add(id);
    const { value, durable } = await outbox.append(id, step, customer);
    if (!value) throw new FeedbackError('cancelled', 'taken back');
    if (durable) volatile.delete(id);
    else volatile.add(id);
    lifecycle.announce(id);
    return value;
  }

  /** Stores a step and sends it on, unless the feedback waits for more detail. */
  async function say(id: string, step: Step): Promise<Entry> {
    const entry = tell(await store(id, step));
    // What is only in memory does not wait, the page may go any moment; nor does food safety.
    if (!entry.durable || isRed(entry.details)) release(id);
    relay.nudge(id);
    return entry;
  }

  function hold(id: string): void {
    // The first tap began the wait; another one does not make it longer.
    if (held.has(id)) return;
    held.set(
      id,
      clock.after(holdMs, () => release(id)),
    );
  }

  function release(id?: string): void {
    for (const [heldId, cancel] of [...held]) {
      if (id !== undefined && heldId !== id) continue;
      cancel();
      held.delete(heldId);
      relay.nudge(heldId);
    }
  }

  /** The record said so already: what cannot be removed now is an orphan, and no reason to call undone what was done. */
  async function letGo(keys: () => Promise<readonly string[]>): Promise<void> {
    try {
      for (const key of await keys()) await bytes.remove(key);
    } catch (error) {
      platform.warn('bytes not removed', error);
    }
  }

  return {
    async tap(input) {
      const id = input.id ?? platform.newId();
      const now = clock.now();
      // Held before it is stored: a relay that is running would else take it at once.
      if (polarityOf(input.rating) < 0) hold(id);
      return say(id, {
        type: 'tap',
        at: now,
        rating: input.rating,
        ...(input.order ? { source: input.order } : {}),
        ...(options.locale ? { locale: options.locale } : {}),
        offset: clock.offsetMinutes(now),
      });
    },
    details: (id, details) => say(id, { type: 'details', at: clock.now(), details }),
    async attach(id, source, input = {}) {
      const size = (source as { size?: unknown }).size;
      if (typeof size === 'number' && size > largestPick) throw new FeedbackError('too-large', `${size} bytes`);
      const there = await outbox.get(id);
      if (there && view(there).attachments.length >= mostAttachments)
        throw new FeedbackError('too-many', `more than ${mostAttachments} files`);
      if (heldBytes(await outbox.list()) + (typeof size === 'number' ? size : 0) > deviceLimit)
        throw new FeedbackError('storage', 'device full');
      const attachmentId = input.id ?? platform.newId();
      const key = bytesKey(id, attachmentId, 'o');
      const stored = await bytes.put(key, source);
      if (stored.size === 0) throw new FeedbackError('unreadable', 'empty source');
      const { kind = kindOf(source), shot, from } = input;
      const step = { type: 'attachment' as const, at: clock.now(), id: attachmentId, kind, shot, from, ...stored };
      const entry = await say(id, step).catch(async (error: unknown) => {
        await bytes.remove(key);
        throw error;
      });
      // A sweep in another tab whose clock jumped may have taken them for orphans before the record named them.
      // A look that fails says nothing against what was counted back before.
      const found = isPending(entry, attachmentId) ? await bytes.size(key).catch(() => stored.size) : stored.size;
      if (found === undefined) await bytes.put(key, source);
      return entry;
    },
    async detach(id, attachmentId) {
      const entry = await say(id, { type: 'removal', at: clock.now(), id: attachmentId, cause: 'customer' });
      await letGo(async () => (['o', 's'] as const).map((which) => bytesKey(id, attachmentId, which)));
      return entry;
    },
    async retry(id) {
      const record = await outbox.change(id, (current) => startOver(current, clock.now()));
      const present = record ?? (await outbox.get(id));
      if (!present) throw new FeedbackError('storage', 'not here');
      relay.nudge(id);
      return tell(present);
    },
    async withdraw(id) {
      const before = await outbox.get(id);
      const { value } = await outbox.append(id, { type: 'withdrawal', at: clock.now() }, customer);
      release(id);
      lifecycle.announce(id);
      if (value) {
        relay.nudge(id);
        tell(value);
        return;
      }
      await forget(id, before);
    },
    hold,
    release,
    outbox: {
      async list() {
        return (await ownRecords()).map(view);
      },
      async get(id) {
        const record = await outbox.get(id);
        return record && isOwn(record) ? view(record) : undefined;
      },
      claim,
      flush() {
        release();
        return relay.flush();
      },
      async discard(id) {
        const before = await outbox.get(id);
        await outbox.discard(id);
        lifecycle.announce(id);
        await forget(id, before);
      },
    },
    tickets: { list: () => tickets.list(), get: (id) => tickets.get(id) },
    drafts,
    newId: platform.newId,
    async policy() {
      if (consented) await policy.load();
      return policy.current();
    },
    consent(given) {
      if (given === consented) return;
      consented = given;
      relay.nudge('');
      // What waits is told anew: why it waits has changed.
      const waiting = ownRecords().then((records) => records.filter(({ state }) => state === 'queued').map(({ id }) => id));
      waiting.then(
        (ids) => ids.forEach(show),
        () => undefined,
      ); // Not read: told with the next change.
    },
    on: (type, listener) => listeners.on(type, listener),
    async identify(next) {
      const before = customer;
      const isNew = welcome(next);
      if (before && isNew) await reset(customer);
      const theirs = [...said];
      await Promise.all(theirs.map(claim)).finally(() => isNew && relay.greet());
      return theirs;
    },
    reset,
    dispose() {
      disposed = true;
      release();
      relay.stop();
      lifecycle.guard(false);
      for (const end of unsubscribe) end();
    },
  };
}
