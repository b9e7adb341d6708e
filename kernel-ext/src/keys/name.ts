import { isFunctionNode, type SyntaxNode } from './code/parse';
import { surroundingsOf } from './fingerprint/surroundings';

/** What a function is called that no one gave a name. */
const ANONYMOUS = '(anonymous)';

/**
 * Name of a function: its own, or for a nameless one the variable or member to which the enclosing call is assigned, as
 * `load` in `const load = memory.cache(async (day) => …)`. Reads the enclosing script, about 10 ms, for nameless ones.
 */
export function inferFunctionName(fn: Function): string {
  if (fn.name) return fn.name;
  const around = surroundingsOf(fn);
  let name: string | undefined;
  for (const node of around) name = isFunctionNode(node) ? undefined : (nameGivenBy(node) ?? name);
  return name ?? ANONYMOUS;
}

function nameGivenBy(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case 'VariableDeclarator':
      return node.id.name as string | undefined;
    case 'AssignmentExpression':
      return (node.left.type === 'MemberExpression' ? node.left.property.name : node.left.name) as string | undefined;
    case 'Property':
    case 'PropertyDefinition':
      return node.computed ? undefined : String(node.key.name ?? node.key.value);
    default:
      return undefined;
  }
}
