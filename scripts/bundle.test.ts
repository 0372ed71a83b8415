import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bundled } from './bundled.js';
import { root } from './root.mjs';
import { thirdParty } from './third-party.mjs';

let folder = '';
beforeEach(() => {
  // Inside the repository, so that its packages are found.
  folder = mkdtempSync(join(root, '.cache', 'bundle-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('THIRD-PARTY.txt', () => {
  test('names what is in the bundle and nothing else', async () => {
    const file = join(folder, 'out', 'THIRD-PARTY.txt');
    await bundled(folder, `import { get } from 'idb-keyval'; import ky from 'ky'; export const read = () => get('a');`, thirdParty(file));
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^idb-keyval 6\.3\.0 \| Apache-2\.0 \| /m);
    expect(text).toContain('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION');
    expect(text).not.toContain('preact');
  });
});
