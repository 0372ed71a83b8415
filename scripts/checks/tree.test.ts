import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { npmCommand } from '../install.mjs';
import { root } from '../root.mjs';
import { listFiles, readSources } from './source.js';
import { lockFindings, longFiles, machineFindings, thisMachine, topFindings } from './tree.js';

const npm = npmCommand();
const runNpm = (...args: string[]) =>
  execFileSync(npm.file, [...npm.args, ...args], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

test('finds a file that does not belong at the top, and one that is missing', () => {
  const findings = topFindings(['sdk/package.json', 'notes.txt', '.gitignore']);
  expect(findings).toContain('notes.txt does not belong at the top');
  expect(findings).toContain('README.md is missing at the top');
  expect(findings.join()).not.toContain('.gitignore');
});

test('the top of the repository is exactly as agreed', () => expect(topFindings(listFiles())).toEqual([]));

test('finds a path of this machine, a home folder and a registry', () => {
  const machine = { root: '/srv/checkouts/yijian', home: '/var/me', registry: 'https://packages.example:8443/npm/' };
  const homes = ['/home', 'file:///Users'].map((folder) => `${folder}/somebody/x`);
  const lines = [
    'see /srv/checkouts/other',
    'in /var/me/x',
    ...homes,
    ['C:', 'Users', 'x'].join('\\'),
    '"https://packages.example:8443/npm/zod"',
  ];
  for (const text of lines) expect(machineFindings([{ path: 'a', text }], machine), text).toHaveLength(1);
  const text = 'HOME=/var/me, and https://example.com/home/page';
  expect(machineFindings([{ path: 'a', text }], machine)).toEqual([]);
});

test('no file names this machine or its package registry', () => {
  const machine = thisMachine(root, runNpm('config', 'get', 'registry').trim());
  expect(
    machineFindings(
      readSources((path) => !/\.(png|jpe?g|webp|gif|heic|mp4)$/i.test(path)),
      machine,
    ),
  ).toEqual([]);
});

test('finds a package that is bound to an address', () => {
  const packages = {
    'node_modules/a': { resolved: 'https://packages.example/a.tgz' },
    'node_modules/b': { resolved: 'sdk', link: true },
    'node_modules/c': {},
  };
  expect(lockFindings(JSON.stringify({ packages }))).toEqual(['node_modules/a is resolved to an address']);
});

test('the lockfile installs from any registry', () =>
  expect(lockFindings(readFileSync(join(root, 'package-lock.json'), 'utf8'))).toEqual([]));

test('npm ci takes the lockfile', () => {
  expect(() => runNpm('ci', '--dry-run', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund')).not.toThrow();
});

test('finds a file that is too long', () => {
  expect(longFiles([{ path: 'a.ts', text: 'x\n'.repeat(401) }])).toHaveLength(1);
  expect(longFiles([{ path: 'a.ts', text: 'x\n'.repeat(400) }])).toEqual([]);
});

test('no source file is longer than 400 lines', () => {
  const sources = readSources((path) => /\.(ts|tsx|mjs|css)$/.test(path));
  expect(sources.length).toBeGreaterThan(20);
  expect(longFiles(sources)).toEqual([]);
});
