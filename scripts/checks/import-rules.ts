import type { Import } from './imports.js';
import { cycles, importsOf, resolveRelative } from './imports.js';
import type { Source } from './source.js';

/** What the rules need beside the sources. */
export interface Packages {
  /** `@yijian/sdk/web` → `sdk/src/web/index.ts`, by the `exports` of the workspaces. */
  readonly entries: Readonly<Record<string, string>>;
  /** Workspace folder → npm packages that it depends on when it runs. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

interface Edge extends Import {
  readonly from: string;
  /** A file of the repository, or `npm:name`, or `node:name`. */
  readonly to: string;
}

type Rule = (edge: Edge, edges: readonly Edge[]) => string | undefined;

/** Breaches of the rules in `architecture.md`, "Who may import whom", each with its place. */
export function importFindings(sources: readonly Source[], packages: Packages): readonly string[] {
  const files = new Set(sources.map(({ path }) => path));
  const findings: string[] = [];
  const edges: Edge[] = [];
  for (const source of sources) {
    for (const found of importsOf(source)) {
      const to = target(source.path, found.specifier, files, packages);
      if (to === undefined) findings.push(`${found.at} imports ${found.specifier}, which is no file here and no published entry`);
      else edges.push({ ...found, from: source.path, to });
    }
  }
  for (const edge of edges) {
    const breaches = rules.map((rule) => rule(edge, edges)).filter((breach) => breach !== undefined);
    for (const breach of [...breaches, ...undeclared(edge, packages)]) findings.push(`${edge.at} imports ${edge.specifier}: ${breach}`);
  }
  const graph = new Map(
    [...files].map((file) => [file, edges.filter(({ from, to }) => from === file && files.has(to)).map(({ to }) => to)]),
  );
  return [...findings, ...cycles(graph).map((ring) => `import cycle: ${ring}`)];
}

function target(from: string, specifier: string, files: ReadonlySet<string>, { entries }: Packages): string | undefined {
  // Style sheets that the build makes beside what imports them, and what it copies as it is.
  if (inside(from, 'miniprogram') && /^\.\/[\w-]+\.(css|cjs)$/.test(specifier)) return `node:${specifier}`;
  if (specifier.startsWith('.')) return resolveRelative(from, specifier, (path) => files.has(path));
  if (specifier.startsWith('node:')) return specifier;
  if (specifier.startsWith('@yijian/')) return entries[specifier];
  return `npm:${specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')}`;
}

const inside = (path: string, ...folders: readonly string[]) => folders.some((folder) => path.startsWith(`${folder}/`));
const isExternal = (to: string) => to.startsWith('npm:') || to.startsWith('node:');
const isMessages = (path: string) => inside(path, 'sdk/src/core/messages', 'widget/src/messages');
const isView = (path: string) => path.startsWith('widget/src/views/') || /^widget\/src\/.*\.tsx$/.test(path);
const isLoader = (path: string) => path.startsWith('widget/src/loader');

const core = 'sdk/src/core';
const contract = 'sdk/src/contract';
const rooms = ['capture', 'triage', 'deliver', 'follow-up'].map((room) => `${core}/${room}`);
const roomOf = (path: string) => rooms.findIndex((room) => inside(path, room));
const isCoreTop = (path: string) => /^sdk\/src\/core\/[^/]+$/.test(path);
const index = (folder: string) => `sdk/src/${folder}/index.ts`;

/** 1. Core and contract import only themselves and zod. */
const onlyZod: Rule = ({ from, to }) => {
  if (inside(from, contract) && !inside(to, contract) && to !== 'npm:zod') return 'contract imports only itself and zod';
  if (inside(from, core) && !inside(to, core, contract) && to !== 'npm:zod') return 'core imports only itself, the contract and zod';
  return undefined;
};

