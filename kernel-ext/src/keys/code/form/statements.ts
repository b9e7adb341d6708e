import type { SyntaxNode } from '../parse';
import { type Chain, chainOf } from '../references';
import { Scope, blockScope, namesInPattern } from '../scopes';
import { type Context, type Form, type Visitor, compare } from './form';
import { condition, dropped, target } from './uses';

/** Statements in their order, but for functions: they are hoisted, so theirs does not matter. */
export function statementList(form: Form, statements: readonly SyntaxNode[], context: Context): void {
  const isHoisted = ({ type }: SyntaxNode): boolean => type === 'FunctionDeclaration';
  const hoisted = statements.filter(isHoisted).sort((a, b) => compare(a.id.name as string, b.id.name as string));
  for (const statement of hoisted) form.visit(statement, context);
  for (const statement of statements) if (!isHoisted(statement)) form.visit(statement, context);
}

/** Statements with a scope of their own. */
export function block(form: Form, statements: readonly SyntaxNode[], context: Context): void {
  form.token('{');
  statementList(form, statements, { ...context, scope: blockScope(statements, context.scope) });
  form.token('}');
}

/** What a loop or an `if` governs: braces around a single statement do not matter. */
function body(form: Form, node: SyntaxNode, context: Context): void {
  block(form, node.type === 'BlockStatement' ? node.body : [node], context);
}

const declaration: Visitor = (form, node, context) => {
  for (const { id, init } of node.declarations as SyntaxNode[]) {
    // `var x;` does nothing; TypeScript adds and drops such lines with the temporaries it needs.
    if (!init && node.kind === 'var') continue;
    form.token(node.kind === 'var' ? '(var' : '(let');
    const chain = init && id.type === 'ObjectPattern' ? chainOf(init, context) : undefined;
    const picked = chain && pickedChains(id, chain);
    form.visit(id, context);
    if (picked) for (const member of picked) form.refer(member, 'read', context);
    else if (init) form.visit(init, context);
    form.token(')');
  }
};

/** The members that a pattern takes out of a chain; undefined when it takes what cannot be told from the text. */
function pickedChains(pattern: SyntaxNode, chain: Chain): Chain[] | undefined {
  const picked: Chain[] = [];
  for (const property of pattern.properties as SyntaxNode[]) {
    if (property.type !== 'Property' || property.computed) return undefined;
    const step = { key: String(property.key.name ?? property.key.value), isPrivate: false, optional: false };
    const member = { ...chain, path: [...chain.path, step] };
    const deeper = property.value.type === 'ObjectPattern' ? pickedChains(property.value, member) : undefined;
    picked.push(...(deeper?.length ? deeper : [member]));
  }
  return picked;
}

const forLoop: Visitor = (form, node, context) => {
  const inner = { ...context, scope: blockScope(node.init ? [node.init] : [], context.scope) };
  form.token('(for');
  if (node.init?.type === 'VariableDeclaration') form.visit(node.init, inner);
  else if (node.init) dropped(form, node.init, inner);
  form.token(';');
  if (node.test) condition(form, node.test, inner);
  form.token(';');
  if (node.update) dropped(form, node.update, inner);
  body(form, node.body, inner);
  form.token(')');
};

const forEach: Visitor = (form, node, context) => {
  const declares = node.left.type === 'VariableDeclaration';
  const inner = { ...context, scope: blockScope(declares ? [node.left] : [], context.scope) };
  form.token(`(${node.type}${node.await ? ' await' : ''}`);
  if (declares) {
    form.token(node.left.kind === 'var' ? 'var' : 'let');
    form.visit(node.left.declarations[0].id, inner);
  } else {
    target(form, node.left, inner);
  }
  form.visit(node.right, context);
  body(form, node.body, inner);
  form.token(')');
};

/** Visitors of the statements. */
export const statements: Readonly<Record<string, Visitor>> = {
  VariableDeclaration: declaration,
  ExpressionStatement: (form, node, context) => {
    if (node.directive) return form.token(`(directive ${JSON.stringify(node.directive)})`);
    form.token('(do');
    dropped(form, node.expression, context);
    form.token(')');
  },
  EmptyStatement: () => {},
  BlockStatement: (form, node, context) => block(form, node.body, context),
  IfStatement: (form, node, context) => {
    form.token('(if');
    condition(form, node.test, context);
    body(form, node.consequent, context);
    if (node.alternate) body(form, node.alternate, context);
    form.token(')');
  },
  WhileStatement: (form, node, context) => {
    form.token('(while');
    condition(form, node.test, context);
    body(form, node.body, context);
    form.token(')');
  },
  DoWhileStatement: (form, node, context) => {
    form.token('(do-while');
    body(form, node.body, context);
    condition(form, node.test, context);
    form.token(')');
  },
  ForStatement: forLoop,
  ForInStatement: forEach,
  ForOfStatement: forEach,
  SwitchStatement: (form, node, context) => {
    form.token('(switch');
    form.visit(node.discriminant, context);
    const all = node.cases.flatMap(({ consequent }: SyntaxNode) => consequent as SyntaxNode[]) as SyntaxNode[];
    const inner = { ...context, scope: blockScope(all, context.scope) };
    for (const { test, consequent } of node.cases) {
      form.token('(case');
      form.visit(test, inner);
      statementList(form, consequent, inner);
      form.token(')');
    }
    form.token(')');
  },
  CatchClause: (form, node, context) => {
    const inner = { ...context, scope: new Scope(context.scope) };
    for (const name of namesInPattern(node.param)) inner.scope.declare(name);
    form.token('(catch');
    if (node.param) form.visit(node.param, inner);
    form.visit(node.body, inner);
    form.token(')');
  },
  LabeledStatement: (form, node, context) => {
    form.token(`(label ${node.label.name}`);
    body(form, node.body, context);
    form.token(')');
  },
  BreakStatement: (form, node) => form.token(`(break ${node.label?.name ?? ''})`),
  ContinueStatement: (form, node) => form.token(`(continue ${node.label?.name ?? ''})`),
};
