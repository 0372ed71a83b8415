import { readFileSync } from 'node:fs';
import { blocksOf } from '../../scripts/readme-blocks.mjs';
import { expect, test } from './journey.js';
import { element, hostPage, scriptTag } from './host-page.js';
import { screensOf } from './screens.js';
import { onlyRow } from './waiting.js';

/** Calls of the page that would cost something while nobody has tapped. */
interface Calls {
  readonly timers: string[];
  readonly writes: string[];
  /** Sum of unexpected layout shifts; 0 where the engine does not tell. */
  shift: number;
}

declare global {
  interface Window {
    calls: Calls;
    /** Heights of the titles that were measured, pixels, and what the page was told. */
    rehearsed: { readonly heights: number[]; readonly events: string[] };
  }
}

function record(): void {
  const calls: Calls = { timers: [], writes: [], shift: 0 };
  window.calls = calls;
  const where = (): string => new Error('called').stack ?? '';
  for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback'] as const) {
    const original = window[name] as (...values: unknown[]) => number;
    if (original) {
      Object.defineProperty(window, name, {
        value: (...values: unknown[]) => {
          if (where().includes('/yijian/')) calls.timers.push(`${name} ${where()}`);
          return original.apply(window, values);
        },
      });
    }
  }
  const set = Storage.prototype.setItem;
  Storage.prototype.setItem = function (name, value) {
    calls.writes.push(name);
    set.call(this, name, value);
  };
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (name, version) {
    calls.writes.push(`database ${name}`);
    return open.call(this, name, version);
  };
  if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) calls.shift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  }
}

test('before a tap the page has paid for one script and nothing else', async ({ page, context, shop }) => {
  shop.serve('/host.html', { body: hostPage({ script: scriptTag(), body: element('H-1') }) });
  shop.serve('/empty.html', { body: hostPage({ script: '', body: element('H-1') }) });
  const count = (): Promise<number> => page.evaluate(() => document.querySelectorAll('*').length);
  await page.goto('/empty.html');
  const empty = await count();
  await page.addInitScript(record);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await page.goto('/host.html');
  const { thumb } = screensOf(page);
  await thumb(true).waitFor();
  await page.waitForLoadState('networkidle');

  expect(requests.filter((path) => path !== '/host.html' && path !== '/brand.svg')).toEqual(['/yijian/yijian.js']);
  expect(shop.proxy.seen).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  const left = await page.evaluate(async () => ({
    calls: window.calls,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
  }));
  expect(left).toEqual({ calls: { timers: [], writes: [], shift: 0 }, local: [], session: [], databases: [], caches: [], workers: 0 });
  // The script tag itself stands in the merchant's page; what is ours beside it is the pill.
  expect((await count()) - empty - 1).toBeLessThanOrEqual(2);
});

test('calls that mean nothing before a tap ask for no file, and are made before it is sent', async ({ page, shop }) => {
  const script = `<script>
    window.yijian ??= Object.assign((...call) => window.yijian.q.push(call), { q: [] });
    yijian('configure', { customer: 'anna' });
    yijian('on', 'received', ({ id }) => (window.received = id));
    yijian('consent', true);
  </script>`;
  shop.serve('/host.html', { body: hostPage({ script: script + scriptTag('demo-shop', 'data-consent="required"') }) });
  const files: string[] = [];
  page.on('request', (request) => request.url().includes('/yijian/') && files.push(new URL(request.url()).pathname));
  await page.goto('/host.html');
  const { thumb } = screensOf(page);
  await thumb(true).waitFor();
  await page.evaluate(() => {
    // Settles with the rest.
    void window.yijian?.('on', 'changed', ({ id }: { id: string }) => Object.assign(window, { changed: id }));
  });
  await page.waitForLoadState('networkidle');
  expect(files).toEqual(['/yijian/yijian.js']);
  await thumb(true).click();
  const { id, subjectId } = await onlyRow(shop);
  expect(subjectId).toBe('anna');
  await expect
    .poll(() => page.evaluate(() => ['received', 'changed'].map((name) => Reflect.get(window, name) as unknown)))
    .toEqual([id, id]);
});

