import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { root } from '../root.mjs';
import { importFindings } from './import-rules.js';
import type { Packages } from './import-rules.js';
import { isShipped, readSources } from './source.js';

const workspaces = ['sdk', 'widget', 'miniprogram', 'examples/backend'];

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string | { readonly 'yijian-source'?: string }>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  /** What the host brings. */
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function readPackages(): Packages {
  const manifests = workspaces.map(
    (folder) => [folder, JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest] as const,
  );
  const entries = manifests.flatMap(([folder, { name, exports = {} }]) =>
    Object.entries(exports).flatMap(([key, value]) => {
      const source = typeof value === 'string' ? undefined : value['yijian-source'];
      return source ? [[join(name, key), join(folder, source)] as const] : [];
    }),
  );
  const dependencies = manifests.map(
    ([folder, manifest]) => [folder, Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })] as const,
  );
  return { entries: Object.fromEntries(entries), dependencies: Object.fromEntries(dependencies) };
}

const packages: Packages = {
  entries: {
    '@yijian/sdk': 'sdk/src/core/index.ts',
    '@yijian/sdk/web': 'sdk/src/web/index.ts',
    '@yijian/sdk/contract': 'sdk/src/contract/index.ts',
  },
  dependencies: { sdk: ['zod', 'ky'], widget: ['preact'], 'examples/backend': ['hono'] },
};

const findings = (tree: Readonly<Record<string, string>>) =>
  importFindings(
    Object.entries(tree).map(([path, text]) => ({ path, text })),
    packages,
  );

const broken: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'core reaches for the platform': { 'sdk/src/core/client.ts': `import ky from 'ky';` },
  'core reaches for an adapter': { 'sdk/src/core/client.ts': `import { x } from '../web/x.js';`, 'sdk/src/web/x.ts': '' },
  'the contract sees the core': { 'sdk/src/contract/a.ts': `import type { X } from '../core/x.js';`, 'sdk/src/core/x.ts': '' },
  'an early room sees a later one, by a type': {
    'sdk/src/core/capture/tap.ts': `import type { R } from '../deliver/relay.js';`,
    'sdk/src/core/deliver/relay.ts': '',
  },
  'a room takes a value of the ports': { 'sdk/src/core/capture/tap.ts': `import { p } from '../ports.js';`, 'sdk/src/core/ports.ts': '' },
  'a room takes a word': { 'sdk/src/core/capture/tap.ts': `import { w } from '../messages/en.js';`, 'sdk/src/core/messages/en.ts': '' },
  'a room sees the client': {
    'sdk/src/core/capture/tap.ts': `import type { C } from '../client.js';`,
    'sdk/src/core/client.ts': `import { d } from './deliver/d.js';`,
    'sdk/src/core/deliver/d.ts': '',
  },
  'an adapter goes past the index': { 'sdk/src/web/a.ts': `import { e } from '../core/errors.js';`, 'sdk/src/core/errors.ts': '' },
  'memory leans on web': { 'sdk/src/memory/a.ts': `import { e } from '../web/index.js';`, 'sdk/src/web/index.ts': '' },
  'taro leans on web': { 'sdk/src/taro/a.ts': `import { e } from '../web/index.js';`, 'sdk/src/web/index.ts': '' },
  'memory reads photos': { 'sdk/src/memory/a.ts': `import { cut } from '../photo/index.js';`, 'sdk/src/photo/index.ts': '' },
  'photos lean on memory': { 'sdk/src/photo/a.ts': `import { m } from '../memory/index.js';`, 'sdk/src/memory/index.ts': '' },
  'what ships imports testing': { 'sdk/src/web/a.ts': `export { c } from '../testing/clock.js';`, 'sdk/src/testing/clock.ts': '' },
  'the widget takes a side door': { 'widget/src/a.ts': `import { c } from '@yijian/sdk/contract';`, 'sdk/src/contract/index.ts': '' },
  'a deep path of the SDK': { 'widget/src/a.ts': `import type { c } from '@yijian/sdk/src/web/a.js';` },
  'a view makes a client': { 'widget/src/views/rate.tsx': `import { c } from '@yijian/sdk/web';`, 'sdk/src/web/index.ts': '' },
  'a view takes a value of the SDK': { 'widget/src/sheet/rate.tsx': `import { c } from '@yijian/sdk/web';`, 'sdk/src/web/index.ts': '' },
  'the loader pulls in code': { 'widget/src/loader.ts': `import { s } from './sheet.js';`, 'widget/src/sheet.ts': '' },
  'the loader pulls in code later': { 'widget/src/loader/tap.ts': `await import('../sheet.js');`, 'widget/src/sheet.ts': '' },
  'the backend sees the core': { 'examples/backend/src/a.ts': `import { x } from '@yijian/sdk';`, 'sdk/src/core/index.ts': '' },
  'two files in a ring, by types': {
    'sdk/src/core/errors.ts': `import type { B } from './events.js';`,
    'sdk/src/core/events.ts': `export type { A } from './errors.js';`,
  },
  'a type import written inline': {
    'sdk/src/core/errors.ts': `type A = import('./events.js').A;`,
    'sdk/src/core/events.ts': `import type { B } from './errors.js';`,
  },
  'a package that is not declared': { 'widget/src/a.ts': `import x from 'lodash';` },
  'an import without its ending': { 'widget/src/a.ts': `import x from './b';`, 'widget/src/b': '' },
  'a file that is not there': { 'widget/src/a.ts': `import x from './gone.js';` },
};

