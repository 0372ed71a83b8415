import { build } from 'esbuild';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';

/** Loads a script where there is ECMAScript and nothing else, and where text can't become code. */
function loadBare(script: string): unknown {
  const context = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  // V8 gives every context a console of its own.
  return runInContext(`delete globalThis.console; ${script}; typeof loaded === 'undefined' ? undefined : Object.keys(loaded)`, context);
}

test.each([
  'setTimeout(() => {}, 1)',
  'console.log(1)',
  'new URL("https://example.com")',
  'crypto.randomUUID()',
  'new Function("")',
  'eval("1")',
])('finds %s', (script) => expect(() => loadBare(script)).toThrow());

test('the core loads in a bare context with string code generation off', async () => {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'sdk/src/core/index.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'loaded',
    conditions: ['yijian-source'],
    logLevel: 'silent',
  });
  expect(loadBare(outputFiles[0]?.text ?? '')).toContain('FeedbackError');
});
