import { createClient, createWebPlatform, type Entry, type FeedbackClient, type FeedbackOptions, polarityOf } from '@yijian/sdk/web';
import type { Touch } from '../loader/registry.js';
import { laterFiles } from './later-files.js';
import {
  beginAnew,
  drawTriggers,
  emit,
  isDurable,
  isHandedIn,
  lastOn,
  ratingOf,
  read,
  setDurable,
  setMarks,
  setStored,
  triggers,
  touchOf,
  unmark,
} from './page.js';
import { patience, registry } from './seam.js';

/** Options that only code can give, for the script tag's site or for the one they name. */
export const configured: Record<string, Partial<FeedbackOptions>> = {};

/** Sites whose client has taken its options. */
export const connected = new Set<string>();

const clients = new Map<string, Promise<FeedbackClient<Blob>>>();

/** The client of the trigger's site. */
export function connect(trigger: HTMLElement): Promise<FeedbackClient<Blob>> {
  const { site = '' } = read(trigger);
  let client = clients.get(site);
  if (!client) {
    // Not in this turn: a `configure` that waited comes first.
    client = Promise.resolve().then(() => create(trigger));
    clients.set(site, client);
    client.catch((error: unknown) => {
      clients.delete(site);
      connected.delete(site);
      // Else nobody is told that the tag lacks its site.
      console.error('yijian:', error);
    });
  }
  return client;
}

/** Whether something of the trigger's site has to be carried: told by the marker, or tapped on this page. */
export function isWaiting(trigger: HTMLElement): boolean {
  const { site } = read(trigger);
  return touchesOf(site).some(([, { _step }]) => _step) || !!registry._marks[`yijian-${site}`];
}

async function create(trigger: HTMLElement): Promise<FeedbackClient<Blob>> {
  const { site = '', endpoint = '/', locale, consent, customer } = read(trigger);
  connected.add(site);
  const options: FeedbackOptions = {
    site,
    endpoint: new URL(endpoint, document.baseURI).href,
    locale,
    consent: (consent ?? 'given') === 'given' ? 'given' : 'required',
    ...configured[site],
    // As it stands with the taps on disk.
    ...(customer && { customer }),
  };
  const photo = {
    workerUrl: registry.url(laterFiles['worker']!),
    async load() {
      await registry.need(trigger, laterFiles['worker']!);
      return registry.photo!;
    },
  };
  const client = createClient(options, createWebPlatform({ site, photo }));
  const touches = touchesOf(site);
  // In the same turn, before its relay looks: whose it is comes first, and a complaint of this page waits for detail.
  for (const [, { id, _step: step }] of touches) if (step) client.hold(id);

  const queued = new Set<string>();
  client.on('changed', (entry) => {
    if (entry.withdrawn) unmark(entry.id);
    const told = touchesOf(site).filter(([about, touch]) => hear(about, touch, entry));
    if (told.length > 0) drawTriggers();
    if (entry.withdrawn || !entry.durable || queued.has(entry.id)) return;
    queued.add(entry.id);
    tell('queued', entry);
  });
  client.on('received', (entry) => tell('delivered', entry));
  client.on('rejected', (entry) => tell('rejected', entry));
  client.on('ticket', (ticket) => emit(trigger, 'ticket', ticket));

  function tell(type: string, entry: { id: string }): void {
    emit(triggers().find((element) => isOf(touchOf(element), entry.id)) ?? trigger, type, entry);
  }

  for (const [, touch] of touches) {
    const { id } = touch;
    await adopt(client, touch, options.customer);
    // Unless it waits for detail.
    if (touch.id !== id || polarityOf(ratingOf(touch)) >= 0) client.release(id);
  }
  return client;
}

/** What the outbox says, here or in another tab. @returns whether the order's triggers show something else for it */
function hear(about: string, touch: Touch, entry: Entry): boolean {
  const { _marks: marks } = registry;
  const before = touch._entry;
  const isIts = isOf(touch, entry.id);
  if (entry.withdrawn) {
    if (touch.id === entry.id) beginAnew(touch);
    if (before?.id === entry.id) delete touch._entry;
    return isIts;
  }
  if (!isIts) return false;
  touch._entry = entry;
  if (touch.id === entry.id && !isHandedIn(about, entry.id)) {
    if (!touch._step) setStored(touch, entry);
    if (entry.durable && marks[`${about} `] !== entry.id) setMarks(touch, entry.id);
  }
  return before?.id !== entry.id || before.state !== entry.state || before.waiting !== entry.waiting;
}

