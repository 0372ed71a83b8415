import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../root.mjs';

/** A file as the checks see it: path from the repository with `/`, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** Every file of the repository that git has or would take: what is ignored is not ours. */
export function listFiles(): readonly string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  const listed = status === 0 ? stdout.split('\0').filter(Boolean) : filesBelow('');
  return [...new Set(listed)].filter((path) => readIfThere(path) !== undefined).sort();
}

/** The same without git, as in an unpacked archive. */
function filesBelow(folder: string): readonly string[] {
  const ignored = ['node_modules', 'dist', '.git', '.cache', '.data', 'test-results', 'playwright-report'];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !ignored.includes(name))
    .flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

/** Files of the repository whose path fits, with their text. */
export function readSources(fits: (path: string) => boolean): readonly Source[] {
  return listFiles()
    .filter(fits)
    .map((path) => ({ path, text: readIfThere(path) ?? '' }));
}

/** TypeScript that ships or serves: no tests. */
export const isShipped = (path: string): boolean =>
  /^(sdk|widget|miniprogram|examples\/backend)\/src\/.*\.tsx?$/.test(path) && !isTest(path);

/** Tests, and what only tests use. */
export const isTest = (path: string): boolean => /\.(test|test-d|fixture)\.tsx?$/.test(path);

export function parse({ path, text }: Source): ts.SourceFile {
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : /\.m?js$/.test(path) ? ts.ScriptKind.JS : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, kind);
}

/** `path:line`, as an editor opens it. */
export function place(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

/** Visits every node below and including this one. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}
