import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { type Plugin, rollup } from 'rollup';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root } from './root.mjs';
import { thirdParty } from './third-party.mjs';

let folder = '';
beforeEach(() => {
  // Inside the repository, so that its packages are found.
  folder = mkdtempSync(join(root, '.cache', 'bundle-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function bundled(code: string, plugin: Plugin): Promise<string> {
  const input = join(folder, 'input.js');
  writeFileSync(input, code);
  const bundle = await rollup({ input, plugins: [nodeResolve({ browser: true }), plugin], onwarn: () => {} });
  const { output } = await bundle.write({ dir: join(folder, 'out'), format: 'es' });
  return output[0].code;
}

describe('THIRD-PARTY.txt', () => {
  test('names what is in the bundle and nothing else', async () => {
    const file = join(folder, 'out', 'THIRD-PARTY.txt');
    await bundled(`import { get } from 'idb-keyval'; import ky from 'ky'; export const read = () => get('a');`, thirdParty(file));
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^idb-keyval 6\.3\.0 \| Apache-2\.0 \| /m);
    expect(text).toContain('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION');
    expect(text).not.toContain('preact');
  });
});
