import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMerchantKey, readSecret, repositoryRoot } from './data-folder.js';

let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yijian-lock-'));
  program = join(folder, 'take.mjs');
  await build({
    stdin: {
      // All at the same moment, and held until they are told to end.
      contents: `import { lockFolder } from './data-folder.ts';
        const [folder, at] = process.argv.slice(2);
        while (Date.now() < Number(at));
        const told = await lockFolder(folder).then(() => 'held', (error) => (/in use by process/.test(error.message) ? 'refused' : error.stack));
        process.stdout.write(told);
        process.stdin.resume();`,
      resolveDir: join(repositoryRoot(), 'examples/backend/src'),
      loader: 'ts',
    },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts processes that want the folder at the same moment; resolves with what each was told. */
async function race(data: string, count: number): Promise<string[]> {
  const at = Date.now() + 700;
  const children = Array.from({ length: count }, () => spawn(process.execPath, [program, data, String(at)]));
  const told = await Promise.all(
    children.map(
      (child) =>
        new Promise<string>((resolve, reject) => {
          child.stdout.on('data', (chunk: Buffer) => resolve(chunk.toString()));
          child.stderr.on('data', (chunk: Buffer) => reject(new Error(chunk.toString())));
        }),
    ),
  );
  await Promise.all(children.map((child) => new Promise((resolve) => child.on('exit', resolve) && child.kill('SIGKILL'))));
  return told.sort();
}

test('of servers that start at once after a kill one has the folder', { timeout: 120_000 }, async () => {
  for (let round = 0; round < 12; round++) {
    const data = await mkdtemp(join(folder, 'data-'));
    // What a server leaves that was killed: no process has this number.
    await writeFile(join(data, 'server.6.pid'), '4194305');
    expect(await race(data, 4)).toEqual(['held', 'refused', 'refused', 'refused']);
    // Now the holder of that round is dead, too.
    expect(await race(data, 2)).toEqual(['held', 'refused']);
    expect((await readdir(data)).filter((name) => !name.endsWith('.starting'))).toEqual(['server.8.pid']);
  }
});

test('the secret and the key appear whole, stay, and an empty file is named', async () => {
  const data = await mkdtemp(join(folder, 'data-'));
  // What is left where a start before this one was killed while it wrote.
  await writeFile(join(data, 'secret.4194305'), '');
  const [secret, again] = await Promise.all([readSecret(data), readSecret(data)]);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect([again, await readSecret(data)]).toEqual([secret, secret]);
  expect(await readMerchantKey(data)).toEqual(await readMerchantKey(data));
  expect((await readdir(data)).sort()).toEqual(['merchant-key.json', 'secret', 'secret.4194305']);
  await writeFile(join(data, 'secret'), '');
  await expect(readSecret(data)).rejects.toThrow(`${join(data, 'secret')} is empty`);
});
