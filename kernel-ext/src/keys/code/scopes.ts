import { childrenOf, isFunctionNode, type SyntaxNode } from './parse';

/** A variable that the code itself declares. */
export interface Local {
  readonly name: string;
  /** What it is declared to hold: functions and classes carry the name of their variable, which code can see. */
  readonly holds: 'function' | 'class' | 'value';
  /** Position in the order of first use; given by the canonical form. */
  index: number | undefined;
}

/** The variables of one block or function, and the way out. */
export class Scope {
  private readonly names = new Map<string, Local>();

  constructor(private readonly parent: Scope | undefined) {}

  declare(name: string, holds: Local['holds'] = 'value'): Local {
    const known = this.names.get(name);
    if (known) return known;
    const local: Local = { name, holds, index: undefined };
    this.names.set(name, local);
    return local;
  }

  /** The local that the name means here; undefined when the name is free. */
  find(name: string): Local | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const local = scope.names.get(name);
      if (local) return local;
    }
    return undefined;
  }
}

/** Names that a binding pattern declares. */
export function namesInPattern(pattern: SyntaxNode | null): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property: SyntaxNode) => namesInPattern(property.value ?? property.argument));
    case 'ArrayPattern':
      return pattern.elements.flatMap(namesInPattern);
    case 'AssignmentPattern':
      return namesInPattern(pattern.left);
    case 'RestElement':
      return namesInPattern(pattern.argument);
    default:
      return [];
  }
}

/** Scope of a function: its parameters, and all that its body declares for the whole function. */
export function functionScope(node: SyntaxNode, parent: Scope): Scope {
  const scope = new Scope(parent);
  for (const param of node.params) for (const name of namesInPattern(param)) scope.declare(name);
  if (node.type !== 'ArrowFunctionExpression') scope.declare('arguments', 'class');
  declareVars(node.body, scope);
  if (node.body.type === 'BlockStatement') declareLexical(node.body.body, scope);
  return scope;
}

/** Scope of a block: what `let`, `const`, `class` and `function` declare directly in it. */
export function blockScope(statements: readonly SyntaxNode[], parent: Scope): Scope {
  const scope = new Scope(parent);
  declareLexical(statements, scope);
  return scope;
}

function declareLexical(statements: readonly SyntaxNode[], scope: Scope): void {
  for (const statement of statements) {
    if (statement.type === 'VariableDeclaration' && statement.kind !== 'var') {
      declareVariables(statement, scope);
    } else if (statement.type === 'ClassDeclaration') {
      scope.declare(statement.id.name, 'class');
    } else if (statement.type === 'FunctionDeclaration') {
      scope.declare(statement.id.name, 'function');
    }
  }
}

function declareVariables(declaration: SyntaxNode, scope: Scope): void {
  for (const { id, init } of declaration.declarations as SyntaxNode[]) {
    const holds = init && isFunctionNode(init) ? 'function' : init?.type === 'ClassExpression' ? 'class' : 'value';
    for (const name of namesInPattern(id)) scope.declare(name, id.type === 'Identifier' ? holds : 'value');
  }
}

/** Declares every `var` below `node`, wherever in the function it stands. */
export function declareVars(node: SyntaxNode, scope: Scope): void {
  const pending = [node];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.type === 'VariableDeclaration' && next.kind === 'var') {
      declareVariables(next, scope);
    }
    for (const child of childrenOf(next)) {
      if (!isFunctionNode(child) && child.type !== 'StaticBlock') pending.push(child);
    }
  }
}
