import { posix } from 'node:path';
import ts from 'typescript';
import type { Source } from './source.js';
import { parse, place, walk } from './source.js';

/** One import or re-export, types included. */
export interface Import {
  readonly specifier: string;
  /** Erased by the compiler: `import type`, `export type`, or `import('…')` in a type. */
  readonly typeOnly: boolean;
  readonly at: string;
}

/** What a file imports, in whatever form: static, dynamic, re-export, type, or the URL of a worker. */
export function importsOf(source: Source): readonly Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (specifier && ts.isStringLiteralLike(specifier)) found.push({ specifier: specifier.text, typeOnly, at: place(specifier) });
  };
  walk(parse(source), (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
    else if (ts.isNewExpression(node) && node.expression.getText() === 'URL' && node.arguments?.[1]?.getText() === 'import.meta.url')
      add(node.arguments[0], false);
  });
  return found;
}

/** The repository's file that a relative import names, or undefined. */
export function resolveRelative(from: string, specifier: string, exists: (path: string) => boolean): string | undefined {
  const path = posix.join(posix.dirname(from), specifier);
  const stem = path.replace(/\.(m?)js$/, '');
  return [path, `${stem}.ts`, `${stem}.tsx`, `${stem}.mts`, `${stem}.d.ts`].find(exists);
}

/** Groups of files that import each other in a ring, each as the ring's path. */
export function cycles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const rings: string[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (file: string): void => {
    const start = trail.indexOf(file);
    if (start >= 0) {
      rings.push([...trail.slice(start), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    trail.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    trail.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return rings;
}
