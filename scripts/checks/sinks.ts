import ts from 'typescript';
import type { Source } from './source.js';
import { parse, place, walk } from './source.js';

/** Properties that turn text into elements, however they are reached. */
const properties = new Set([
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'dangerouslySetInnerHTML',
  'setHTMLUnsafe',
  'createContextualFragment',
  'srcdoc',
]);
/** Functions that compile text. */
const compilers = new Set(['eval', 'Function', 'execScript']);
const timers = new Set(['setTimeout', 'setInterval']);

/** Places where text could become markup or code. Reads TypeScript and built JavaScript alike. */
export function sinksIn(source: Source): readonly string[] {
  const found: string[] = [];
  walk(parse(source), (node) => {
    const sink = sinkAt(node);
    if (sink) found.push(`${place(node)} ${sink}`);
  });
  return found;
}

function sinkAt(node: ts.Node): string | undefined {
  const name = namedProperty(node);
  if (name !== undefined && properties.has(name)) return name;
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
  const callee = node.expression;
  if (ts.isIdentifier(callee) && compilers.has(callee.text)) return callee.text;
  const called = accessed(callee) ?? (ts.isIdentifier(callee) ? callee.text : undefined);
  if (called === undefined) return undefined;
  if ((called === 'write' || called === 'writeln') && /(^|\.)document$/.test(ownerOf(callee))) return `document.${called}`;
  if (compilers.has(called) && /^(window|self|globalThis)$/.test(ownerOf(callee))) return called;
  const first = node.arguments?.[0];
  return timers.has(called) && first && isText(first) ? `${called} with text` : undefined;
}

/** The name that a node gives to a property: access, key of an object, JSX attribute. */
function namedProperty(node: ts.Node): string | undefined {
  if (ts.isPropertyAssignment(node) || ts.isJsxAttribute(node) || ts.isShorthandPropertyAssignment(node)) {
    return ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) ? node.name.text : undefined;
  }
  return accessed(node);
}

function accessed(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) return node.argumentExpression.text;
  return undefined;
}

const ownerOf = (callee: ts.Node) =>
  ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee) ? callee.expression.getText() : '';

const isText = (node: ts.Node): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  (ts.isBinaryExpression(node) && (isText(node.left) || isText(node.right)));
