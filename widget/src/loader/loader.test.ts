import { describe, expect, it } from 'vitest';
import { hash, loadPage } from './loader.fixture.js';

const card = '<yijian-feedback order-id="A-1" order-state="delivered"></yijian-feedback>';

describe('before a tap', () => {
  it('asks for nothing, stores nothing and starts no timer', async () => {
    const timers: string[] = [];
    const { window, asked } = await loadPage({
      body: card,
      before: (page) => {
        for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame'] as const)
          Object.assign(page, { [name]: () => timers.push(name) });
      },
    });
    expect(asked).toEqual([]);
    expect(timers).toEqual([]);
    expect(window.localStorage.length).toBe(0);
    expect(await (window as unknown as { indexedDB: IDBFactory }).indexedDB.databases()).toEqual([]);
    expect(window.document.cookie).toBe('');
  });

  it('draws two buttons of the same weight and a place where the result is told', async () => {
    const { trigger, status } = await loadPage({ body: card });
    const root = trigger().shadowRoot!;
    expect([...root.querySelectorAll('button')].map((button) => button.textContent)).toEqual(['Good', 'Problem']);
    expect(status()).toBe('Question?');
  });

  it.each([
    ['goes on with what an earlier page left', {}, { 'yijian-shop': '1' }],
    ['preloads where the merchant wants it', { 'data-preload': 'idle' }, {}],
  ])('%s, once the page has had its time', async (_what, script, stored) => {
    const later: (() => void)[] = [];
    const { asked } = await loadPage({
      body: card,
      script,
      before: (page) => {
        Object.assign(page, { setTimeout: (call: () => void) => later.push(call) });
        for (const [name, value] of Object.entries(stored)) page.localStorage.setItem(name, value);
      },
    });
    expect(asked).toHaveLength(0);
    for (const call of later) call();
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['at once where something was said on its order', 'yijian-shop A-1 ', 1],
    ['not for what was said on another', 'yijian-shop A-2 ', 0],
  ])('asks for the sheet %s', async (_what, mark, times) => {
    const { asked } = await loadPage({
      body: card,
      before: (page) => page.localStorage.setItem(mark, '01900000-0000-7000-8000-000000000001'),
    });
    expect(asked).toHaveLength(times);
  });
});

