import ts from 'typescript';
import { place, walk } from './source.js';

/** Statements that start a promise and let its failure go unseen: neither awaited, nor caught, nor marked with `void`. */
export function floatingPromises(file: ts.SourceFile, checker: ts.TypeChecker): readonly string[] {
  const found: string[] = [];
  walk(file, (node) => {
    if (!ts.isExpressionStatement(node) || isHandled(node.expression)) return;
    if (isThenable(checker.getTypeAtLocation(node.expression), node, checker))
      found.push(`${place(node)} ${node.getText().split('\n', 1)[0]}`);
  });
  return found;
}

/** `await`, `void`, an assignment, or a last `.catch(f)` or `.then(f, g)`. */
function isHandled(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isHandled(node.expression);
  if (ts.isAwaitExpression(node) || ts.isVoidExpression(node)) return true;
  if (ts.isBinaryExpression(node)) return isAssignment(node) || (isLogical(node) && isHandled(node.right));
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { name, expression } = node.expression;
  if (name.text === 'catch') return node.arguments.length === 1;
  if (name.text === 'then') return node.arguments.length === 2;
  return name.text === 'finally' && isHandled(expression);
}

const isAssignment = ({ operatorToken: { kind } }: ts.BinaryExpression) =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

const isLogical = ({ operatorToken }: ts.BinaryExpression) =>
  [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken].includes(operatorToken.kind);

function isThenable(type: ts.Type, at: ts.Node, checker: ts.TypeChecker): boolean {
  const parts = type.isUnion() ? type.types : [type];
  return parts.some((part) => {
    const then = part.getProperty('then');
    return then !== undefined && checker.getTypeOfSymbolAtLocation(then, at).getCallSignatures().length > 0;
  });
}
