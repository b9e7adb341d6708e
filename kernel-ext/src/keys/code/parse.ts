import { parse, parseExpressionAt, type Options } from 'acorn';

/** A node of the syntax tree as acorn makes it, seen without its many interfaces: the walks here are generic. */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [member: string]: any;
}

/** The code of one function, method, accessor or class. */
export interface Code {
  readonly node: SyntaxNode;
  /** Text that the positions in `node` refer to. */
  readonly text: string;
}

const OPTIONS: Options = {
  ecmaVersion: 'latest',
  sourceType: 'script',
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowSuperOutsideMethod: true,
  // A method's own text uses private names that only its class declares.
  checkPrivateFields: false,
};

const parsed = new Map<string, Code | undefined>();
const PARSED_LIMIT = 2_000;

/**
 * Parses what `Function.prototype.toString` gives: a function, an arrow function, a method, an accessor or a class.
 *
 * @returns undefined for native code and for text that the parser does not understand.
 */
export function parseCode(source: string): Code | undefined {
  if (parsed.has(source)) return parsed.get(source);
  const code = source.endsWith('{ [native code] }') ? undefined : (expression(source) ?? member(source));
  if (parsed.size >= PARSED_LIMIT) parsed.clear();
  parsed.set(source, code);
  return code;
}

/** Parses a whole script or module; undefined when the parser does not understand it. */
export function parseScript(source: string): SyntaxNode | undefined {
  for (const sourceType of ['script', 'module'] as const) {
    try {
      return parse(source, { ...OPTIONS, sourceType, allowHashBang: true }) as SyntaxNode;
    } catch {
      continue;
    }
  }
  return undefined;
}

const CODE_TYPES = new Set(['FunctionExpression', 'ArrowFunctionExpression', 'ClassExpression']);

function expression(source: string): Code | undefined {
  const text = `(${source}\n)`;
  const node = tryParse(text);
  return node && CODE_TYPES.has(node.type) ? { node, text } : undefined;
}

/** The text of a method or an accessor stands for itself only inside of a class. */
function member(source: string): Code | undefined {
  const text = `(class { ${source}\n})`;
  const node = tryParse(text);
  const members = node?.body.body as SyntaxNode[] | undefined;
  return members?.length === 1 && members[0]!.value ? { node: members[0]!.value as SyntaxNode, text } : undefined;
}

function tryParse(text: string): SyntaxNode | undefined {
  try {
    return parseExpressionAt(text, 0, OPTIONS) as SyntaxNode;
  } catch {
    return undefined;
  }
}

/** Nodes directly below `node`, in the order of the source. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (const key in node) {
    const value: unknown = node[key];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    } else if (isNode(value)) {
      children.push(value);
    }
  }
  return children;
}

/** Whether a member of a node is a node. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}

/** Whether the node is a function that has a `this` of its own. */
export function isOwnThisFunction(node: SyntaxNode): boolean {
  return node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration';
}

/** Whether the node is any function. */
export function isFunctionNode(node: SyntaxNode): boolean {
  return isOwnThisFunction(node) || node.type === 'ArrowFunctionExpression';
}
