import { describe, expect, test } from 'vitest';
import { installFailure, isInstalled } from './install.mjs';

const wanted = {
  packages: {
    '': {},
    sdk: { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/@rollup/rollup-other': { version: '4.67.4', optional: true },
    'node_modules/@yijian/sdk': { link: true },
  },
};
const installed = { packages: { 'node_modules/zod': { version: '4.6.7' }, 'node_modules/@yijian/sdk': { link: true } } };

describe('installed dependencies', () => {
  test('are left alone when they are what the lockfile asks', () => expect(isInstalled(wanted, installed)).toBe(true));

  test('are made anew after an upgrade, an interrupted install, or in a fresh clone', () => {
    expect(isInstalled({ packages: { 'node_modules/zod': { version: '4.6.8' } } }, installed)).toBe(false);
    expect(isInstalled(wanted, { packages: { 'node_modules/zod': { version: '4.6.7' } } })).toBe(false);
    expect(isInstalled(wanted, null)).toBe(false);
  });
});

describe('a failed install is one clear line', () => {
  test.each([
    ['npm error code EAI_AGAIN\nnpm error syscall getaddrinfo', /Connect to the network/],
    ['npm error code EACCES\nnpm error path x', /no permission to write/],
    ['npm error code ENOSPC', /disk is full/],
    ['npm error code EUSAGE\nnpm error Missing: a@1 from lock file', /run "npm ci".*Missing: a@1/],
  ])('%s', (output, line) => {
    expect(installFailure(output)).toMatch(line);
    expect(installFailure(output)).not.toContain('\n');
  });
});