describe('a tap', () => {
  it('is on disk, in the form that the outbox completes, before it is called saved', async () => {
    const { button, status, records, until, window } = await loadPage({ body: card });
    button('Problem').click();
    expect(status()).toBe('Noted: Problem');
    await until(() => status() === 'Noted: Problem\nSaved');
    const [record, ...others] = await records();
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      v: 1,
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/) as string,
      steps: [
        {
          at: expect.any(Number) as number,
          rating: -1,
          attributes: { site: 'shop', 'order-id': 'A-1', 'order-state': 'delivered', locale: 'en' },
        },
      ],
    });
    expect(window.localStorage.getItem('yijian-shop')).toBeTruthy();
  });

  it('on a page after the first goes on under the id that was begun for its order, and for no other order', async () => {
    const begun = '01900000-0000-7000-8000-000000000001';
    const { button, status, records, until } = await loadPage({
      body: card,
      before: (window) => {
        window.localStorage.setItem('yijian-shop A-1', begun);
        window.localStorage.setItem('yijian-shop A-2', '01900000-0000-7000-8000-000000000002');
      },
    });
    button('Problem').click();
    await until(() => status() === 'Noted: Problem\nSaved');
    expect((await records()).map(({ id }) => id)).toEqual([begun]);
  });

  it('writes down which feedback its order has', async () => {
    const { button, status, records, until, window } = await loadPage({ body: card });
    button('Good').click();
    await until(() => status() === 'Noted: Good\nSaved');
    expect(window.localStorage.getItem('yijian-shop A-1')).toBe((await records())[0]?.id);
  });

  it('that changes its mind is appended under the same id', async () => {
    const { button, status, records, until } = await loadPage({ body: card });
    button('Problem').click();
    button('Good').click();
    await until(() => status() === 'Noted: Good\nSaved');
    expect(await records()).toMatchObject([{ steps: [{ rating: -1 }, { rating: 1 }] }]);
  });

  it('is only appended to a record that is on its way already', async () => {
    const { button, status, records, until, window } = await loadPage({ body: card });
    button('Problem').click();
    await until(() => status().endsWith('Saved'));
    const [record] = await records();
    const { indexedDB } = window as unknown as { indexedDB: IDBFactory };
    await new Promise<void>((resolve) => {
      const open = indexedDB.open('yijian-shop', 1);
      open.onsuccess = () => {
        const transaction = open.result.transaction('kv', 'readwrite');
        transaction.objectStore('kv').put({ ...record, state: 'leased', owner: 'another tab', rev: 7 }, `i/${record!.id}`);
        transaction.oncomplete = () => resolve(open.result.close());
      };
    });
    button('Good').click();
    await until(() => status() === 'Noted: Good\nSaved');
    expect(await records()).toMatchObject([{ state: 'leased', owner: 'another tab', steps: [{}, {}] }]);
  });

  it('keeps the id of its order over a new element, and begins another feedback for another order', async () => {
    const { button, status, records, until, trigger } = await loadPage({ body: card });
    button('Good').click();
    await until(() => status().endsWith('Saved'));
    trigger().replaceWith(trigger().cloneNode());
    button('Problem').click();
    await until(() => status() === 'Noted: Problem\nSaved');
    trigger().setAttribute('order-id', 'A-2');
    await until(() => status() === 'Question?');
    button('Good').click();
    await until(() => status().endsWith('Saved'));
    expect((await records()).map(({ steps }) => steps.length).sort()).toEqual([1, 2]);
  });

  it('keeps two sites on one page apart', async () => {
    const { button, status, records, until, trigger } = await loadPage({ body: card });
    button('Good').click();
    await until(() => status().endsWith('Saved'));
    trigger().setAttribute('site', 'other');
    await until(() => status() === 'Question?');
    button('Problem').click();
    await until(() => status().endsWith('Saved'));
    expect(await records('shop')).toMatchObject([{ steps: [{ rating: 1 }] }]);
    expect(await records('other')).toMatchObject([{ steps: [{ rating: -1 }] }]);
  });

  it.each([
    ['there is no database', undefined],
    [
      'opening it throws',
      {
        open() {
          throw new Error('denied');
        },
      },
    ],
    [
      'opening it fails',
      {
        open() {
          const request = { onerror: () => undefined };
          setImmediate(() => request.onerror());
          return request;
        },
      },
    ],
  ])('is never called saved where %s; it is kept for the core', async (_how, indexedDB) => {
    const { button, status, until, registry } = await loadPage({ body: card, indexedDB });
    button('Problem').click();
    await until(() => status() === 'Noted: Problem\nKeep open');
    const [touch] = Object.values(registry._touches);
    expect(touch).toMatchObject({ _told: 6, _step: { rating: -1 } });
  });

  it('asks for the sheet, which then knows of it', async () => {
    const { button, asked, registry } = await loadPage({ body: card });
    const enriched: unknown[] = [];
    registry._enrich = (trigger) => enriched.push(trigger);
    button('Good').click();
    expect(asked).toHaveLength(1);
    expect(enriched).toHaveLength(1);
  });
});

describe('the sheet’s chunk', () => {
  it('is asked for once, at the first sign of interest, by hash, nonce and CORS, and leaves no element behind', async () => {
    const { trigger, asked, window } = await loadPage({ body: card, script: { nonce: 'n-1' } });
    const button = trigger().shadowRoot!.querySelector('button')!;
    button.dispatchEvent(new window.Event('pointerover'));
    button.dispatchEvent(new window.Event('focus'));
    button.click();
    expect(asked).toHaveLength(1);
    const [script] = asked;
    expect(script).toMatchObject({
      src: 'https://cdn.example/yijian/EfGh1234.js',
      integrity: `sha256-${hash}`,
      crossOrigin: '',
      isConnected: false,
    });
    expect(script!.nonce).toBe('n-1');
  });

  it('goes through one Trusted Types policy that lets out nothing but files beside the loader', async () => {
    const made: { name: string; rules: { createScriptURL(value: string): unknown } }[] = [];
    const { button, asked } = await loadPage({
      body: card,
      before: (page) => {
        const trustedTypes = {
          createPolicy(name: string, rules: { createScriptURL(value: string): unknown }) {
            made.push({ name, rules });
            return { createScriptURL: (value: string) => `${rules.createScriptURL(value)}?trusted` };
          },
        };
        Object.assign(page, { trustedTypes });
      },
    });
    button('Good').click();
    expect(made.map(({ name }) => name)).toEqual(['yijian']);
    expect(asked[0]!.src).toBe('https://cdn.example/yijian/EfGh1234.js?trusted');
    for (const evil of ['https://evil.example/12345678', '//evil.example/abcdefgh/x', '../../abcdefgh', 'javascript:alert(1234567890)'])
      expect(String(made[0]!.rules.createScriptURL(evil))).toMatch(/^https:\/\/cdn\.example\/yijian\/\w{8}\.js$/);
  });

  it('that does not come is told, is asked for again at the next touch and when the network is back, and costs no tap', async () => {
    const { button, status, until, asked, window } = await loadPage({ body: card });
    const reasons: unknown[] = [];
    window.addEventListener('yijian-error', (event) => reasons.push((event as unknown as CustomEvent).detail));
    button('Problem').click();
    asked[0]!.onerror!(new Event('error'));
    expect(reasons).toEqual(['blocked']);
    await until(() => status() === 'Noted: Problem\nSaved');
    window.dispatchEvent(new window.Event('online'));
    expect(asked).toHaveLength(2);
    asked[1]!.onerror!(new Event('error'));
    button('Good').click();
    expect(asked).toHaveLength(3);
    expect(reasons).toEqual(['blocked', 'blocked']);
  });
});

