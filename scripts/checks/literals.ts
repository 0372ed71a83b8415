import ts from 'typescript';
import type { Source } from './source.js';
import { parse, place, walk } from './source.js';

const letters = /\p{L}/u;
const cjk = /[\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]/;
/** Attributes that people read or hear. */
const spoken = new Set([
  'title',
  'alt',
  'placeholder',
  'label',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'aria-placeholder',
]);
/** The same as properties of an element. */
const spokenProperties = new Set([
  'title',
  'alt',
  'placeholder',
  'textContent',
  'innerText',
  'ariaLabel',
  'ariaDescription',
  'ariaRoleDescription',
  'ariaValueText',
]);

/** Words for people that stand in code instead of in the messages. */
export function literalsIn(source: Source): readonly string[] {
  const found: string[] = [];
  walk(parse(source), (node) => {
    const literal = literalAt(node);
    if (literal !== undefined) found.push(`${place(node)} ${literal.trim()}`);
  });
  const lines = source.text.split('\n');
  const foreign = lines.flatMap((line, index) => (cjk.test(line) ? [`${source.path}:${index + 1} ${line.trim()}`] : []));
  const known = new Set(found.map((finding) => finding.split(' ', 1)[0]));
  return [...found, ...foreign.filter((finding) => !known.has(finding.split(' ', 1)[0]))];
}

function literalAt(node: ts.Node): string | undefined {
  if (ts.isJsxText(node)) return letters.test(node.text) ? node.text : undefined;
  if (ts.isJsxExpression(node) && node.expression && (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent)))
    return wordsIn(node.expression);
  if (ts.isJsxAttribute(node) && node.initializer && spoken.has(node.name.getText())) {
    const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
    return value && wordsIn(value);
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(node.left)) {
    return spokenProperties.has(node.left.name.text) ? wordsIn(node.right) : undefined;
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'setAttribute') {
    const [name, value] = node.arguments;
    return name && value && ts.isStringLiteralLike(name) && spoken.has(name.text) ? wordsIn(value) : undefined;
  }
  return undefined;
}

/** Text with letters in an expression that yields text: a literal, a template, or a choice between such. */
function wordsIn(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return letters.test(node.text) ? node.text : undefined;
  if (ts.isTemplateExpression(node)) {
    const text = [node.head, ...node.templateSpans.map((span) => span.literal)].map((part) => part.text).join('');
    return letters.test(text) ? text : undefined;
  }
  if (ts.isParenthesizedExpression(node)) return wordsIn(node.expression);
  if (ts.isConditionalExpression(node)) return wordsIn(node.whenTrue) ?? wordsIn(node.whenFalse);
  if (!ts.isBinaryExpression(node)) return undefined;
  const { kind } = node.operatorToken;
  const joins = [ts.SyntaxKind.PlusToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken].includes(kind);
  if (joins) return wordsIn(node.left) ?? wordsIn(node.right);
  return kind === ts.SyntaxKind.AmpersandAmpersandToken ? wordsIn(node.right) : undefined;
}
