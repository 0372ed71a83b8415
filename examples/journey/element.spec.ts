import { element, hostPage, orderLines, scriptTag } from './host-page.js';
import { expect, test } from './journey.js';
import { expectReceived, finish, tapOn } from './report.js';
import { said } from './said.js';
import { screensOf } from './screens.js';
import { onlyRow, until } from './waiting.js';

const late = `<script src="/yijian/yijian.js" data-site="demo-shop" data-endpoint="/"></script>`;

for (const [when, terms] of Object.entries({
  'before the script': { script: '', body: element('E-1') + late },
  'after the script': { script: late, body: element('E-1') },
})) {
  test(`an element that stands ${when} works`, async ({ page, shop }) => {
    shop.serve('/host.html', { body: hostPage(terms) });
    await page.goto('/host.html');
    await screensOf(page).thumb(true).click();
    expect(await onlyRow(shop)).toMatchObject({ orderId: 'E-1' });
  });
}

test('an element made by the page’s own code works, and follows its attributes', async ({ page, shop }) => {
  shop.serve('/host.html', { body: hostPage({ body: '<div id="app"></div>' }) });
  await page.goto('/host.html');
  await page.evaluate((lines) => {
    const made = document.createElement('yijian-feedback');
    made.setAttribute('order-id', 'MADE-1');
    document.querySelector('#app')?.append(made);
    made.setAttribute('mode', 'inline');
    made.setAttribute('order-items', lines);
  }, orderLines);
  const zh = screensOf(page);
  const en = screensOf(page, 'en');
  await expect(zh.thumb(true)).toBeVisible();
  await zh.trigger.evaluate((made) => made.setAttribute('locale', 'en'));
  await expect(en.thumb(true)).toBeVisible();
  await en.thumb(true).click();
  expect(await onlyRow(shop)).toMatchObject({ orderId: 'MADE-1', body: { locale: 'en' } });
});

test('rows inside of the host’s own shadow root are like all others', async ({ page, shop }) => {
  const body = `<order-card order="W-1"></order-card><order-card order="W-2"></order-card><script>
      customElements.define('order-card', class extends HTMLElement {
        connectedCallback() {
          const row = document.createElement('yijian-feedback');
          row.setAttribute('order-id', this.getAttribute('order'));
          this.attachShadow({ mode: 'open' }).append(row);
          this.row = row;
        }
      });
    </script>`;
  shop.serve('/host.html', { body: hostPage({ body }) });
  await page.goto('/host.html');
  const { words, sheet } = screensOf(page);
  const cards = page.locator('order-card');
  const status = (index: number) =>
    cards.nth(index).evaluate((card) => (card as unknown as { row: HTMLElement }).row.shadowRoot?.querySelector('output')?.textContent);
  // The core is there before anything is tapped.
  await page.evaluate(() => window.yijian?.('list'));
  await cards.first().evaluate((card) => {
    const root = (card as unknown as { row: HTMLElement }).row.shadowRoot;
    root?.querySelector<HTMLElement>('[value="1"]')?.click();
  });
  const row = await onlyRow(shop);
  expect(row).toMatchObject({ orderId: 'W-1' });
  await expect.poll(() => status(0)).toContain(row.ref);
  await page.reload();
  // Nobody touches it.
  await expect.poll(() => status(0)).toContain(row.ref);
  expect(await status(1)).toBe(words.trigger.question);
  // A host's own button in there opens it by a call.
  await cards.nth(1).evaluate((card) => window.yijian?.('open', (card as unknown as { row: HTMLElement }).row));
  await expect(sheet.getByRole('heading', { name: words.trigger.question })).toBeVisible();
});

test('opens and closes by its attribute', async ({ page, shop }) => {
  shop.serve('/host.html', { body: hostPage({ body: element('OPEN-1') }) });
  await page.goto('/host.html');
  const { trigger, sheet, thumb, close } = screensOf(page);
  await thumb(true).waitFor();
  await trigger.evaluate((made) => made.setAttribute('open', ''));
  await expect(sheet).toBeVisible();
  await close();
  await expect(sheet).toHaveCount(0);
  await expect(trigger).not.toHaveAttribute('open');
});

test('a row that stands for another order opens that order’s panel, and each is told its own', async ({ page, shop }) => {
  shop.serve('/host.html', { body: hostPage({ body: element('ONE-1') }) });
  await page.goto('/host.html');
  const screens = screensOf(page);
  const { trigger, sheet, thumb, reason, words } = screens;
  const tell = async (code: string) => {
    // Presses that reach the row also behind a panel, as a router's page would make them.
    await thumb(false).dispatchEvent('click');
    await trigger.getByRole('button', { name: words.trigger.complain, includeHidden: true }).dispatchEvent('click');
    await reason(code).click();
  };
  await tell('pack.leaking');
  await trigger.evaluate((made) => made.setAttribute('order-id', 'TWO-2'));
  await tell('item.missing');
  await expect(sheet).toHaveCount(1);
  await finish(screens, false);
  await until('both', async () => (await shop.rows()).length === 2);
  const told = (await shop.rows()).map((row) => [row.orderId, said(row).reasons?.map(({ code }) => code) ?? []]);
  expect(told.sort()).toEqual([
    ['ONE-1', []],
    ['TWO-2', ['item.missing']],
  ]);
});

