import { type SyntaxNode, isFunctionNode, isOwnThisFunction } from '../parse';
import { Scope, functionScope } from '../scopes';
import { key, reference } from './expressions';
import { type Context, type Form, type Visitor, compare } from './form';
import { block, statementList } from './statements';

/** Parameters and body of a function. `(x) => x` and `(x) => { return x; }` are the same. */
export const functionBody: Visitor = (form, node, context) => {
  const inner = { ...context, scope: functionScope(node, context.scope) };
  form.token(`${node.async ? 'async' : ''}${node.generator ? '*' : ''}(`);
  for (const param of node.params) form.visit(param, inner);
  form.token('){');
  if (node.body.type === 'BlockStatement') {
    statementList(form, node.body.body, inner);
  } else {
    form.token('(ReturnStatement');
    form.visit(node.body, inner);
    form.token(')');
  }
  form.token('}');
};

const innerFunction: Visitor = (form, node, context) => {
  const scope = new Scope(context.scope);
  form.token(node.type === 'ArrowFunctionExpression' ? '(=>' : '(function');
  if (node.type === 'FunctionDeclaration') form.identifier(node.id, context);
  else if (node.id) scope.declare(node.id.name, 'function');
  const ownThis = context.ownThis && !isOwnThisFunction(node);
  functionBody(form, node, { ...context, scope, ownThis, replaced: [], printed: false });
  form.token(')');
};

const innerClass: Visitor = (form, node, context) => {
  const scope = new Scope(context.scope);
  if (node.type === 'ClassDeclaration') form.identifier(node.id, context);
  else if (node.id) scope.declare(node.id.name, 'class');
  form.token('(class');
  if (node.superClass) reference(form, node.superClass, 'new', context);
  members(form, node.body.body, { ...context, scope, ownThis: false, replaced: [], printed: false });
  form.token(')');
};

/**
 * The body of the class that is looked at as a whole. Its statics and its heritage are read from the class itself: the
 * code that made them has run.
 */
export const classBody: Visitor = (form, node, context) => {
  form.token('(class');
  const instance = (node.body.body as SyntaxNode[]).filter((member) => !isStatic(member));
  members(form, instance, { ...context, ownThis: false, selfName: node.id?.name as string | undefined });
  form.token(')');
};

/** Methods by name, since their order does not matter; then fields and static blocks in theirs. */
function members(form: Form, all: readonly SyntaxNode[], context: Context): void {
  const isMethod = (member: SyntaxNode): boolean => member.type === 'MethodDefinition' && !member.computed;
  const methods = all.filter(isMethod).sort((a, b) => compare(memberOrder(a), memberOrder(b)));
  for (const member of [...methods, ...all.filter((other) => !isMethod(other))]) {
    form.token(`(${member.type}${isStatic(member) ? ' static' : ''} ${member.kind ?? ''}`);
    if (member.type === 'StaticBlock') {
      block(form, member.body, context);
    } else {
      key(form, member, context);
      if (member.value && isFunctionNode(member.value)) innerFunction(form, member.value, context);
      else if (member.value) form.visit(member.value, context);
    }
    form.token(')');
  }
}

function isStatic(member: SyntaxNode): boolean {
  return member.static === true || member.type === 'StaticBlock';
}

function memberOrder(member: SyntaxNode): string {
  return `${isStatic(member) ? 1 : 0}${member.key.name ?? member.key.value} ${member.key.type} ${member.kind}`;
}

/** Visitors of functions and classes inside of the code. */
export const functions: Readonly<Record<string, Visitor>> = {
  FunctionExpression: innerFunction,
  FunctionDeclaration: innerFunction,
  ArrowFunctionExpression: innerFunction,
  ClassExpression: innerClass,
  ClassDeclaration: innerClass,
};
