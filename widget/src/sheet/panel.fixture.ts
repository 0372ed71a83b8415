import { createClient, createForm, type FeedbackClient, type FeedbackForm } from '@yijian/sdk/web';
import { createMemoryPlatform } from '@yijian/sdk/memory';
import { en } from '@yijian/sdk/messages/en';
import { details } from '../details/index.js';
import { followUp } from '../details/follow-up/index.js';
import { openSheet, type SheetHandle } from './open-sheet.js';
import type { Order } from './sdk.js';
import type { SheetOptions, SheetResult } from './view.js';

/** A panel over the real form and client, with everything in memory and a backend that can be told what to answer. */
export interface Panel {
  readonly handle: SheetHandle;
  readonly root: ShadowRoot;
  readonly trigger: HTMLButtonElement;
  readonly client: FeedbackClient<Blob>;
  /** Under the client: what lies on the device. */
  readonly records: ReturnType<typeof createMemoryPlatform>['records'];
  /** The form, once the panel has asked for it. */
  readonly form: FeedbackForm<Blob>;
  readonly closed: readonly SheetResult[];
  readonly sent: readonly string[];
  find(selector: string): HTMLElement;
  all(selector: string): HTMLElement[];
  /** The button, tab, tile or link with this name. */
  named(name: string | RegExp): HTMLElement;
  text(): string;
  /** Lets promises and timers of no length through. */
  settle(): Promise<void>;
  leave(): Promise<void>;
}

export interface PanelWish extends Partial<Omit<SheetOptions, 'start'>> {
  readonly order?: Partial<Order>;
  readonly rated?: 1 | -1;
  /** Status of every answer; 0: none comes. @default 201 */
  readonly answer?: number;
  /** The device knows that it has no network, so that nothing is tried. */
  readonly offline?: boolean;
  readonly durable?: boolean;
  /** Whether the trigger had the focus, as after a key. @default true */
  readonly focused?: boolean;
}

const strawberries: NonNullable<Order['items']>[number] = { lineId: '1', name: 'Strawberries', qty: 2, unit: 'punnets', category: 'fresh' };
const prawns: NonNullable<Order['items']>[number] = { lineId: '2', name: 'Prawns', qty: 1, unit: 'kg', byWeight: true, category: 'frozen' };

/** Opens a panel for an order of two things, delivered. */
export async function openPanel({
  order,
  rated,
  answer = 201,
  offline = false,
  durable = true,
  focused = true,
  ...given
}: PanelWish = {}): Promise<Panel> {
  const trigger = document.body.appendChild(document.createElement('button'));
  if (focused) trigger.focus();
  const host = document.body.appendChild(document.createElement('div'));
  const sent: string[] = [];
  const closed: SheetResult[] = [];
  const told: Order = { trust: 'page', id: 'A-1', state: 'delivered', items: [strawberries, prawns], ...order };
  const source = { order: told };
  const memory = createMemoryPlatform();
  const platform: Parameters<typeof createClient<Blob>>[1] = {
    ...(memory as unknown as Parameters<typeof createClient<Blob>>[1]),
    records: { ...memory.records, update: async (key, change) => ({ ...(await memory.records.update(key, change)), durable }) },
    connectivity: { isOnline: () => !offline },
    http: {
      async send({ method, url, body, multipart }) {
        if (answer === 0) return { status: 0, cause: 'offline' };
        if (method === 'POST' && body) sent.push(body);
        const [, feedback = '', attachment] = /feedback\/([^/]+)\/attachments\/([^/]+)/.exec(url) ?? [];
        const id = attachment ?? (JSON.parse(body ?? '{}') as { id?: string }).id ?? feedback;
        const receipt = {
          id,
          ref: 'A1001',
          receivedAt: new Date().toISOString(),
          need: [],
          ...(multipart ? { sha256: multipart.fields['sha256'] } : {}),
        };
        return { status: method === 'GET' ? 404 : answer, headers: { 'content-type': 'application/json' }, text: JSON.stringify(receipt) };
      },
    },
  };
  const client = createClient<Blob>({ site: 'test', endpoint: 'https://shop.test' }, platform);
  let id = memory.newId();
  const rating = rated ? ({ overall: { scale: 'thumb', value: rated } } as const) : {};
  if (rated) {
    client.hold(id);
    await client.tap({ id, rating, order: source });
  }
  let form!: FeedbackForm<Blob>;
  const handle = openSheet({
    host,
    anchor: trigger,
    client: Promise.resolve(client),
    messages: { trigger: en.trigger, first: en.first },
    locale: 'en',
    dir: 'ltr',
    device: 'phone',
    start: { id, order: told, rating, durable: rated ? durable : undefined },
    tap: async (more) => (await client.tap({ id, rating: more, order: source })).durable,
    undo() {
      const before = id;
      id = memory.newId();
      void client.withdraw(before);
      return id;
    },
    loadForm: async () => (start) => {
      const begun = Object.keys(start.rating).length > 0;
      form = createForm<Blob>({
        client: Promise.resolve(client),
        order: source,
        newId: memory.newId,
        asksSafety: (text) => text.includes('mould'),
        ...(begun ? { id: start.id, rating: start.rating } : {}),
      });
      return form;
    },
    loadWords: async () => en,
    loadDetails: async () => details,
    loadFollowUp: async () => followUp,
    onClose: (result) => closed.push(result),
    ...given,
  });
  const root = host.shadowRoot!;
  const all = (selector: string): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(selector)];
  const nameOf = (element: Element): string => element.getAttribute('aria-label') ?? element.textContent ?? '';
  const panel: Panel = {
    handle,
    root,
    trigger,
    client,
    records: memory.records,
    get form() {
      return form;
    },
    closed,
    sent,
    all,
    find(selector) {
      const found = all(selector)[0];
      if (!found) throw new Error(`nothing like ${selector} in: ${panel.text()}`);
      return found;
    },
    named(name) {
      const found = all('button,a,[role]:not(.y),label').find((element) =>
        typeof name === 'string' ? nameOf(element) === name : name.test(nameOf(element)),
      );
      if (!found) throw new Error(`nothing named ${name} in: ${panel.text()}`);
      return found;
    },
    text: () => root.querySelector('.panel')?.textContent ?? '',
    async settle() {
      for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
    },
    async leave() {
      handle.close();
      while (root.querySelector('.y')) await panel.settle();
      client.dispose();
      host.remove();
      trigger.remove();
    },
  };
  await panel.settle();
  return panel;
}