describe('who may import whom', () => {
  for (const [name, tree] of Object.entries(broken)) test(`finds: ${name}`, () => expect(findings(tree)).toHaveLength(1));

  test('leaves alone what the rules allow', () => {
    expect(
      findings({
        'sdk/src/contract/index.ts': `import * as z from 'zod/mini';`,
        'sdk/src/core/index.ts': `export { relay } from './deliver/relay.js'; export type { P } from './ports.js';`,
        'sdk/src/core/ports.ts': '',
        'sdk/src/core/errors.ts': '',
        'sdk/src/core/capture/tap.ts': `import { E } from '../errors.js'; import type { P } from '../ports.js'; import type { S } from '../../contract/index.js';`,
        'sdk/src/core/deliver/relay.ts': `import { tap } from '../capture/tap.js';`,
        'sdk/src/core/messages/en.ts': '',
        'sdk/src/memory/index.ts': `import { relay } from '../core/index.js';`,
        'sdk/src/web/index.ts': `import ky from 'ky'; export * from '../core/index.js'; export { m } from '../memory/index.js';`,
        'sdk/src/photo/index.ts': `import type { P } from '../core/index.js';`,
        'sdk/src/taro/index.ts': `export { relay } from '../core/index.js'; export { m } from '../memory/index.js'; export { p } from '../photo/index.js';`,
        'sdk/src/testing/index.ts': `import { r } from '../core/index.js'; import { expect } from 'vitest';`,
        'widget/src/views/rate.tsx': `import type { Form } from '@yijian/sdk/web'; import { h } from 'preact';`,
        'widget/src/loader.ts': `import type { S } from './sheet.js';`,
        'widget/src/sheet.ts': `import { createFeedback } from '@yijian/sdk/web';`,
        'examples/backend/src/a.ts': `import { submission } from '@yijian/sdk/contract'; import { Hono } from 'hono'; import 'node:fs';`,
      }),
    ).toEqual([]);
  });

  test('holds in this repository', () => {
    const sources = readSources(isShipped);
    expect(sources.length).toBeGreaterThan(5);
    expect(importFindings(sources, readPackages())).toEqual([]);
  });

  test.each(['core', 'contract'])('%s is compiled without the DOM and without ambient types', (room) => {
    const file = join(root, 'sdk/src', room, 'tsconfig.json');
    const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(file, ts.sys.readFile).config, ts.sys, join(root, 'sdk/src', room));
    expect(options.lib).toEqual(['lib.es2022.d.ts']);
    expect(options.types).toEqual([]);
  });
});
