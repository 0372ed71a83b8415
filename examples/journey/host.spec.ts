import type { Locator, Page } from '@playwright/test';
import { element, hostPage } from './host-page.js';
import { expect, test } from './journey.js';
import { expectReceived, finish, tapOn, tellAll } from './report.js';
import { screensOf, type Screens } from './screens.js';
import { isWhole, onlyRow } from './waiting.js';

declare global {
  interface Window {
    hostFacts(): Record<string, unknown>;
  }
}

/** What belongs to the host and has to be the same before and after. */
function factsOfHost(): void {
  window.onmessage = () => undefined;
  const prototypes = [
    Object,
    Function,
    Array,
    String,
    Number,
    Promise,
    Map,
    Set,
    Date,
    RegExp,
    EventTarget,
    Node,
    Element,
    HTMLElement,
    Document,
    ShadowRoot,
    Event,
    History,
    Location,
    Storage,
    XMLHttpRequest,
    Response,
    Request,
    Headers,
    FormData,
    Blob,
    File,
    URL,
    IDBFactory,
    IDBObjectStore,
    CustomElementRegistry,
    Navigator,
    HTMLInputElement,
    HTMLDialogElement,
    CSSStyleSheet,
  ];
  const known = new Map<unknown, number>();
  const identity = (value: unknown): unknown => {
    if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return value;
    if (!known.has(value)) known.set(value, known.size);
    return `#${known.get(value)}`;
  };
  const members = (owner: object): Record<string, unknown> =>
    Object.fromEntries(
      Reflect.ownKeys(owner).map((name) => {
        const { value, get, set, ...flags } = Object.getOwnPropertyDescriptor(owner, name) ?? {};
        return [String(name), [identity(value), identity(get), identity(set), JSON.stringify(flags)].join(' ')];
      }),
    );
  const attributes = (element: Element): Record<string, string> =>
    Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
  window.hostFacts = () => ({
    // Sorted: some engines put a name in its place only when it is first used.
    globals: Object.getOwnPropertyNames(window)
      .filter((name) => name !== 'yijian' && !/^\d+$|^(event|hostFacts)$|playwright|__/.test(name))
      .sort(),
    handlers: [window.onmessage, window.onerror, window.onbeforeunload, history.pushState, history.replaceState, fetch, setTimeout].map(
      identity,
    ),
    prototypes: prototypes.map((type) => [type.name, members(type.prototype as object), members(type)]),
    history: [history.length, location.href],
    html: attributes(document.documentElement),
    body: attributes(document.body),
    head: [...document.head.children].map(({ outerHTML }) => outerHTML),
    sheets: [document.styleSheets.length, document.adoptedStyleSheets.length],
    children: document.documentElement.childElementCount,
    main: document.querySelector('main')?.outerHTML,
    focus: document.activeElement?.tagName,
    scroll: [scrollX, scrollY],
  });
}

test('a full use leaves the host page as it was', async ({ page, shop, darkroom }) => {
  await page.addInitScript(factsOfHost);
  shop.serve('/host.html', { body: hostPage({ body: `${element('HOST-1')}<p>${'text of the host '.repeat(400)}</p>` }) });
  await page.goto('/host.html');
  const screens = screensOf(page);
  await screens.thumb(false).waitFor();
  const before = await page.evaluate(() => window.hostFacts());
  await tapOn(page, screens, 'order', false);
  await tellAll(screens, [darkroom.small]);
  await screens.submit();
  await expectReceived(screens, await onlyRow(shop, isWhole(1), 'the feedback with its photo'));
  await screens.button(screens.words.details.done).click();
  await expect(screens.sheet).toHaveCount(0);
  // The focus is back on the button in the trigger.
  await page.evaluate(() => (document.activeElement?.shadowRoot?.activeElement as HTMLElement | null)?.blur());
  expect(await page.evaluate(() => window.hostFacts())).toEqual(before);
});

/** Rules of hosts that reach for everything. */
const hostile = `
* { all: unset !important }
.border, .panel, .btn, .head, .body, .bar, .field { position: absolute !important; display: none !important }
button, input, form, textarea, dialog, label { display: none !important }
html { font-size: 62.5% }
body, div, span { color: #f0f !important; font: italic 9px/1 cursive !important; letter-spacing: 9px !important; text-transform: uppercase !important;
  text-align: right !important; direction: ltr !important; visibility: hidden !important; cursor: none !important; word-spacing: 2em !important;
  text-indent: 40px !important; white-space: pre !important; line-height: 3 !important; list-style: square !important; text-shadow: 1px 1px red !important;
  pointer-events: none !important; user-select: none !important; quotes: none !important; -webkit-text-fill-color: red !important; zoom: 1.5; }
yijian-feedback { display: block !important; visibility: visible !important; pointer-events: auto !important; width: 343px !important }
`;

