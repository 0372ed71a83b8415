import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { root } from '../../scripts/root.mjs';
import { expect, test } from './journey.js';
import { expectPhotos } from './photo-promises.js';
import { expectReceived, tapTo, tellAll } from './report.js';
import { ownWords, said } from './said.js';
import { isWhole, onlyRow } from './waiting.js';

/** What the oldest browsers of the README (Chrome 89, Safari 16.4, Firefox 119) do not all have. */
const newer: Readonly<Record<string, readonly string[]>> = {
  '': 'structuredClone navigation scheduler requestIdleCallback cancelIdleCallback ImageDecoder VideoFrame CloseWatcher TaskController Iterator Sanitizer URLPattern'.split(
    ' ',
  ),
  Array: ['fromAsync'],
  'Array.prototype': 'at findLast findLastIndex toSorted toReversed toSpliced with'.split(' '),
  'Uint8Array.__proto__.prototype': 'at findLast findLastIndex toSorted toReversed with'.split(' '),
  'Uint8Array.prototype': ['toBase64', 'toHex', 'setFromBase64'],
  Uint8Array: ['fromBase64', 'fromHex'],
  'ArrayBuffer.prototype': ['transfer', 'resize', 'resizable', 'detached'],
  AbortSignal: ['any', 'timeout'],
  'AbortSignal.prototype': ['reason', 'throwIfAborted'],
  'Blob.prototype': ['bytes'],
  'Crypto.prototype': ['randomUUID'],
  'Document.prototype': ['startViewTransition'],
  'Element.prototype': ['checkVisibility', 'setHTML', 'getHTML', 'moveBefore'],
  'HTMLElement.prototype': ['inert', 'popover', 'showPopover', 'hidePopover', 'togglePopover'],
  Intl: ['Segmenter', 'DurationFormat'],
  'Map.prototype': ['getOrInsert', 'getOrInsertComputed'],
  Map: ['groupBy'],
  Math: ['sumPrecise', 'f16round'],
  'Navigator.prototype': ['connection', 'deviceMemory', 'userAgentData', 'userActivation', 'scheduling'],
  Object: ['groupBy', 'hasOwn'],
  Promise: ['withResolvers', 'try'],
  'ReadableStream.prototype': ['values'],
  'Response.prototype': ['bytes'],
  'Set.prototype': 'union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom'.split(' '),
  'String.prototype': ['at', 'isWellFormed', 'toWellFormed'],
  URL: ['canParse', 'parse'],
};

/** Takes all of it out of the page, before its own scripts; the photo worker, which gets no script of ours, keeps it. */
function grow(names: typeof newer): void {
  for (const [path, lacking] of Object.entries(names)) {
    let owner: unknown = globalThis;
    for (const part of path ? path.split('.') : []) owner = (owner as Record<string, unknown> | undefined)?.[part];
    for (const name of lacking) if (owner) delete (owner as Record<string, unknown>)[name];
  }
  delete (ReadableStream.prototype as Partial<ReadableStream>)[Symbol.asyncIterator];
}

/** What is there all the same. */
function leftOf(names: typeof newer): readonly string[] {
  return Object.entries(names).flatMap(([path, lacking]) => {
    let owner: unknown = globalThis;
    for (const part of path ? path.split('.') : []) owner = (owner as Record<string, unknown> | undefined)?.[part];
    return lacking.filter((name) => owner && name in (owner as object));
  });
}

test('every file that ships is written in a language that the oldest browsers read', () => {
  const folder = join(root, 'widget', 'dist');
  const files = readdirSync(folder).filter((file) => file.endsWith('.js'));
  expect(files.length).toBeGreaterThan(7);
  for (const file of files) {
    const code = readFileSync(join(folder, file), 'utf8');
    parse(code, { ecmaVersion: 2022, sourceType: 'script' });
    // Of that year's language what Chrome 89 had not.
    expect(code).not.toMatch(/\bstatic\s*\{|#\w+ in /);
  }
});

test('in the oldest browser that is promised the whole report arrives, photos and all', async ({ page, shop, darkroom }) => {
  await page.addInitScript(grow, newer);
  const screens = await tapTo(page, 'order', false);
  expect(await page.evaluate(leftOf, newer)).toEqual([]);
  await tellAll(screens, darkroom.photos.slice(0, 1));
  await screens.submit();
  const row = await onlyRow(shop, isWhole(1), 'the feedback with its photo');
  await expectReceived(screens, row);
  expect(said(row)).toMatchObject({ text: ownWords, desiredResolution: 'refund' });
  await expectPhotos(shop, darkroom, row);
  await screens.close();
  await page.reload();
  await expect(screens.trigger.getByRole('status')).toContainText(row.ref);
  await screens.trigger.getByRole('button', { name: screens.words.trigger.progress }).click();
  await expect(screens.sheet.getByRole('listitem').filter({ hasText: row.ref })).toBeVisible();
});