test('with the rules of the README nothing moves when the row comes', async ({ page, shop }) => {
  const css = blocksOf(readFileSync(new URL('../../README.md', import.meta.url), 'utf8')).find(({ language }) => language === 'css')?.code;
  expect(css).toContain('min-height');
  await page.addInitScript(record);
  for (const [lang, width] of [
    ['zh-CN', 360],
    ['zh-CN', 1280],
    ['en', 360],
    ['en', 1280],
  ] as const) {
    const body = '<yijian-feedback order-id="Q-1"></yijian-feedback><p>order</p>';
    shop.serve('/host.html', { body: hostPage({ lang, head: `<style>${css}</style>`, body }) });
    await page.setViewportSize({ width, height: 800 });
    await page.goto('/host.html');
    await screensOf(page, lang === 'en' ? 'en' : 'zh')
      .thumb(true)
      .waitFor();
    await page.waitForLoadState('networkidle');
    const height = await page.locator('yijian-feedback').evaluate((element) => element.getBoundingClientRect().height);
    expect({ lang, width, height, shift: await page.evaluate(() => window.calls.shift) }).toEqual({
      lang,
      width,
      height: lang === 'en' ? 151 : 137,
      shift: 0,
    });
  }
});

/** What was laid out and is gone by the time that anybody can look. */
function watchRehearsal(): void {
  const seen: Window['rehearsed'] = { heights: [], events: [] };
  window.rehearsed = seen;
  const rects = Element.prototype.getClientRects;
  Element.prototype.getClientRects = function () {
    const all = rects.call(this);
    if (this.querySelector('h2')) seen.heights.push(this.querySelector('h2')?.getBoundingClientRect().height ?? 0);
    return all;
  };
  for (const type of ['yijian-open', 'yijian-close', 'focusin', 'focusout', 'scroll'])
    addEventListener(type, ({ target }) => seen.events.push(`${type} ${target instanceof Element ? target.localName : ''}`), true);
}

test('a panel is laid out ahead once a finger or the focus is near, and leaves no trace', async ({ page, shop }) => {
  const body = '<input id="first">' + element('H-1').replace('inline', 'floating');
  shop.serve('/host.html', { body: hostPage({ body }) });
  await page.addInitScript(watchRehearsal);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto('/host.html');
  const { trigger, sheet, words } = screensOf(page);
  const pill = trigger.getByRole('button', { name: words.trigger.floating });
  await pill.waitFor();
  const children = () => page.evaluate(() => [...document.documentElement.children].map(({ localName }) => localName));
  const before = await children();
  await page.locator('#first').focus();
  await pill.dispatchEvent('pointerover');
  await expect.poll(() => page.evaluate(() => window.rehearsed.heights)).toEqual([expect.any(Number)]);
  await page.waitForLoadState('networkidle');

  const { heights, events } = await page.evaluate(() => window.rehearsed);
  expect(heights[0]).toBeGreaterThan(0);
  expect(events).toEqual(['focusin input']);
  expect(await children()).toEqual(before);
  await expect(sheet).toHaveCount(0);
  // Core and words come ahead; the details only with a panel.
  const files = requests.filter((url) => url.includes('/yijian/')).length;
  await pill.click();
  await expect(sheet).toBeVisible();
  await expect.poll(() => requests.filter((url) => url.includes('/yijian/')).length).toBeGreaterThan(files);
  expect(await page.evaluate(() => window.rehearsed.heights.length)).toBe(1);
});

test('a panel that is waited for is not laid out ahead', async ({ page, shop }) => {
  shop.serve('/host.html', { body: hostPage({ body: element('H-1').replace('inline', 'floating') }) });
  await page.addInitScript(watchRehearsal);
  await page.goto('/host.html');
  const { trigger, sheet, button, words } = screensOf(page);
  await trigger.getByRole('button', { name: words.trigger.floating }).click();
  await expect(sheet).toBeVisible();
  await expect(button(words.first.mine)).toBeVisible();
  await page.waitForTimeout(800);
  expect(await page.evaluate(() => window.rehearsed.heights)).toEqual([]);
});

test('nothing on the shop page moves when the script comes', async ({ page, browserName, shop }) => {
  await page.addInitScript(record);
  for (const path of ['/order.html', '/delivery.html', '/sign-for.html']) {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    await expect.poll(() => page.evaluate(() => customElements.get('yijian-feedback') !== undefined)).toBe(true);
    expect({ path, browserName, shift: await page.evaluate(() => window.calls.shift) }).toEqual({ path, browserName, shift: 0 });
  }
  expect(shop.proxy.seen).toEqual([]);
});
