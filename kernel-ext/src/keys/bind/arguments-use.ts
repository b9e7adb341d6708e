import { childrenOf, isOwnThisFunction, type SyntaxNode } from '../code/parse';

/**
 * Whether a function sees its arguments other than through its parameters: by `arguments`, or possibly by a direct
 * `eval`. Arrow functions inside of it share its `arguments`.
 */
export function usesArguments(fn: SyntaxNode): boolean {
  if (fn.type === 'ArrowFunctionExpression') return false;
  return [...(fn.params as SyntaxNode[]), fn.body as SyntaxNode].some(mentions);
}

function mentions(node: SyntaxNode): boolean {
  const pending = [node];
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (at.type === 'Identifier' && (at.name === 'arguments' || at.name === 'eval')) return true;
    if (isOwnThisFunction(at)) continue;
    for (const child of childrenOf(at)) if (!isPlainKey(at, child)) pending.push(child);
  }
  return false;
}

/** `x.arguments` and `{arguments: 1}` are names of members. */
function isPlainKey(parent: SyntaxNode, child: SyntaxNode): boolean {
  if (parent.computed) return false;
  if (parent.type === 'MemberExpression') return child === parent.property;
  const isMember =
    parent.type === 'Property' || parent.type === 'PropertyDefinition' || parent.type === 'MethodDefinition';
  return isMember && child === parent.key && !parent.shorthand;
}
