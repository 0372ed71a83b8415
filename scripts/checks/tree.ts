import { homedir } from 'node:os';
import { dirname } from 'node:path';
import type { Source } from './source.js';

/** What stands at the top of the repository, beside dotfiles. */
const top = [
  'sdk',
  'widget',
  'miniprogram',
  'examples',
  'scripts',
  'rollup.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
];

/** Names at the top that do not belong there, and those that are missing. */
export function topFindings(paths: readonly string[]): readonly string[] {
  const names = new Set(paths.map((path) => path.split('/', 1)[0] ?? ''));
  const strange = [...names]
    .filter((name) => !top.includes(name) && !name.startsWith('.'))
    .map((name) => `${name} does not belong at the top`);
  return [...strange, ...top.filter((name) => !names.has(name)).map((name) => `${name} is missing at the top`)];
}

/** Lines that name this machine: a path of it, somebody's home, or the host of the package registry. */
export function machineFindings(sources: readonly Source[], machine: { root: string; home: string; registry: string }): readonly string[] {
  const near = dirname(machine.root);
  // A clone right under / or /tmp says nothing about this machine.
  const folders = [...(/^[/\\](tmp)?$/.test(near) ? [] : [near]), machine.home].filter((folder) => folder !== '/');
  const host = hostOf(machine.registry);
  return sources.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const named =
        folders.some((folder) => line.includes(`${folder}/`) || line.includes(`${folder}\\`)) ||
        /(^|[^\w.])(\/home\/[a-z][\w-]*\/|\/Users\/[A-Za-z][\w-]*\/|[A-Z]:\\Users\\)/.test(line) ||
        (host !== undefined && line.includes(host));
      return named ? [`${path}:${index + 1} names this machine or its registry`] : [];
    }),
  );
}

/** The host of a registry's address; undefined for one on this machine itself. */
function hostOf(registry: string): string | undefined {
  const host = URL.canParse(registry) ? new URL(registry).host : '';
  return host === '' || /^(localhost|127\.|\[::1\])/.test(host) ? undefined : host;
}

/** Packages of the lockfile that are bound to one registry by their address. */
export function lockFindings(lockfile: string): readonly string[] {
  const { packages } = JSON.parse(lockfile) as { readonly packages: Readonly<Record<string, { readonly resolved?: string }>> };
  return Object.entries(packages).flatMap(([name, { resolved }]) =>
    resolved?.includes('://') ? [`${name} is resolved to an address`] : [],
  );
}

/** Source files that hold more than one person reads at once. */
export function longFiles(sources: readonly Source[], limit = 400): readonly string[] {
  return sources.flatMap(({ path, text }) => {
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    return lines > limit ? [`${path} has ${lines} lines, more than ${limit}`] : [];
  });
}

/** This machine as it must not appear in the repository. */
export const thisMachine = (root: string, registry: string) => ({ root, home: homedir(), registry });
