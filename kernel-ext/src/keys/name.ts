import { currentEngine } from './fingerprint/code-versions';
import { childrenOf, isFunctionNode, parseScript, type SyntaxNode } from './code/parse';

/** What a function is called that no one gave a name. */
const ANONYMOUS = '(anonymous)';

/**
 * Name of a function: its own, or for a nameless one the variable or member to which the enclosing call is assigned, as
 * `load` in `const load = memory.cache(async (day) => …)`. Reads the enclosing script, about 10 ms, for nameless ones.
 */
export function inferFunctionName(fn: Function): string {
  if (fn.name) return fn.name;
  const engine = currentEngine();
  const location = engine.view(fn)?.location;
  const source = location && engine.inspector?.scriptSource(location.scriptId);
  const program = source && parseScript(source);
  if (!location || !source || !program) return ANONYMOUS;
  const text = Function.prototype.toString.call(fn);
  return nameAt(program, offsetOf(source, location.line, location.column), source, text) ?? ANONYMOUS;
}

function offsetOf(source: string, line: number, column: number): number {
  let offset = 0;
  for (let i = 0; i < line; i++) offset = source.indexOf('\n', offset) + 1;
  return offset + column;
}

/** Goes down to the function and remembers the name that was closest above it. */
function nameAt(program: SyntaxNode, offset: number, source: string, text: string): string | undefined {
  let node: SyntaxNode | undefined = program;
  let name: string | undefined;
  while (node) {
    if (isFunctionNode(node) && source.slice(node.start, node.end) === text) return name;
    if (isFunctionNode(node)) name = undefined;
    name = nameGivenBy(node) ?? name;
    node = childrenOf(node).find(({ start, end }) => start <= offset && offset < end);
  }
  return undefined;
}

function nameGivenBy(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case 'VariableDeclarator':
      return node.id.name;
    case 'AssignmentExpression':
      return node.left.type === 'MemberExpression' ? (node.left.property.name as string) : (node.left.name as string);
    case 'Property':
    case 'PropertyDefinition':
      return node.computed ? undefined : String(node.key.name ?? node.key.value);
    default:
      return undefined;
  }
}
