import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';
import { programOf } from './program.js';
import { floatingPromises } from './promises.js';
import { listFiles } from './source.js';

function findingsIn(paths: readonly string[], written?: ReadonlyMap<string, string>): readonly string[] {
  const program = programOf(paths, written);
  const checker = program.getTypeChecker();
  return paths.flatMap((path) => {
    const file = program.getSourceFile(path);
    return file ? floatingPromises(file, checker) : [`${path} could not be read`];
  });
}

test('finds promises that nobody waits for, and leaves the others', () => {
  const path = join(root, 'scripts', 'checks', 'example.ts');
  const head = `const p = async (): Promise<number> => 1; const c = Boolean(p); let kept: unknown; export async function f(maybe?: Promise<void>) {`;
  const floating = [
    'p();',
    'p().then(String);',
    'p().finally(String);',
    'c && p();',
    '(async () => {})();',
    'maybe;',
    'p().catch();',
    'c ? p() : 1;',
  ];
  const fine = [
    'await p();',
    'void p();',
    'p().catch(String);',
    'p().then(String, String);',
    'p().catch(String).finally(String);',
    'kept = p();',
    'kept ??= p();',
    'String(kept);',
  ];
  expect(findingsIn([path], new Map([[path, [head, ...floating, ...fine, '}'].join('\n')]]))).toHaveLength(floating.length);
});

test('no promise is left alone in this repository', () => {
  const paths = listFiles().filter(
    (path) => /^(sdk|widget|miniprogram|examples|scripts)\/.*\.(tsx?|mjs)$/.test(path) && !path.endsWith('.d.ts'),
  );
  expect(paths.length).toBeGreaterThan(20);
  expect(findingsIn(paths.map((path) => join(root, path)))).toEqual([]);
});
