import { createClient, createWebPlatform, type FeedbackClient, type FeedbackOptions } from '@yijian/sdk/web';
import type { Touch } from '../loader/registry.js';
import { emit, read, thumbOf, triggers, touchOf } from './page.js';
import { registry } from './seam.js';

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
    client.catch(() => clients.delete(site));
  }
  return client;
}

/** Whether something of the trigger's site has to be carried: told by the marker, or tapped on this page. */
export function isWaiting(trigger: HTMLElement): boolean {
  const { site } = read(trigger);
  if (Object.entries(registry._touches).some(([about, { _step }]) => _step && about.startsWith(`${site} `))) return true;
  try {
    return !!localStorage.getItem(`yijian:${site}`);
  } catch {
    return false; // Storage is denied, so nothing can wait.
  }
}

async function create(trigger: HTMLElement): Promise<FeedbackClient<Blob>> {
  const { site = '', endpoint = '/', locale } = read(trigger);
  const options = { site, endpoint: new URL(endpoint, document.baseURI).href, locale, ...configured[site] };
  const photo = {
    workerUrl: registry.url('worker'),
    async load() {
      await registry.need(trigger, 'worker');
      return registry.photo!;
    },
  };
  const client = createClient(options, createWebPlatform({ site, photo }));
  const touches = Object.entries(registry._touches).flatMap(([about, touch]) => (about.startsWith(`${site} `) ? [touch] : []));
  // In the same turn, before its relay looks: a thumb down of this page waits for detail.
  for (const touch of touches) if (thumbOf(touch) === -1) client.hold(touch.id);

  const queued = new Set<string>();
  client.on('changed', (entry) => {
    if (!entry.durable || queued.has(entry.id)) return;
    queued.add(entry.id);
    tell('queued', entry);
  });
  client.on('received', (entry) => tell('delivered', entry));
  client.on('rejected', (entry) => tell('rejected', entry));
  client.on('ticket', (ticket) => emit(trigger, 'ticket', ticket));

  function tell(type: string, entry: { id: string }): void {
    emit(triggers().find((element) => touchOf(element).id === entry.id) ?? trigger, type, entry);
  }

  for (const touch of touches) await adopt(client, touch);
  return client;
}

/** What the loader could not put on disk, or not yet, is held by the client from now on. */
async function adopt(client: FeedbackClient<Blob>, touch: Touch): Promise<void> {
  const { id, _step: step, _told: told } = touch;
  if (!step || told === 5) return;
  const { durable } = await client.tap({ id, rating: step.rating, ...(step.source && { order: step.source }) });
  touch._told = durable ? 5 : 6;
  for (const trigger of triggers()) registry._enrich?.(trigger);
}
