import type { SyntaxNode } from './parse';

/**
 * Undoes what TypeScript makes of an assignment to an exported variable, so that the code of a cell is the same
 * as when the variable belongs to another cell: `exports.n = n = 5` becomes `n = 5`, `exports.n = (n++, n)` becomes
 * `++n`, and `(exports.n = (_a = n++, n), _a)` becomes `n++`.
 */
export function withoutMirror(node: SyntaxNode): SyntaxNode {
  if (node.type === 'SequenceExpression') return postfixUpdate(node) ?? node;
  if (node.type !== 'AssignmentExpression') return node;
  const name = exportedName(node);
  if (name === undefined) return node;
  const right = withoutMirror(node.right);
  if (targetName(right) === name && (right.type === 'AssignmentExpression' || right.prefix)) return right;
  if (right.type === 'SequenceExpression' && right.expressions.length === 2) {
    const [update, value] = right.expressions as [SyntaxNode, SyntaxNode];
    if (update.type === 'UpdateExpression' && targetName(update) === name && value.name === name) {
      return { ...update, prefix: true };
    }
  }
  return node;
}

function postfixUpdate(sequence: SyntaxNode): SyntaxNode | undefined {
  const [mirror, result, ...more] = sequence.expressions as SyntaxNode[];
  if (!mirror || result?.type !== 'Identifier' || more.length > 0 || mirror.type !== 'AssignmentExpression') {
    return undefined;
  }
  const name = exportedName(mirror);
  const [keep, value] = mirror.right.type === 'SequenceExpression' ? (mirror.right.expressions as SyntaxNode[]) : [];
  if (name === undefined || keep?.type !== 'AssignmentExpression' || value?.name !== name) return undefined;
  const update = keep.right as SyntaxNode;
  const isKept = keep.left.name === result.name && update.type === 'UpdateExpression' && targetName(update) === name;
  return isKept ? update : undefined;
}

function exportedName({ operator, left }: SyntaxNode): string | undefined {
  if (operator !== '=' || left.type !== 'MemberExpression' || left.computed) return undefined;
  return left.object.name === 'exports' ? left.property.name : undefined;
}

function targetName(node: SyntaxNode): string | undefined {
  const target = node.type === 'AssignmentExpression' ? node.left : node.argument;
  return target?.type === 'Identifier' ? target.name : undefined;
}
