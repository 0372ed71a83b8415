import { setAt, stepsOf } from '../data-path.js';
import type { Outcome, ToView } from './messages.js';

type Members = Record<string, unknown>;

/** A page as the app's code sees it. */
export interface PageInstance extends Members {
  readonly route: string;
  readonly options: Readonly<Record<string, string>>;
  data: Members;
  setData(changes: Readonly<Members>, done?: () => void): void;
}

interface OpenPage {
  readonly number: number;
  readonly instance: PageInstance;
  /** Asked before the customer leaves. */
  guard?: string | undefined;
}

/** The stack of pages. Functions that move in it end with an outcome, like every call of the platform. */
export interface Pages {
  register(route: string, definition: Members): void;
  instances(): PageInstance[];
  readonly top: OpenPage | undefined;
  open(url: string, instead?: 'top' | 'all'): Outcome;
  back(delta?: number): Outcome;
  event(page: number, handler: string, event: unknown): void;
  ready(page: number): void;
  rendered(ack: number): void;
  /** Calls a lifecycle method of the page that is to be seen. */
  tellTop(method: 'onShow' | 'onHide'): void;
}

export function createPages(known: readonly string[], load: (route: string) => void, tell: (message: ToView) => void): Pages {
  const definitions = new Map<string, Members>();
  const acks = new Map<number, () => void>();
  const stack: OpenPage[] = [];
  let made = 0;

  function create(route: string, options: Readonly<Record<string, string>>): OpenPage {
    const number = ++made;
    const definition = definitions.get(route) ?? {};
    const data = JSON.parse(JSON.stringify(definition['data'] ?? {})) as Members;
    const setData: PageInstance['setData'] = (changes, done) => {
      for (const [path, value] of Object.entries(changes)) setAt(instance.data, stepsOf(path), value);
      const ack = ++made;
      if (done) acks.set(ack, () => done.call(instance));
      tell({ type: 'data', page: number, changes, ack });
    };
    const instance: PageInstance = { ...definition, route, __route__: route, options, data, setData };
    return { number, instance };
  }

  function close(page: OpenPage | undefined): void {
    if (!page) return;
    invoke(page, 'onUnload');
    tell({ type: 'close', page: page.number });
  }

  return {
    register: (route, definition) => void definitions.set(route, definition),
    instances: () => stack.map(({ instance }) => instance),
    get top() {
      return stack.at(-1);
    },
    open(url, instead) {
      const [path = '', query = ''] = url.split('?');
      const route = absolute(path, stack.at(-1)?.instance.route ?? '');
      if (!known.includes(route)) return { fault: { reason: `page "${route}" is not found` } };
      if (!instead && stack.length >= 10) return { fault: { reason: 'webview count limit exceed' } };
      load(route);
      const page = create(route, optionsOf(query));
      if (!instead) invoke(stack.at(-1), 'onHide');
      for (let left = instead === 'all' ? stack.length : instead === 'top' ? 1 : 0; left > 0; left--) close(stack.pop());
      stack.push(page);
      tell({ type: 'open', page: page.number, route, data: page.instance.data });
      invoke(page, 'onLoad', page.instance.options);
      invoke(page, 'onShow');
      return { result: {} };
    },
    back(delta = 1) {
      if (stack.length < 2) return { fault: { reason: 'cannot navigate back at first page.' } };
      for (let left = Math.min(delta, stack.length - 1); left > 0; left--) close(stack.pop());
      invoke(stack.at(-1), 'onShow');
      return { result: {} };
    },
    event(number, handler, event) {
      invoke(
        stack.find((page) => page.number === number),
        handler,
        event,
      );
    },
    ready: (number) =>
      invoke(
        stack.find((page) => page.number === number),
        'onReady',
      ),
    rendered(ack) {
      acks.get(ack)?.();
      acks.delete(ack);
    },
    tellTop: (method) => invoke(stack.at(-1), method),
  };
}

function invoke(page: OpenPage | undefined, method: string, ...values: unknown[]): void {
  const found = page?.instance[method];
  if (typeof found === 'function') Reflect.apply(found, page?.instance, values);
}

function absolute(path: string, from: string): string {
  if (path.startsWith('/')) return path.slice(1);
  const steps = from.split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** As they stand in the address: WeChat does not decode them. */
export function optionsOf(query: string): Record<string, string> {
  const pairs = query.split('&').filter(Boolean);
  return Object.fromEntries(pairs.map((pair) => [pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1)]));
}
