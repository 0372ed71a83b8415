import { ComponentSpace, CurrentWindowBackendContext, Element, Event as AppEvent, type GeneralComponent, type template } from 'glass-easel';
import type { BuiltApp, Drawn } from './built-app.js';
import { stepsOf } from '../data-path.js';
import type { Call, Outcome, ToLogic, ToView } from './messages.js';
import { furnish } from './view-elements.js';
import { askDevice, viewFunctions } from './view-functions.js';

/** What the host page is given to draw. */
export interface Drawing extends Pick<BuiltApp, 'outline' | 'drawn' | 'tags' | 'handlers' | 'css'> {
  readonly start: string;
  readonly system: Readonly<Record<string, unknown>>;
}

declare global {
  interface Window {
    readonly drawing: Drawing;
    readonly templates: template.ProcGenGroupList;
    /** To the device and back, as text. */
    callDevice(call: string): Promise<string>;
    /** News of the device, as text. */
    tellLogic(message: string): void;
  }
}

interface ShownPage {
  readonly number: number;
  readonly root: GeneralComponent;
  readonly host: HTMLElement;
  readonly drawn: Drawn;
  scrolled: number;
}

const { drawing, templates } = window;
const backend = new CurrentWindowBackendContext();
const space = new ComponentSpace();
space.updateComponentOptions({ writeIdToDOM: true });
const frame = find('main');
const stack: ShownPage[] = [];

const worker = new Worker('/logic.js');
const tell = (message: ToLogic): void => worker.postMessage(JSON.stringify(message));
// Bytes that only pass through stay as they are written.
worker.onmessage = ({ data }: MessageEvent<string>) => hear(JSON.parse(data) as ToView);
window.tellLogic = (text) => worker.postMessage(text);

defineElements();
defineComponents();
listen();
find('style').textContent = drawing.css;
tell({ type: 'launch', app: drawing.outline, start: drawing.start, system: drawing.system });

function hear(message: ToView): void {
  switch (message.type) {
    case 'open':
      open(message);
      break;
    case 'close':
      close(message.page);
      break;
    case 'data': {
      const page = stack.find(({ number }) => number === message.page);
      if (page) change(page.root, message.changes);
      tell({ type: 'rendered', ack: message.ack });
      break;
    }
    case 'call':
      void answer(message).then((outcome) => tell({ type: 'answer', id: message.id, outcome }));
      break;
    case 'rejection':
      reportError(new Error(`unhandled rejection in the logic thread: ${message.message}`));
      break;
  }
}

/** Each element with the properties that templates set on it; what is drawn comes from the element's own behaviour. */
function defineElements(): void {
  for (const [tag, names] of Object.entries(drawing.tags)) {
    if (!tag.startsWith('wx-')) continue;
    const followers = new WeakMap<object, (values: Record<string, unknown>) => void>();
    const follow = (component: GeneralComponent): void => {
      const found = followers.get(component) ?? furnish({ $$: elementOf(component), tagName: tag }, component);
      followers.set(component, found);
      found(component.data as Record<string, unknown>);
    };
    const definition = space.defineComponent({
      is: tag,
      properties: Object.fromEntries(names.map((name) => [name, null])),
      observers: {
        '**'() {
          follow(this as unknown as GeneralComponent);
        },
      },
      lifetimes: {
        created() {
          follow(this as unknown as GeneralComponent);
        },
      },
    });
    space.setGlobalUsingComponent(tag, definition.general());
  }
}

/** The app's pages, and the components that Taro makes for deep trees. */
function defineComponents(): void {
  const methods = Object.fromEntries(
    drawing.handlers.map((handler) => [handler, (event: unknown) => send(handler, event as AppEvent<unknown>)]),
  );
  for (const { route, isPage, using } of [...drawing.drawn].sort((one, other) => Number(one.isPage) - Number(other.isPage))) {
    const properties = isPage ? [] : Object.entries(drawing.tags).flatMap(([tag, names]) => (isNamed(tag, route) ? names : []));
    const content = templates[route];
    if (!content) throw new Error(`no template for ${route}`);
    space.defineComponent({
      is: route,
      using: { ...using },
      properties: Object.fromEntries(properties.map((name) => [name, null])),
      methods,
      template: { content, groupList: templates },
    });
  }
}

function isNamed(tag: string, route: string): boolean {
  return drawing.drawn.some(({ using, route: owner }) => {
    const path = using[tag];
    return path !== undefined && new URL(path, `http://app/${owner}`).pathname === `/${route}`;
  });
}

/** Touches reach the app as its own events; what else the DOM tells, the elements tell better. */
function listen(): void {
  backend.onEvent((target: Element, type, detail: unknown, options) => {
    const original = options.originalEvent as Event;
    const isTap = type === 'tap';
    if (!isTap && !/^(touch|transitionend|animation)/.test(type)) return undefined;
    if (isTap && (original.target as HTMLElement).closest('wx-button[disabled]')) return undefined;
    const points = original instanceof TouchEvent ? [...original.changedTouches].map(pointOf) : [];
    const event = new AppEvent(type, isTap ? detail : {}, { ...options, extraFields: { touches: points, changedTouches: points } });
    event.dispatch(target);
    return event.getEventBubbleStatus();
  });
  find('.back').addEventListener('click', () => tell({ type: 'back' }));
}

