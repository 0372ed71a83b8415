import type { FeedbackClient, LoaderTap, OrderSource } from '@yijian/sdk/web';
import { openSheet, type SheetHandle, type SheetOptions } from '../sheet/index.js';
import { append, takeBack } from './append.js';
import { displayOf, glance } from './glance.js';
import { laterFiles } from './later-files.js';
import { need } from './load.js';
import {
  beginAnew,
  drawTriggers,
  emit,
  isDurable,
  ratingOf,
  read,
  setDurable,
  setMarks,
  setStored,
  themeOf,
  touchOf,
  triggers,
  unmark,
} from './page.js';
import { registry } from './seam.js';

interface Open {
  readonly trigger: HTMLElement;
  readonly handle: SheetHandle;
  readonly host: HTMLElement;
  locale: string;
  /** Id of the order that it is about. */
  readonly order: string | undefined;
  /** The `open` attribute keeps it open. */
  byAttribute: boolean;
}

let open: Open | undefined;
/** Of the panel that is on its way out. */
let leaving: HTMLElement | undefined;

/** Opens the panel for a trigger; a panel of another trigger is left first. */
export function show(trigger: HTMLElement): void {
  const { locale, 'order-id': order } = read(trigger);
  // A row may stand for another order by now.
  if (open?.trigger === trigger && open.order === order) return;
  delete registry._wanted;
  if (!emit(trigger, 'open')) return;
  open?.handle.close();
  leaving?.remove();
  const host = document.createElement('div');
  open = { trigger, host, locale, order, byAttribute: trigger.hasAttribute('open'), handle: openSheet(optionsFor(trigger, host)) };
}

/** Lays a panel out that nobody sees, before the first is asked for. */
export function rehearse(): void {
  if (!open) openSheet(optionsFor(registry._script, document.createElement('div')), true);
}

/** A trigger was drawn anew: its panel speaks its language, and goes with its `open` attribute. */
export function follow(trigger: HTMLElement): void {
  if (!triggers().includes(trigger)) registry.elements.push(new WeakRef(trigger));
  if (open?.trigger !== trigger) return;
  const { locale } = read(trigger);
  if (open.byAttribute && !trigger.hasAttribute('open')) return open.handle.close();
  open.byAttribute = trigger.hasAttribute('open');
  if (open.locale === locale) return;
  need(trigger, laterFiles[locale]!).then(
    () => {
      const messages = registry.locales[locale];
      if (open?.trigger !== trigger || !messages || read(trigger).locale !== locale) return;
      open.locale = locale;
      open.handle.setLocale(messages, locale, directionOf(trigger));
    },
    () => undefined, // need() tells why
  );
}

function optionsFor(trigger: HTMLElement, host: HTMLElement): SheetOptions {
  const attributes = read(trigger);
  const touch = touchOf(trigger);
  const source: OrderSource = { attributes: attributes as Record<string, string> };
  const { _step: step, _entry: entry } = touch;
  const site = attributes['site'] ?? '';
  /** What was tapped here is on disk, or not, once this is done. */
  let storing: Promise<unknown> = Promise.resolve();
  return {
    host,
    get client() {
      return connect(trigger);
    },
    messages: registry.first[attributes.locale]!,
    locale: attributes.locale,
    dir: directionOf(trigger),
    anchor: trigger,
    theme: themeOf(attributes),
    // The row leads to what became of it, and a pill to the next.
    screen: ratingOf(touch).overall ? 'reasons' : !step && entry && isRow(trigger) ? 'mine' : 'rate',
    tel: attributes['tel'],
    help: attributes['help'],
    display: displayOf(attributes),
    device: matchMedia('(pointer: coarse)').matches ? 'phone' : 'device',
    start: {
      id: touch.id,
      order: glance(attributes),
      rating: ratingOf(touch),
      durable: isDurable(touch),
    },
    async tap(rating) {
      const step: LoaderTap = {
        at: Date.now(),
        rating: { ...ratingOf(touch), ...rating },
        ...source,
      };
      touch._step = step;
      touch._told = registry.core ? null : undefined;
      const { id } = touch;
      // With the core there is one writer; without it the tap must be on disk all the same.
      const stored = registry.core
        ? connect(trigger).then(async (client) => (await client.tap({ id, rating, order: source })).durable)
        : append(site, id, step);
      storing = Promise.allSettled([storing, stored]);
      const settle = (durable: boolean): void => {
        // Unless it was taken back meanwhile.
        if (touch._step !== step) return;
        if (durable) setMarks(touch, id);
        setDurable(touch, durable);
      };
      stored.then(settle, () => settle(false));
      return stored;
    },
    undo() {
      const { id } = touch;
      beginAnew(touch);
      storing = storing.then(async () => {
        if (registry.core) await (await connect(trigger)).withdraw(id);
        else if (await takeBack(site, id)) unmark(id);
      });
      storing.catch(() => undefined); // No client: then nothing of it is sent either.
      return touch.id;
    },
    async loadForm() {
      await need(trigger, laterFiles['core']!);
      return registry.core!.loadForm(trigger, touch, source, () => registry.locales[open?.locale ?? attributes.locale]!);
    },
    async loadWords() {
      await need(trigger, laterFiles[attributes.locale]!);
      return registry.locales[attributes.locale]!;
    },
    async loadDetails() {
      await need(trigger, laterFiles['details']!);
      return registry.details!;
    },
    async loadFollowUp() {
      await need(trigger, registry._followUp!);
      return registry.followUp!;
    },
    mayClose() {
      const may = emit(trigger, 'close');
      // From now on a press opens the next.
      if (may && open?.host === host) [open, leaving] = [undefined, host];
      return may;
    },
    onClose({ id, entry }) {
      host.remove();
      // Unless it was handed in, or taken back since.
      if (entry && touch.id === id) setStored(touch, entry);
      // The form does it too, where there is one.
      if (registry.core || touch._step)
        void connect(trigger).then(
          // Unless it is open again.
          (ready) => (open && touchOf(open.trigger) === touch) || ready.release(id),
          () => undefined,
        );
      if (open?.trigger !== trigger) trigger.removeAttribute('open');
      drawTriggers();
    },
  };
}

function isRow(trigger: HTMLElement): boolean {
  return trigger.shadowRoot !== null && !/^(floating|none)$/.test(read(trigger)['mode'] ?? '');
}

/** The client, as soon as the core is there. */
async function connect(trigger: HTMLElement): Promise<FeedbackClient<Blob>> {
  await need(trigger, laterFiles['core']!);
  return registry.core!.connect(trigger);
}

function directionOf(trigger: HTMLElement): 'ltr' | 'rtl' {
  return getComputedStyle(trigger).direction === 'rtl' ? 'rtl' : 'ltr';
}
