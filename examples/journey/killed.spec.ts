import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, BrowserContextOptions, BrowserType, LaunchOptions } from '@playwright/test';
import { expect, test } from './journey.js';
import { expectPhotos } from './photo-promises.js';
import { finish, tapTo } from './report.js';
import { said } from './said.js';
import { screensOf } from './screens.js';
import { isWhole, onlyRow } from './waiting.js';

interface Profile {
  readonly browserType: BrowserType;
  readonly folder: string;
  readonly launch: LaunchOptions;
  readonly context: BrowserContextOptions;
}

const start = ({ browserType, folder, launch, context }: Profile): Promise<BrowserContext> =>
  browserType.launchPersistentContext(folder, { ...launch, ...context });

test('a browser that is closed with a feedback waiting sends it when it is started again another day', async ({
  playwright,
  browserName,
  launchOptions,
  channel,
  contextOptions,
  viewport,
  locale,
  shop,
  darkroom,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'yijian-profile-'));
  const profile: Profile = {
    browserType: playwright[browserName],
    folder,
    launch: { ...launchOptions, ...(channel ? { channel } : {}) },
    context: { ...contextOptions, baseURL: shop.url, viewport, locale: locale ?? 'zh-CN' },
  };
  try {
    shop.proxy.follow(() => ({ type: 'refuse' }));
    const before = await start(profile);
    const screens = await tapTo(before.pages()[0] ?? (await before.newPage()), 'order', false);
    await screens.reason('item.wrong').click();
    await screens.next();
    await screens.pick(darkroom.photos.slice(0, 1), 'received');
    await screens.submit();
    await expect(screens.sheet.getByRole('heading', { name: screens.words.first.saved })).toBeVisible();
    await before.close();
    expect(await shop.rows()).toEqual([]);

    shop.proxy.heal();
    const after = await start(profile);
    await (after.pages()[0] ?? (await after.newPage())).goto('/');
    const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
    expect(said(row).reasons).toMatchObject([{ code: 'item.wrong' }]);
    await expectPhotos(shop, darkroom, row);
    await after.close();
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('a page that crashes after it said saved has lost nothing', async ({ page, context, browserName, shop }) => {
  shop.proxy.follow(() => ({ type: 'refuse' }));
  const screens = await tapTo(page, 'delivery', true);
  await finish(screens, true);
  await expect(screens.sheet.getByRole('heading', { name: screens.words.first.saved })).toBeVisible();
  if (browserName === 'chromium') {
    const crashed = page.waitForEvent('crash');
    const session = await context.newCDPSession(page);
    session.send('Page.crash').catch(() => undefined); // The page that would answer is gone.
    await crashed;
  }
  await page.close();
  shop.proxy.heal();
  await (await context.newPage()).goto('/order.html');
  expect(await onlyRow(shop)).toMatchObject({ attempts: 1, orderId: 'QH2611220815' });
});

test('a complaint that waits for its details goes out when its page is left for another one', async ({ page, shop }) => {
  shop.serve('/plain.html', { body: '<!doctype html><title>Plain</title>' });
  await page.route('**/plain.html', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  const { thumb, trigger, words } = screensOf(page);
  await page.goto('/order.html');
  await thumb(false).click();
  await expect(trigger.getByRole('button', { name: words.trigger.complain })).toBeVisible();
  await page.evaluate(() => location.assign('/plain.html'));
  await page.waitForURL('**/plain.html');
  // Where the browser does not tell that the page is left, it is the next page of the shop that sends it.
  if (!(await page.evaluate(() => 'navigation' in window))) await page.goto('/order.html');
  expect((await onlyRow(shop)).body).toMatchObject({ rating: { overall: { value: -1 } } });
});
