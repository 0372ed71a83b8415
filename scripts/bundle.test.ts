import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { Window } from 'happy-dom';
import type * as Preact from 'preact';
import { rollup } from 'rollup';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { preactWithoutHtml } from './preact-without-html.mjs';
import { root } from './root.mjs';
import { thirdParty } from './third-party.mjs';

let folder = '';
beforeEach(() => {
  // Inside the repository, so that its packages are found.
  folder = mkdtempSync(join(root, '.cache', 'bundle-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function bundled(code: string, plugin: ReturnType<typeof preactWithoutHtml>): Promise<string> {
  const input = join(folder, 'input.js');
  writeFileSync(input, code);
  const bundle = await rollup({ input, plugins: [nodeResolve({ browser: true }), plugin], onwarn: () => {} });
  const { output } = await bundle.write({ dir: join(folder, 'out'), format: 'es' });
  return output[0].code;
}

describe('preact in what ships', () => {
  test('has lost its HTML sink and still renders', async () => {
    const code = await bundled(`export { h, render } from 'preact';`, preactWithoutHtml());
    expect(code).not.toMatch(/innerHTML/i);
    const { h, render } = (await import(join(folder, 'out', 'input.js'))) as typeof Preact;
    const { document } = new Window();
    render(h('p', { title: 'a' }, 'rendered'), document.body as unknown as Element);
    expect(document.body.querySelector('p[title=a]')?.textContent).toBe('rendered');
  });

  test('stops the build when preact looks different', async () => {
    const { transform } = preactWithoutHtml();
    const error = (message: string) => {
      throw new Error(message);
    };
    expect(() =>
      (transform as (code: string, id: string) => unknown).call({ error }, 'n.innerHTML=t', '/x/node_modules/preact/dist/preact.mjs'),
    ).toThrow(/adapt scripts/);
  });
});

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
