import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';

async function faults(pkgDir: string): Promise<readonly string[]> {
  const { messages } = await publint({ pkgDir, strict: true, pack: 'npm' });
  return messages.filter(({ type }) => type !== 'suggestion').map(({ code, path }) => `${code} at ${path.join('.')}`);
}

test('finds an export that points nowhere', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yijian-package-'));
  try {
    mkdirSync(join(folder, 'dist'));
    const manifest = { name: 'example', version: '1.0.0', type: 'module', files: ['dist'], exports: { '.': './dist/gone.js' } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    expect(await faults(folder)).not.toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each(['sdk', 'widget'])('%s can be published as it is', async (folder) => expect(await faults(join(root, folder))).toEqual([]));

const exportsOf = (folder: string) => {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
    name: string;
    exports: Record<string, unknown>;
  };
  return Object.keys(manifest.exports)
    .filter((key) => !key.endsWith('.json'))
    .map((key) => join(manifest.name, key));
};

/** What others leave: zod's registries, and Node's own dispatcher once anything has touched `fetch`. */
const others = ['__zod_globalConfig', '__zod_globalRegistry', 'Symbol(undici.globalDispatcher.1)'];

/** New globals that a module leaves behind when Node imports it. */
const traces = (specifier: string) =>
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `const before = new Set(Reflect.ownKeys(globalThis)); await import(${JSON.stringify(specifier)});
       process.stdout.write(Reflect.ownKeys(globalThis).filter((key) => !before.has(key)).map(String).filter((key) => !${JSON.stringify(others)}.includes(key)).join());`,
    ],
    { cwd: join(root, 'examples', 'backend'), encoding: 'utf8', timeout: 20_000 },
  );

test('sees a global that a module leaves behind', () => expect(traces('data:text/javascript,globalThis.left = 1')).toBe('left'));

test.each(exportsOf('sdk'))('%s can be imported in Node without a trace', (specifier) => expect(traces(specifier)).toBe(''));
