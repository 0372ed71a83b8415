import type { Page } from '@playwright/test';
import { expect, test } from './journey.js';
import { expectReceived, finish, tapOn, tapTo } from './report.js';
import { said } from './said.js';
import { screensOf, type Screens } from './screens.js';
import { isWhole, onlyRow } from './waiting.js';

/** Ways in which browsers deny the database; each runs in the page before anything else. */
const denials: Readonly<Record<string, () => void>> = {
  'the getter throws': () => {
    Object.defineProperty(window, 'indexedDB', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  },
  'there is none': () => {
    Object.defineProperty(window, 'indexedDB', { value: undefined });
  },
  'opening fails, as in a private window': () => {
    IDBFactory.prototype.open = () => {
      const request = new EventTarget() as IDBOpenDBRequest;
      const error = new DOMException('not here', 'InvalidStateError');
      Object.defineProperty(request, 'error', { value: error });
      setTimeout(() => {
        const event = new Event('error');
        request.onerror?.call(request, event);
        request.dispatchEvent(event);
      });
      return request;
    };
  },
  'opening never answers': () => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
  },
};

/** The last resort of text is denied as well. */
function denyLocalStorage(): void {
  Object.defineProperty(window, 'localStorage', {
    get() {
      throw new DOMException('denied', 'SecurityError');
    },
  });
}

/** Notes every text that the page and the sheet ever show. */
function listen(): void {
  const told = new Set<string>();
  Object.assign(window, { told });
  const attach = Element.prototype.attachShadow;
  const watch = (root: Node): void => {
    const note = (): void => void told.add(root.textContent ?? '');
    new MutationObserver(note).observe(root, { subtree: true, childList: true, characterData: true });
  };
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    watch(root);
    return root;
  };
}

const everTold = (page: Page, text: string): Promise<boolean> =>
  page.evaluate((wanted) => [...(window as unknown as { told: Set<string> }).told].some((told) => told.includes(wanted)), text);

async function expectKeepOpen(page: Page, { sheet, honest, words }: Screens): Promise<void> {
  await expect(honest).toHaveText(words.first.unsaved);
  await expect(sheet.getByText(words.details.unsavedText)).toBeVisible();
  expect(await everTold(page, words.first.saved)).toBe(false);
}

for (const [how, deny] of Object.entries(denials)) {
  test(`no storage at all (${how}): told to keep the page open, and delivered while it is`, async ({ page, shop, darkroom }) => {
    await page.addInitScript(deny);
    await page.addInitScript(denyLocalStorage);
    await page.addInitScript(listen);
    const screens = screensOf(page);
    shop.proxy.follow(() => ({ type: 'refuse' }));
    await page.goto('/order.html');
    await tapOn(page, screens, 'order', false);
    await screens.reason('item.wrong').click();
    await screens.next();
    await screens.pick([darkroom.small], 'received');
    await screens.submit();
    await expectKeepOpen(page, screens);
    shop.proxy.heal();
    const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
    await expectReceived(screens, row);
    expect(said(row)).toMatchObject({ reasons: [{ code: 'item.wrong' }], rating: { overall: { value: -1 } } });
    expect(await everTold(page, screens.words.first.saved)).toBe(false);
  });
}

test('leaving is only questioned while something is in memory alone', async ({ page, shop }) => {
  await page.addInitScript(denials['the getter throws'] ?? denyLocalStorage);
  await page.addInitScript(denyLocalStorage);
  shop.proxy.follow(() => ({ type: 'refuse' }));
  const screens = await tapTo(page, 'delivery', true);
  await finish(screens, true);
  await expect(screens.honest).toHaveText(screens.words.first.unsaved);
  const isArmed = (): Promise<boolean> => page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
  expect(await isArmed()).toBe(true);
  shop.proxy.heal();
  await expectReceived(screens, await onlyRow(shop));
  expect(await isArmed()).toBe(false);
});

test('without the database the text is kept in its journal, and what was told as saved survives', async ({ page, context, shop }) => {
  await context.addInitScript(denials['there is none'] ?? denyLocalStorage);
  shop.proxy.follow(() => ({ type: 'refuse' }));
  const screens = await tapTo(page, 'delivery', true);
  await finish(screens, true);
  await expect(screens.honest).toHaveText(screens.words.first.saved);
  await page.close();
  shop.proxy.heal();
  await (await context.newPage()).goto('/');
  expect(await onlyRow(shop)).toMatchObject({ orderId: 'QH2611220815', attempts: 1 });
});

test('a quota of nothing: the truth is told, and all of it is delivered while the page is open', async ({
  page,
  context,
  shop,
  darkroom,
}) => {
  // Engines with a switch for the quota go by it only roughly and late; so every write is refused as it would be.
  await context.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...values) {
      const request = put.apply(this, values);
      this.transaction.abort();
      return request;
    };
  });
  await page.addInitScript(listen);
  shop.proxy.follow(() => ({ type: 'refuse' }));
  const screens = await tapTo(page, 'order', false);
  const { words, sheet } = screens;
  await screens.reason('item.wrong').click();
  await screens.next();
  await screens.pick([darkroom.small], 'received');
  await screens.submit();
  // The photo is in memory only, so the whole is not called saved.
  await expect(sheet.getByText(words.details.unsavedText)).toBeVisible();
  shop.proxy.heal();
  const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
  await expectReceived(screens, row);
});

test('a full disk that takes the text but not the photo does not call the whole saved', async ({ page, context, shop, darkroom }) => {
  await context.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value: unknown, key) {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) throw new DOMException('full', 'QuotaExceededError');
      return put.call(this, value, key);
    };
  });
  shop.proxy.follow(() => ({ type: 'refuse' }));
  const screens = await tapTo(page, 'order', false);
  await screens.reason('item.wrong').click();
  await screens.next();
  await screens.pick([darkroom.small], 'received');
  await screens.submit();
  await expect(screens.sheet.getByText(screens.words.details.unsavedText)).toBeVisible();
  shop.proxy.heal();
  const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo, from memory');
  await expectReceived(screens, row);
});