test('a hundred mounts leave nothing behind', async ({ page, context, browserName, shop }) => {
  await page.addInitScript(() => {
    const counts = { listeners: 0, urls: 0 };
    Object.assign(window, { counts });
    const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
    const global = (target: unknown): boolean => target === window || target === document || target === document.body;
    EventTarget.prototype.addEventListener = function (...values) {
      if (global(this ?? window)) counts.listeners++;
      add.apply(this ?? window, values as Parameters<typeof add>);
    };
    EventTarget.prototype.removeEventListener = function (...values) {
      if (global(this ?? window)) counts.listeners--;
      remove.apply(this ?? window, values as Parameters<typeof remove>);
    };
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      counts.urls++;
      return create.call(URL, blob);
    };
  });
  shop.serve('/host.html', { body: hostPage({ script: scriptTag(), body: '<div id="app"></div>' }) });
  await page.goto('/host.html');
  await page.waitForLoadState('networkidle');
  const session = browserName === 'chromium' ? await context.newCDPSession(page) : undefined;
  const mount = (times: number): Promise<void> =>
    page.evaluate(
      async ([markup, count]) => {
        const app = document.querySelector('#app');
        for (let round = 0; round < count; round++) {
          const made = document.createRange().createContextualFragment(markup);
          app?.append(made);
          await new Promise((resolve) => setTimeout(resolve));
          app?.replaceChildren();
        }
      },
      [element('LEAK-1'), times] as const,
    );
  const facts = async (): Promise<Record<string, unknown>> => {
    await session?.send('HeapProfiler.collectGarbage');
    const counters = await session?.send('Memory.getDOMCounters');
    const page_ = await page.evaluate(() => ({
      ...(window as unknown as { counts: object }).counts,
      elements: document.querySelectorAll('*').length,
      style: document.body.getAttribute('style'),
    }));
    return { ...page_, nodes: counters?.nodes, all: counters?.jsEventListeners };
  };
  await mount(5);
  const before = await facts();
  await mount(100);
  const after = await facts();
  expect({ ...after, nodes: 0, all: 0 }).toEqual({ ...before, nodes: 0, all: 0 });
  // A handful of nodes and listeners may lie in caches of the engine; a hundred mounts of ours would be thousands and hundreds.
  for (const count of ['nodes', 'all']) expect(Number(after[count] ?? 0) - Number(before[count] ?? 0)).toBeLessThan(100);
});

test('the panel survives a router that replaces the body, with everything in it', async ({ page, shop }) => {
  shop.serve('/host.html', { body: hostPage({ body: element('ROUTE-1') }) });
  await page.goto('/host.html');
  const screens = screensOf(page);
  await tapOn(page, screens, 'order', false);
  await screens.reason('item.missing').click();
  await screens.next();
  const words = screens.sheet.getByRole('textbox', { name: screens.words.details.words });
  await words.fill('half a sent');
  await page.evaluate(() => {
    const body = document.createElement('body');
    body.append('another page');
    document.body.replaceWith(body);
  });
  await expect(words).toHaveValue('half a sent');
  await words.fill('half a sentence');
  await screens.submit();
  const row = await onlyRow(shop, (there) => said(there).text !== undefined, 'the words');
  expect(said(row)).toMatchObject({ text: 'half a sentence', reasons: [{ code: 'item.missing' }] });
  await expectReceived(screens, row);
});

test('switching the language in the middle keeps every answer', async ({ page, shop }) => {
  shop.serve('/host.html', { body: hostPage({ body: element('LANG-1') }) });
  await page.goto('/host.html');
  const zh = screensOf(page);
  const en = screensOf(page, 'en');
  await tapOn(page, zh, 'order', false);
  await zh.reason('item.missing').click();
  await zh.next();
  await zh.item('红颜草莓').click();
  await zh.sheet.getByRole('textbox', { name: zh.words.details.words }).fill('都还在');
  await zh.trigger.evaluate((made) => made.setAttribute('locale', 'en'));
  const words = en.sheet.getByRole('textbox', { name: en.words.details.words });
  await expect(words).toHaveValue('都还在');
  await expect(en.item('红颜草莓')).toBeChecked();
  await zh.trigger.evaluate((made) => made.setAttribute('locale', 'zh-CN'));
  await expect(zh.sheet.getByRole('textbox', { name: zh.words.details.words })).toHaveValue('都还在');
  await zh.submit();
  expect(said(await onlyRow(shop))).toMatchObject({ text: '都还在', reasons: [{ code: 'item.missing', items: [{ lineId: '1' }] }] });
});

test('it is dark where the page is, and as its attribute says, before any chunk is there', async ({ page, shop }) => {
  const pages = { light: '', dark: 'dark', both: 'light dark' };
  for (const [name, scheme] of Object.entries(pages)) {
    const body = `<style>:root { color-scheme: ${scheme || 'normal'} }</style>${element('E-2')}`;
    shop.serve(`/${name}.html`, { body: hostPage({ body }) });
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  const { trigger } = screensOf(page);
  const isDark = (): Promise<boolean> =>
    trigger.evaluate(({ shadowRoot }) => {
      const background = getComputedStyle(shadowRoot?.querySelector('div') as Element).backgroundColor;
      return Number(/\d+/.exec(background)?.[0] ?? 255) < 128;
    });
  // Not every driver of Firefox can make the device dark.
  const night = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  for (const [name, dark] of [
    ['light', false],
    ['dark', true],
    ['both', night],
  ] as const) {
    await page.goto(`/${name}.html`);
    expect(await isDark(), name).toBe(dark);
  }
  await page.goto('/light.html');
  await trigger.evaluate((element) => element.setAttribute('theme', 'dark'));
  expect(await isDark(), 'theme=dark').toBe(true);
});
