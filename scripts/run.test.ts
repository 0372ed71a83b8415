import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isDebian } from './apt.mjs';
import { locateBrowsers } from './browsers.mjs';
import { run } from './child.mjs';
import { root } from './root.mjs';
import { assertFree, makeFolder, portFrom } from './start.mjs';
import { lineFor, Stop } from './stop.mjs';
import { chosenStages } from './test.mjs';

const command = (args: readonly string[], node: readonly string[] = [], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [...node, 'scripts/run.mjs', ...args], { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } });

/** Makes a Node process believe that it is an older one. */
const asNode = (version: string) => {
  const script = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  return ['--import', `data:text/javascript,${encodeURIComponent(script)}`];
};

describe('what is wrong is said in one line', () => {
  test.each(['18.20.0', '20.18.9'])('Node %s is too old', (version) => {
    const { status, stderr } = command(['start'], asNode(version));
    expect(status).toBe(1);
    expect(stderr).toBe(`Yijian needs Node 20.19 or newer; this is Node ${version}.\n`);
  });

  test.each(['20.19.0', '24.1.0'])('Node %s will do', (version) => {
    expect(command(['nonsense'], asNode(version)).stderr).toMatch(/^Unknown command "nonsense": one of start, test,.*\n$/);
  });

  test('a port that is taken, before anything is built', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const { port } = holder.address() as AddressInfo;
    const { status, stderr } = command(['start'], [], { PORT: String(port) });
    await expect(assertFree(port)).rejects.toThrow(Stop);
    await new Promise((resolve) => holder.close(resolve));
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`^Port ${port} is taken: .*PORT=${port + 1} npm start\\.\\n$`));
    await assertFree(port);
  });

  test('a port that is no port', () => {
    expect(portFrom(undefined)).toBe(4173);
    expect(portFrom('8080')).toBe(8080);
    expect(() => portFrom('http')).toThrow(/must be a number/);
    expect(() => portFrom('70000')).toThrow(/must be a number/);
  });

  test('a data folder where a file is in the way', () => {
    expect(() => makeFolder(join(root, 'package.json'))).toThrow(/a file is in the way. Choose another one with DATA_DIR/);
    expect(() => makeFolder(join(root, 'package.json', 'below'))).toThrow(Stop);
  });

  test('a folder that may not be written', () => {
    const refused = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES', path: '/data' });
    expect(lineFor(refused)).toBe('No permission to write /data: give yourself write access there and run the command again.');
  });

  test('a stage that does not exist', () =>
    expect(command(['test', '--only', 'nothing']).stderr).toMatch(/^Unknown stage "nothing": one of format, lint/));

  test('a browser path that does not start', () => {
    const given = process.env['CHROMIUM_PATH'];
    process.env['CHROMIUM_PATH'] = '/nowhere/chromium';
    expect(() => locateBrowsers(['chromium'])).toThrow('CHROMIUM_PATH is /nowhere/chromium, which does not start');
    if (given === undefined) delete process.env['CHROMIUM_PATH'];
    else process.env['CHROMIUM_PATH'] = given;
  });
});

describe('npm test', () => {
  test('runs every stage, or one with arguments for its runner', () => {
    expect(chosenStages([]).chosen.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['format', 'lint', 'types', 'checks', 'unit', 'browser', 'e2e', 'webkit', 'chaos']),
    );
    expect(chosenStages(['--only', 'e2e']).chosen.map(({ name }) => name)).toEqual(['build', 'e2e']);
    const { chosen, rest } = chosenStages(['--only', 'unit', 'sdk/src/a.test.ts', '-t', 'keeps']);
    expect([chosen.map(({ name }) => name), rest]).toEqual([['unit'], ['sdk/src/a.test.ts', '-t', 'keeps']]);
    expect(() => chosenStages(['unit'])).toThrow(/takes -- --only <stage>/);
  });

  test('ends a stage that hangs, with everything it started', async () => {
    const hang = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }); setInterval(() => {}, 1000)`;
    const { timedOut, code } = await run(process.execPath, ['-e', hang], { quiet: true, limitMinutes: 0.01 });
    expect([timedOut, code]).toEqual([true, 1]);
  });
});

test('only Debian itself gets packages: Ubuntu ships stubs for browsers', () => {
  expect(isDebian('PRETTY_NAME="Debian"\nID=debian\n')).toBe(true);
  expect(isDebian('ID=ubuntu\nID_LIKE=debian\n')).toBe(false);
});