/** The feedback that was begun there, or the one that was handed in before. */
function isOf(touch: Touch, id: string): boolean {
  return touch.id === id || touch._entry?.id === id;
}

/** By the keys of `_touches`. */
function touchesOf(site: string | undefined): [string, Touch][] {
  return Object.entries(registry._touches).filter(([about]) => about.startsWith(`yijian-${site} `));
}

/** Whom the keys of marks and touches name. */
let named = read(registry._script).customer || '';

/** Signs in or out with every client of the page, and has the tag say so. */
export async function welcome(how: 'identify' | 'reset', customer: string | null = null): Promise<void> {
  await connect(registry._script);
  const theirs = await Promise.all([...clients.values()].map(async (client) => (await client)[how](customer)));
  rename(customer || '', theirs.flat());
}

/** What is theirs goes on under that name, here and on later pages; everything else is asked anew. */
function rename(customer: string, theirs: readonly unknown[]): void {
  const { _script: script, _touches: touches, _marks: marks } = registry;
  const before = named;
  script.dataset['customer'] = named = customer;
  for (const [about, touch] of before ? [] : Object.entries(touches)) {
    const key = about + customer;
    delete touches[about];
    touches[key] = touch;
    const { [about]: begun, [`${about} `]: last } = marks;
    if (!theirs.includes(touch.id) && !theirs.includes(touch._entry?.id)) {
      beginAnew(touch);
      Object.assign(touch, { id: marks[key] ?? touch.id, _recalled: false });
    } else if (begun || last) {
      // Unless another tab moved them already.
      delete marks[about];
      delete marks[`${about} `];
      setMarks(touch, begun, last);
    }
  }
  drawTriggers();
}

/** Shows again what an earlier page stored on the order of a trigger; what has gone since is forgotten. Once an order. */
export function recall(trigger: HTMLElement, touch: Touch): void {
  const id = lastOn(trigger);
  if (!id || touch._step || touch._entry || touch._recalled) return;
  touch._recalled = true;
  void connect(trigger)
    .then(({ outbox }) => outbox.get(id))
    .then((entry) => {
      if (touch._step || touch._entry) return;
      if (!entry || entry.withdrawn) {
        unmark(id);
        if (touch.id === id) beginAnew(touch);
      } else if (touch.id === id) setStored(touch, entry);
      else touch._entry = entry;
      drawTriggers();
    })
    .catch(() => undefined); // The row asks, as on a first visit.
}

/** What the loader could not put on disk is held by the client from now on; what it is just writing is waited for. */
async function adopt(client: FeedbackClient<Blob>, touch: Touch, customer: string | null | undefined): Promise<void> {
  const { id, _step: step } = touch;
  // What the client writes itself.
  if (touch._told === null) return;
  for (let waited = 0; step && step === touch._step && touch._told === undefined && waited < patience; waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
  // Nothing was tapped, or it was taken back or changed meanwhile.
  if (!step || step !== touch._step) return;
  if (isDurable(touch)) {
    // A store that cannot be read closes nothing.
    const isOpen = await client.outbox.claim(id).catch(() => true);
    if (step !== touch._step) return;
    // A page that is left while it waits for details is told of nothing any more, and a later one looks for the last.
    if (isOpen) return setMarks(touch, id);
    // Stored as what somebody else said, whom the page named then.
    if (step.attributes?.['customer'] && step.attributes['customer'] !== customer) return;
    // The mark of what a page before this one took back, or of another customer: it was tapped into what is closed.
    touch.id = registry.newId();
  }
  const told = client.tap({ id: touch.id, rating: ratingOf(touch), ...(step.attributes && { order: { attributes: step.attributes } }) });
  // One tap that no store takes is no reason to have no client.
  setDurable(
    touch,
    await told.then(
      ({ durable }) => durable,
      () => false,
    ),
  );
  drawTriggers();
}