/** 2. Earlier rooms, files beside the rooms that see no room themselves, and types of the ports. */
const roomOrder: Rule = ({ from, to, typeOnly }, edges) => {
  const room = roomOf(from);
  if (room < 0 || !inside(to, core)) return undefined;
  if (roomOf(to) >= 0) return roomOf(to) > room ? 'a room imports only itself and earlier rooms' : undefined;
  if (to === `${core}/ports.ts`) return typeOnly ? undefined : 'of the ports a room imports types only';
  if (!isCoreTop(to)) return 'a room imports rooms and what stands beside them, not the words';
  return edges.some((edge) => edge.from === to && roomOf(edge.to) >= 0) ? 'no room imports a file that sees the rooms' : undefined;
};

/** 3. Adapters import core's index and never each other, but web and taro fall back to memory and read photos alike. */
const adapters: Rule = ({ from, to }) => {
  const own = ['web', 'taro', 'memory', 'photo', 'backends'].find((room) => inside(from, `sdk/src/${room}`));
  if (!own || isExternal(to) || inside(to, `sdk/src/${own}`, 'sdk/src/testing') || to === index('core')) return undefined;
  if (to === index('memory') && own !== 'memory' && own !== 'photo') return undefined;
  if (to === index('photo') && (own === 'web' || own === 'taro')) return undefined;
  return 'an adapter imports core/index.js, its own room, and of the other adapters only memory/index.js, photo/index.js';
};

/** 4. Nothing that ships imports testing. */
const noTesting: Rule = ({ from, to }) =>
  inside(to, 'sdk/src/testing') && !inside(from, 'sdk/src/testing') ? 'nothing that ships imports testing' : undefined;

/**
 * 5. The surfaces import one entry of the SDK, the photo code as a file of its own, and types from any entry. The mini-program takes
 * the widget's screens, and for its H5 build the web's entry.
 */
const surfaces: Rule = ({ from, to, typeOnly }) => {
  const surface = from.split('/', 1)[0];
  if ((surface !== 'widget' && surface !== 'miniprogram') || isExternal(to) || inside(to, surface)) return undefined;
  const entry = index(surface === 'widget' ? 'web' : 'taro');
  const types = typeOnly && (to === index('core') || to === index('contract'));
  if (surface === 'miniprogram' && (to === 'widget/src/screens.ts' || to === index('web'))) return undefined;
  return to === entry || types || to === 'sdk/src/web/photo/index.ts' || isMessages(to)
    ? undefined
    : `${surface} imports only its own files, ${entry} and the messages`;
};

/** 6. Views see the form, the messages and types; the loader sees types and messages. */
const screens: Rule = ({ from, to, typeOnly }) => {
  if (typeOnly || isMessages(to)) return undefined;
  if (isView(from) && inside(to, 'sdk')) return 'a view takes only types and messages from the SDK';
  if (isLoader(from) && !isLoader(to)) return 'the loader imports types and messages only';
  return undefined;
};

/** 7. The reference backend sees the contract and the pure policy. */
const backend: Rule = ({ from, to }) => {
  if (!inside(from, 'examples/backend') || isExternal(to) || inside(to, 'examples/backend')) return undefined;
  return to === index('contract') || to === index('policy') ? undefined : 'the backend imports only the contract and the policy of the SDK';
};

const extension: Rule = ({ specifier }) =>
  specifier.startsWith('.') && !/\.(js|mjs|cjs|css|json)$/.test(specifier) ? 'a relative import ends in .js' : undefined;

const rules: readonly Rule[] = [onlyZod, roomOrder, adapters, noTesting, surfaces, screens, backend, extension];

/** What is imported must be declared, or it works only by luck of hoisting. */
function undeclared({ from, to, typeOnly }: Edge, { dependencies }: Packages): readonly string[] {
  const folder = Object.keys(dependencies).find((workspace) => inside(from, workspace));
  if (!folder || !to.startsWith('npm:') || typeOnly || inside(from, 'sdk/src/testing')) return [];
  return dependencies[folder]?.includes(to.slice(4)) ? [] : [`${folder}/package.json does not depend on it`];
}