function pointOf({ identifier, pageX, pageY, clientX, clientY }: Touch): object {
  return { identifier, pageX, pageY, clientX, clientY };
}

function send(handler: string, event: AppEvent<unknown>): void {
  const { type, timeStamp, detail, target, currentTarget, extraFields } = event as AppEvent<unknown> &
    Record<'target' | 'currentTarget', GeneralComponent>;
  const page = stack.find(({ host }) => host.contains(elementOf(currentTarget)));
  if (!page) return;
  const place = (component: GeneralComponent): object => {
    const { offsetLeft, offsetTop } = elementOf(component);
    return { id: component.id, dataset: component.dataset, offsetLeft, offsetTop };
  };
  tell({
    type: 'event',
    page: page.number,
    handler,
    event: { type, timeStamp, detail, target: place(target), currentTarget: place(currentTarget), mark: {}, ...extraFields },
  });
}

function open({ page, route, data }: Extract<ToView, { type: 'open' }>): void {
  const drawn = drawing.drawn.find((candidate) => candidate.route === route);
  if (!drawn) throw new Error(`${route} has no template`);
  leave(stack.at(-1));
  const root = space.createComponentByUrl('wx-page', route, null, backend);
  change(root, data as Record<string, unknown>);
  stack.push({ number: page, root, host: elementOf(root), drawn, scrolled: 0 });
  const place = frame.appendChild(document.createElement('div'));
  Element.replaceDocumentElement(root, frame as never, place as never);
  dress();
  tell({ type: 'ready', page });
}

function close(number: number): void {
  const at = stack.findIndex((page) => page.number === number);
  const [page] = stack.splice(at, 1);
  if (!page) return;
  page.host.remove();
  Element.pretendDetached(page.root);
  const top = stack.at(-1);
  if (!top) return;
  frame.append(top.host);
  top.host.scrollTop = top.scrolled;
  dress();
}

/** Only the page that is to be seen stands in the document. */
function leave(page: ShownPage | undefined): void {
  if (!page) return;
  page.scrolled = page.host.scrollTop;
  page.host.remove();
}

/** The bar and the page's own style. */
function dress(): void {
  const { drawn } = stack.at(-1) ?? {};
  const {
    navigationStyle,
    navigationBarTitleText = '',
    navigationBarBackgroundColor = '#000',
    navigationBarTextStyle = 'white',
  } = drawn?.window ?? {};
  find('style.page').textContent = drawn?.css ?? '';
  document.body.classList.toggle('without-bar', navigationStyle === 'custom');
  find('header').style.background = String(navigationBarBackgroundColor);
  find('header').style.color = String(navigationBarTextStyle);
  find('h1').textContent = String(navigationBarTitleText);
  find('.back').hidden = stack.length < 2;
}

function change(component: GeneralComponent, changes: Readonly<Record<string, unknown>>): void {
  for (const [path, value] of Object.entries(changes)) component.replaceDataOnPath(stepsOf(path), value as never);
  component.applyDataUpdates();
}

async function answer({ id, name, args }: Call): Promise<Outcome> {
  if (name === 'query') return { result: query(args) };
  if (name === 'setNavigationBarTitle') {
    find('h1').textContent = String(args['title']);
    return { result: {} };
  }
  if (name === 'pageScrollTo') {
    stack.at(-1)?.host.scrollTo({ top: Number(args['scrollTop'] ?? 0) });
    return { result: {} };
  }
  const work = viewFunctions[name];
  if (!work) return askDevice({ id, name, args });
  const refused = await askDevice({ id, name: 'mayCall', args: { name } });
  if ('fault' in refused) return refused;
  try {
    return { result: (await work(args)) ?? {} };
  } catch (error) {
    return { fault: { reason: (error as Error).message } };
  }
}

function query({ page, wanted }: Call['args']): unknown[] {
  const shown = stack.find(({ number }) => number === page);
  return (wanted as readonly { selector: string; all: boolean; what: string }[]).map(({ selector, all, what }) => {
    const found = selector ? (shown?.root.getShadowRoot()?.querySelectorAll(selector) ?? []).map(elementOf) : [shown?.host];
    const results = found.map((element) => {
      if (!element) return null;
      if (what === 'scroll') return { scrollTop: element.scrollTop, scrollLeft: element.scrollLeft };
      const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
      const above = frame.getBoundingClientRect().top;
      return { left, top: top - above, right, bottom: bottom - above, width, height };
    });
    return all ? results : (results[0] ?? null);
  });
}

function elementOf(component: Element): HTMLElement {
  return component.$$ as unknown as HTMLElement;
}

function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`the host page has no ${selector}`);
  return found;
}