describe('calls', () => {
  type Call = (...values: unknown[]) => Promise<unknown>;
  const callOf = (window: unknown) => (window as { yijian: Call }).yijian;

  it('made before the loader came stand first, in their order, and bring the sheet', async () => {
    const { window, registry, asked } = await loadPage({
      before: (page) =>
        void page.eval(
          'window.yijian=window.yijian||function(){(yijian.q=yijian.q||[]).push(arguments)}; yijian("configure", 1); yijian("tap", 2)',
        ),
    });
    void callOf(window)('open', 3);
    expect(registry._calls.map((call) => Array.from(call))).toEqual([
      ['configure', 1],
      ['tap', 2],
      ['open', 3],
    ]);
    expect(asked).toHaveLength(1);
  });

  it('are answered by the chunk that takes them', async () => {
    const { window, registry } = await loadPage();
    const answer = callOf(window)('tap');
    registry._calls[0]!._resolve!('done');
    expect(await answer).toBe('done');
  });

  it('reject with a named reason when the chunk does not come', async () => {
    const { window, asked } = await loadPage();
    const answer = callOf(window)('tap');
    asked[0]!.onerror!(new Event('error'));
    await expect(answer).rejects.toBe('blocked');
  });
});

describe('attributes', () => {
  it('of the script tag are the page’s defaults, and those of the element win', async () => {
    const { button, status, records, until } = await loadPage({
      body: '<yijian-feedback order-id="A-1" order-shop="south"></yijian-feedback>',
      script: { 'data-order-shop': 'north', 'data-order-entry': 'order_page' },
    });
    button('Good').click();
    await until(() => status().endsWith('Saved'));
    const attributes = { 'order-shop': 'south', 'order-entry': 'order_page', site: 'shop' };
    expect(await records()).toMatchObject([{ steps: [{ attributes }] }]);
  });

  it('choose the language: the element’s, else the page’s, else Chinese', async () => {
    expect((await loadPage({ body: card, lang: 'en-GB' })).status()).toBe('Question?');
    expect((await loadPage({ body: card, lang: 'zh-Hant' })).status()).toBe('中Question?');
    expect((await loadPage({ body: card, lang: '' })).status()).toBe('中Question?');
    const { trigger, status, until } = await loadPage({ body: card, lang: 'zh' });
    trigger().setAttribute('locale', 'en');
    await until(() => status() === 'Question?');
  });

  it('are followed: mode, theme and open', async () => {
    const { trigger, until, registry } = await loadPage({ body: card });
    const shown = () => [...trigger().shadowRoot!.querySelectorAll('button')].map((button) => button.textContent).join();
    trigger().setAttribute('mode', 'floating');
    await until(() => shown() === 'Feedback');
    trigger().setAttribute('mode', 'inline');
    trigger().setAttribute('theme', 'dark');
    await until(() => shown() === 'Good,Problem');
    expect(trigger().shadowRoot!.querySelector('div')!.className).toBe('inline dark');
    const opened: unknown[] = [];
    registry._open = (element) => opened.push(element);
    trigger().setAttribute('open', '');
    await until(() => opened.length === 1);
    expect(opened).toEqual([trigger()]);
  });
});

describe('ways to open', () => {
  it('remember who wants the panel until the sheet is there: the pill and a trigger of the merchant’s own', async () => {
    const { window, trigger, registry, asked } = await loadPage({
      body: '<yijian-feedback mode="floating"></yijian-feedback><a href="/x" data-yijian-order="A-9"><b>Say it</b></a>',
    });
    trigger().shadowRoot!.querySelector('button')!.click();
    expect(registry._wanted).toBe(trigger());
    const press = new window.MouseEvent('click', { bubbles: true, cancelable: true });
    window.document.querySelector('b')!.dispatchEvent(press);
    expect(press.defaultPrevented).toBe(true);
    expect(registry._wanted).toBe(window.document.querySelector('a'));
    expect(asked).toHaveLength(1);
  });
});

it('loaded a second time does nothing', async () => {
  const { again, registry, window, trigger } = await loadPage({ body: card });
  const row = trigger().shadowRoot!.firstChild;
  again();
  expect((window as unknown as { yijian: { r: unknown } }).yijian.r).toBe(registry);
  expect(trigger().shadowRoot!.firstChild).toBe(row);
});
