import { stripGlobals } from './bare-scope.js';
import { createBridge } from './bridge.js';
import { createModules } from './logic-modules.js';
import { createPages, optionsOf } from './logic-pages.js';
import { fromText, toText, type Call, type Outcome, type Package, type ToLogic, type ToView } from './messages.js';
import { createSuspendable } from './suspendable.js';
import { createWx } from './wx.js';

/** The browser's, which the app must not see: taken before it runs. */
interface WorkerScope {
  importScripts(...addresses: string[]): void;
  postMessage(text: string): void;
  onmessage: (event: { readonly data: string }) => void;
  onunhandledrejection: (event: { readonly reason: unknown; preventDefault(): void }) => void;
}

const scope = globalThis as unknown as WorkerScope;
const load = scope.importScripts.bind(scope);
const post = scope.postMessage.bind(scope);
const { XMLHttpRequest } = globalThis;

const tell = (message: ToView): void => post(toText(message));
const turns = createSuspendable();
const modules = createModules();
const bridge = createBridge((call) => tell({ type: 'call', ...call }));
let tapped = false;
let hear: (message: ToLogic) => void = (message) => {
  if (message.type === 'launch') hear = launch(message);
};

scope.onmessage = ({ data }) => {
  const message = fromText<ToLogic>(data);
  if (message.type === 'suspend') return turns.suspend();
  if (message.type === 'show') turns.resume();
  turns.run(() => hear(message));
};
scope.onunhandledrejection = (event) => {
  // Told once, with the reason in words.
  event.preventDefault();
  const { reason } = event;
  const message = reason instanceof Error ? (reason.stack ?? reason.message) : JSON.stringify(reason);
  tell({ type: 'rejection', message });
};
turns.installTimers();
stripGlobals();

/** Starts the app, as a tap on its icon does. @returns what hears from then on */
function launch({ app, start, system }: Extract<ToLogic, { type: 'launch' }>): (message: ToLogic) => void {
  let application: Record<string, unknown> = {};
  let registering = '';
  const loaded = new Set<Package>();
  const packageOf = (route: string): Package[] =>
    app.packages.filter(({ root }) => root === '' || route.startsWith(root)).filter((needed) => !loaded.has(needed));
  const loadFor = (route: string): void => {
    for (const needed of packageOf(route)) {
      loaded.add(needed);
      load(...needed.scripts.map((name) => `/app/${name}`));
      for (const entry of needed.entries) {
        registering = entry;
        modules.run(entry);
      }
    }
  };

  const pages = createPages(app.pages, loadFor, tell);
  const [path = '', query = ''] = start.split('?');
  const options = { path, query: optionsOf(query), scene: 1001, referrerInfo: {} };
  const { wx, told } = createWx({ bridge, pages, system, launch: options, callSync, isTapped: () => tapped });
  const tellApp = (method: string, detail?: unknown): void => {
    const found = application[method];
    if (typeof found === 'function') Reflect.apply(found, application, [detail]);
  };
  Object.assign(globalThis, {
    wx,
    define: modules.define,
    require: modules.run,
    App: (definition: typeof application) => void (application = definition),
    Page: (definition: Record<string, unknown>) => pages.register(registering, definition),
    // Taro's components only pass events on, which the view tells the page.
    Component: () => undefined,
    getApp: () => application,
    getCurrentPages: () => pages.instances(),
  });

  loadFor(start);
  tellApp('onLaunch', options);
  tellApp('onShow', options);
  pages.open(`/${start}`);

  return (message) => {
    switch (message.type) {
      case 'event':
        tapped = isTap(message.event);
        pages.event(message.page, message.handler, message.event);
        tapped = false;
        break;
      case 'answer':
        bridge.answer(message.id, message.outcome);
        break;
      case 'task':
        bridge.news(message);
        break;
      case 'ready':
        pages.ready(message.page);
        break;
      case 'rendered':
        pages.rendered(message.ack);
        break;
      case 'back':
        leave();
        break;
      case 'network':
        told('networkStatusChange', { isConnected: message.isConnected, networkType: message.networkType });
        break;
      case 'hide':
        pages.tellTop('onHide');
        tellApp('onHide');
        told('appHide', undefined);
        break;
      case 'show':
        tellApp('onShow', options);
        told('appShow', options);
        pages.tellTop('onShow');
        break;
      default:
        throw new Error(`${message.type} comes only once`);
    }
  };

  function leave(): void {
    const { guard } = pages.top ?? {};
    if (guard === undefined) return void pages.back();
    bridge.send('showModal', { content: guard }, (outcome) => {
      if ('result' in outcome && (outcome.result as { confirm: boolean }).confirm) pages.back();
    });
  }
}

function isTap(event: unknown): boolean {
  return (event as { type?: unknown }).type === 'tap';
}

function callSync(name: string, args: Call['args']): Outcome {
  const exchange = new XMLHttpRequest();
  exchange.open('POST', '/call', false);
  exchange.send(toText({ id: 0, name, args } satisfies Call));
  return fromText<Outcome>(exchange.responseText);
}
