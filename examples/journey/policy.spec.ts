import { element, hostPage, scriptTag } from './host-page.js';
import { expect, test } from './journey.js';
import { expectPhotos } from './photo-promises.js';
import { expectReceived, tapOn, tellAll } from './report.js';
import { said } from './said.js';
import { screensOf } from './screens.js';
import { isWhole, onlyRow } from './waiting.js';

const nonce = 'q6nonce';
const strict = (api: string): string =>
  `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'nonce-${nonce}'; connect-src ${api}; img-src blob: ${api}; media-src blob:`;

/** Policies of careful merchants; the shop's own pages have theirs. */
const policies: Readonly<Record<string, (api: string) => string>> = {
  'nonce and strict-dynamic': strict,
  'nonce, strict-dynamic and Trusted Types': (api) => `${strict(api)}; require-trusted-types-for 'script'; trusted-types yijian`,
  'scripts of its own origin only': (api) => `default-src 'none'; script-src 'self'; connect-src ${api}; img-src 'self'`,
};

for (const [name, policy] of Object.entries(policies)) {
  test(`from opening to closing nothing breaks a policy of ${name}`, async ({ page, shop, darkroom, complaints }) => {
    shop.serve('/host.html', {
      body: hostPage({ script: scriptTag(shop.site, `nonce="${nonce}"`), body: element('CSP-1') }),
      headers: { 'content-security-policy': policy(shop.url) },
    });
    const screens = screensOf(page);
    await page.goto('/host.html');
    await tapOn(page, screens, 'order', false);
    await tellAll(screens, darkroom.photos.slice(0, 1));
    await screens.submit();
    const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
    await expectReceived(screens, row);
    await expectPhotos(shop, darkroom, row);
    await screens.button(screens.words.details.done).click();
    await expect(screens.sheet).toBeHidden();
    expect(complaints.heard).toEqual([]);
    expect(said(row).attachments).toHaveLength(1);
  });
}

test('the shop’s own policy holds through everything', async ({ page, shop, darkroom, complaints }) => {
  const screens = screensOf(page);
  const answer = await page.goto('/order.html');
  expect(answer?.headers()['content-security-policy']).toContain("require-trusted-types-for 'script'; trusted-types yijian");
  await tapOn(page, screens, 'order', false);
  await tellAll(screens, [darkroom.small]);
  await screens.submit();
  await expectReceived(screens, await onlyRow(shop, isWhole(1), 'the feedback with its photo'));
  await screens.button(screens.words.trigger.progress).click();
  await screens.close();
  expect(complaints.heard).toEqual([]);
});

test('a policy that lets the loader in but no other file is told as the reason, and the tap is kept', async ({
  page,
  shop,
  complaints,
}) => {
  complaints.allow(/breach of script-src|Content Security Policy|Content-Security-Policy|blocked a script/);
  shop.serve('/host.html', {
    body: hostPage({ script: scriptTag(shop.site, `nonce="${nonce}"`), body: element('CSP-2') }),
    headers: { 'content-security-policy': `script-src 'nonce-other' ${shop.url}/yijian/yijian.js; style-src 'none'` },
  });
  await page.addInitScript(() =>
    addEventListener('yijian-error', (event) => Object.assign(window, { reason: (event as CustomEvent).detail })),
  );
  const { thumb, trigger, words } = screensOf(page);
  await page.goto('/host.html');
  await thumb(true).click();
  await expect(trigger.getByRole('status')).toContainText(words.trigger.saved);
  await expect.poll(() => page.evaluate(() => 'reason' in window && window.reason)).toBe('csp');
  await page.goto('/');
  expect(await onlyRow(shop)).toMatchObject({ orderId: 'CSP-2' });
});