/** Where a box stands and how wide it is depends on the page around it, and is no business of these rules. */
const place =
  /^(width|height|inline-size|block-size|left|right|top|bottom|inset.*|perspective-origin|transform-origin|max-height|max-block-size)$/;

/** Computed style of an element and of everything in it once nothing moves any more, property by property. */
function styleOf(locator: Locator): Promise<readonly Record<string, string>[]> {
  return locator.evaluate((root) => {
    for (const animation of root.getAnimations({ subtree: true })) animation.cancel();
    return [root, ...root.querySelectorAll('*')].map((element) => {
      const style = getComputedStyle(element);
      return Object.fromEntries([['tag', element.tagName], ...[...style].map((name) => [name, style.getPropertyValue(name)])]) as Record<
        string,
        string
      >;
    });
  });
}

interface Look {
  readonly row: readonly Record<string, string>[];
  readonly reasons: readonly Record<string, string>[];
  readonly items: readonly Record<string, string>[];
}

async function lookAt(page: Page, path: string): Promise<Look> {
  const screens: Screens = screensOf(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(path);
  const row = await styleOf(screens.trigger.locator('[part=launcher]'));
  await screens.thumb(false).click();
  await screens.trigger.getByRole('button', { name: screens.words.trigger.complain }).click();
  await screens.reason('item.missing').click();
  const reasons = await styleOf(screens.sheet);
  await screens.next();
  await screens.sheet.getByRole('textbox').fill('words');
  const items = await styleOf(screens.sheet);
  await screens.submit();
  await screens.button(screens.words.details.done).click();
  return { row, reasons, items };
}

function differences(plain: readonly Record<string, string>[], other: readonly Record<string, string>[]): readonly string[] {
  expect(other.map(({ tag }) => tag)).toEqual(plain.map(({ tag }) => tag));
  return plain.flatMap((style, index) =>
    Object.keys(style)
      .filter((name) => !place.test(name) && style[name] !== other[index]?.[name])
      .map((name) => `${index} ${style['tag']} ${name}: ${style[name]} → ${other[index]?.[name]}`),
  );
}

test('rules of a hostile host change nothing in row, sheet, field and button', async ({ page, shop }) => {
  shop.serve('/plain.html', { body: hostPage({ body: `<div style="width:343px">${element('CSS-1')}</div>` }) });
  shop.serve('/hostile.html', {
    body: hostPage({ head: `<style>${hostile}</style>`, body: `<div style="width:343px">${element('CSS-2')}</div>` }),
  });
  const plain = await lookAt(page, '/plain.html');
  const attacked = await lookAt(page, '/hostile.html');
  for (const part of ['row', 'reasons', 'items'] as const)
    expect({ part, changed: differences(plain[part], attacked[part]) }).toEqual({ part, changed: [] });
});

test('a page in GBK, without a charset of its own, shows and stores Chinese as Chinese', async ({ page, shop }) => {
  // 订单 in GBK; the element's own attributes are ASCII.
  const [before = '', after = ''] = hostPage({ lang: 'zh-CN', body: element('GBK-1').replace(/order-items='[^']*'/, '') })
    .replace('<meta charset="utf-8">', '')
    .split('<h1>Order</h1>');
  const body = Buffer.concat([Buffer.from(`${before}<h1>`), Buffer.from([0xb6, 0xa9, 0xb5, 0xa5]), Buffer.from(`</h1>${after}`)]);
  shop.serve('/gbk.html', { body, headers: { 'content-type': 'text/html; charset=gbk' } });
  const screens = screensOf(page);
  await page.goto('/gbk.html');
  await expect(page.getByRole('heading', { name: '订单' })).toBeVisible();
  await tapOn(page, screens, 'order', false);
  await screens.reason('item.missing').click();
  await screens.next();
  await screens.sheet.getByRole('textbox', { name: screens.words.details.words }).fill('少了一袋——真的');
  await screens.submit();
  const row = await onlyRow(shop);
  expect(row.body).toMatchObject({ text: '少了一袋——真的' });
  await expectReceived(screens, row);
});

test('works above a dialog of the host that makes everything else inert', async ({ page, shop }) => {
  shop.serve('/host.html', {
    body: hostPage({ body: `<dialog id="own"><button id="ask" data-yijian-order="DIALOG-1">Say it</button></dialog>` }),
  });
  const screens = screensOf(page);
  await page.goto('/host.html');
  await page.evaluate(() => (document.querySelector('#own') as HTMLDialogElement).showModal());
  await page.locator('#ask').click();
  await screens.rating('goods', true).click();
  await screens.more(true);
  await finish(screens, true);
  await expectReceived(screens, await onlyRow(shop));
});
