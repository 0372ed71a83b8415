import { createClient, createWebPlatform, isProblem, type FeedbackClient, type FeedbackOptions } from '@yijian/sdk/web';
import type { Touch } from '../loader/registry.js';
import { beginAnew, emit, isDurable, lastOn, read, setDurable, setMarks, setStored, triggers, touchOf } from './page.js';
import { patience, registry } from './seam.js';

/** Options that only code can give, for the script tag's site or for the one they name. */
export const configured: Record<string, Partial<FeedbackOptions>> = {};

const clients = new Map<string, Promise<FeedbackClient<Blob>>>();

/** The client of the trigger's site. */
export function connect(trigger: HTMLElement): Promise<FeedbackClient<Blob>> {
  const { site = '' } = read(trigger);
  let client = clients.get(site);
  if (!client) {
    client = create(trigger);
    clients.set(site, client);
    client.catch((error: unknown) => {
      clients.delete(site);
      // Else nobody is told that the tag lacks its site.
      console.error('yijian:', error);
    });
  }
  return client;
}

/** Whether something of the trigger's site has to be carried: told by the marker, or tapped on this page. */
export function isWaiting(trigger: HTMLElement): boolean {
  const { site } = read(trigger);
  return touchesOf(site).some(([, { _step }]) => _step) || !!lastOn(trigger) || !!registry._marks[`yijian-${site}`];
}

async function create(trigger: HTMLElement): Promise<FeedbackClient<Blob>> {
  const { site = '', endpoint = '/', locale, consent } = read(trigger);
  const options: FeedbackOptions = {
    site,
    endpoint: new URL(endpoint, document.baseURI).href,
    locale,
    consent: (consent ?? 'given') === 'given' ? 'given' : 'required',
    ...configured[site],
  };
  const photo = {
    workerUrl: registry.url('worker'),
    async load() {
      await registry.need(trigger, 'worker');
      return registry.photo!;
    },
  };
  const client = createClient(options, createWebPlatform({ site, photo }));
  const touches = touchesOf(site);
  // In the same turn, before its relay looks: a complaint of this page waits for detail.
  for (const [, { id, _step: step }] of touches) if (step && isProblem(step.rating)) client.hold(id);

  const queued = new Set<string>();
  client.on('changed', (entry) => {
    if (entry.withdrawn) return goneBack(site, entry.id);
    for (const [about, touch] of touchesOf(site)) {
      if (!isOf(touch, entry.id)) continue;
      const before = touch._entry;
      touch._entry = entry;
      if (before?.state === entry.state && before.waiting === entry.waiting) continue;
      drawTriggers();
      registry._marks[`${about} `] = entry.id;
    }
    if (!entry.durable || queued.has(entry.id)) return;
    queued.add(entry.id);
    tell('queued', entry);
  });
  client.on('received', (entry) => tell('delivered', entry));
  client.on('rejected', (entry) => tell('rejected', entry));
  client.on('ticket', (ticket) => emit(trigger, 'ticket', ticket));

  function tell(type: string, entry: { id: string }): void {
    emit(triggers().find((element) => isOf(touchOf(element), entry.id)) ?? trigger, type, entry);
  }

  for (const [, touch] of touches) await adopt(client, touch);
  void goOn(client, site);
  return client;
}

/** Taken back here or in another tab: what is tapped next is another feedback. */
function goneBack(site: string, id: string): void {
  for (const [about, touch] of touchesOf(site)) {
    if (!isOf(touch, id)) continue;
    delete registry._marks[`${about} `];
    if (touch.id === id) {
      beginAnew(touch);
      delete registry._marks[about];
    } else delete touch._entry;
    drawTriggers();
  }
}

/** The feedback that was begun there, or the one that was handed in before. */
function isOf(touch: Touch, id: string): boolean {
  return touch.id === id || touch._entry?.id === id;
}

function drawTriggers(): void {
  for (const trigger of triggers()) registry._enrich?.(trigger);
}

/** By the keys of `_touches`. */
function touchesOf(site: string | undefined): [string, Touch][] {
  return Object.entries(registry._touches).filter(([about]) => about.startsWith(`yijian-${site} `));
}

/** Shows again what an earlier page stored on an order of this one; what has gone since is forgotten. */
async function goOn(client: FeedbackClient<Blob>, site: string): Promise<void> {
  for (const trigger of triggers()) {
    const id = lastOn(trigger);
    if (!id || read(trigger).site !== site) continue;
    const entry = await client.outbox.get(id).catch(() => undefined);
    const touch = touchOf(trigger);
    if (touch._step) continue;
    if (!entry || entry.withdrawn) setMarks(trigger, undefined);
    else if (touch.id === id) setStored(touch, entry);
    else touch._entry = entry;
    registry._enrich?.(trigger);
  }
}

/** What the loader could not put on disk is held by the client from now on; what it is just writing is waited for. */
async function adopt(client: FeedbackClient<Blob>, touch: Touch): Promise<void> {
  const { id, _step: step } = touch;
  for (let waited = 0; step && step === touch._step && !touch._told && waited < patience; waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
  // Nothing was tapped, or it was taken back or changed meanwhile.
  if (!step || step !== touch._step || isDurable(touch)) return;
  const told = client.tap({ id, rating: step.rating, ...(step.attributes && { order: { attributes: step.attributes } }) });
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
