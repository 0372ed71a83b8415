import './element.js';
import { fetchSheet, registry, script } from './page.js';
import type { Call } from './registry.js';

// A second copy on the page leaves everything to the first one.
const { preload, site } = script.dataset;

/** `configure`, `consent` and `on` mean nothing before something is said, or waits to be sent: they ask for no file. */
const ask = (call: Call) => /on/.test(call[0] as string) || fetchSheet();

const call = (...values: Call) =>
  new Promise((resolve, reject) => {
    registry._calls.push(values);
    values._resolve = resolve;
    values._reject = reject;
    ask(values);
  });
(window.yijian = call as NonNullable<Window['yijian']>).r = registry;

// In the capture phase, so that no page can swallow a press on an own trigger.
addEventListener(
  'click',
  (event) => {
    const trigger = (event.target as HTMLElement).closest?.<HTMLElement>('[data-yijian-order]');
    if (!trigger) return;
    event.preventDefault();
    registry._open(trigger);
  },
  true,
);

registry._calls.map(ask);
if (registry._marks['yijian-' + site] || preload) setTimeout(fetchSheet, 999);
