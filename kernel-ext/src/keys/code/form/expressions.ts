import type { SyntaxNode } from '../parse';
import { type Reference, chainOf, memberKey } from '../references';
import type { Context, Form, Visitor } from './form';
import { assignment, condition, dropped, target, update } from './uses';

/** A chain that begins outside becomes one reference; of other expressions, what they are made of. */
export function reference(form: Form, node: SyntaxNode, use: Reference['use'], context: Context): void {
  const chain = chainOf(node, context);
  if (chain) return form.refer(chain, use, context);
  if (node.type === 'ThisExpression' || node.type === 'Super') return form.token(node.type);
  if (node.type !== 'MemberExpression') return form.visit(node, context);
  form.token(node.optional ? '(?.' : '(.');
  form.visit(node.object, context);
  const key = memberKey(node);
  if (key === undefined) form.visit(node.property, context);
  else form.token(JSON.stringify(key));
  form.token(')');
}

const read: Visitor = (form, node, context) => reference(form, node, 'read', context);

/** A call; of `require('x')`, the module. */
export const call: Visitor = (form, node, context) => {
  const module = chainOf(node, context);
  if (module) return form.refer(module, 'read', context);
  form.token(node.optional ? '(call?' : '(call');
  reference(form, directCallee(node.callee), 'call', context);
  form.list(node.arguments, isMathCall(node, context) ? context : { ...context, replaced: [] });
  form.token(')');
};

/** `(0, m.f)` is how TypeScript calls an imported function without giving it a `this`. */
function directCallee(callee: SyntaxNode): SyntaxNode {
  const [first, second] = callee.type === 'SequenceExpression' ? (callee.expressions as SyntaxNode[]) : [];
  return second && first?.type === 'Literal' && callee.expressions.length === 2 ? second : callee;
}

/** `best = Math.max(best, x)` takes nothing of `best` elsewhere; other functions may. */
function isMathCall(node: SyntaxNode, context: Context): boolean {
  const callee = chainOf(node.callee, context);
  return callee?.kind === 'name' && callee.root === 'Math';
}

/** Name of a member in a literal, a pattern or a class. */
export const key: Visitor = (form, node, context) => {
  const name = node.key as SyntaxNode;
  if (node.computed && name.type !== 'Literal') {
    form.token('[');
    form.visit(name, context);
    form.token(']');
  } else {
    form.token(name.type === 'PrivateIdentifier' ? `#${name.name}` : JSON.stringify(String(name.name ?? name.value)));
  }
};

function isNothing(node: SyntaxNode): boolean {
  return (node.type === 'Literal' && node.value === null && !node.regex) || node.name === 'undefined';
}

const binary: Visitor = (form, node, context) => {
  const { left, right, operator } = node;
  form.token(`(${operator}`);
  const comparesToNothing = /^[!=]==?$/.test(operator as string) && (isNothing(left) || isNothing(right));
  if (left.type === 'PrivateIdentifier') form.token(`#${left.name}`);
  else if (comparesToNothing) condition(form, left, context);
  else form.visit(left, context);
  if (operator === 'instanceof') reference(form, right, 'new', context);
  else if (comparesToNothing) condition(form, right, context);
  else form.visit(right, context);
  form.token(')');
};

const literal: Visitor = (form, node) => {
  if (node.regex) form.token(`/${JSON.stringify(node.regex.pattern)}/${node.regex.flags}`);
  else if (node.bigint) form.token(`${BigInt(node.bigint as string)}n`);
  else form.token(typeof node.value === 'number' ? String(node.value) : JSON.stringify(node.value));
};

const unary: Visitor = (form, node, context) => {
  const { operator, argument } = node;
  if (operator === 'void' && argument.type === 'Literal') return form.token('undefined');
  form.token(`(${operator}`);
  if (operator === '!' || operator === 'typeof') condition(form, argument, context);
  else if (operator === 'void') dropped(form, argument, context);
  else if (operator === 'delete') target(form, argument, context);
  else form.visit(argument, context);
  form.token(')');
};

/** Visitors of the nodes that have a value. */
export const expressions: Readonly<Record<string, Visitor>> = {
  Identifier: (form, node, context) => form.identifier(node, context),
  ThisExpression: read,
  Super: read,
  MemberExpression: read,
  ChainExpression: (form, node, context) => form.visit(node.expression, context),
  CallExpression: call,
  NewExpression: (form, node, context) => {
    form.token('(new');
    reference(form, node.callee, 'new', context);
    form.list(node.arguments, { ...context, replaced: [] });
    form.token(')');
  },
  TaggedTemplateExpression: (form, { tag, quasi }, context) => {
    form.token('(tagged');
    reference(form, tag, 'call', context);
    form.token(JSON.stringify(quasi.quasis.map(({ value }: SyntaxNode) => [value.raw, value.cooked ?? null])));
    form.list(quasi.expressions, context);
    form.token(')');
  },
  TemplateElement: (form, node) => form.token(JSON.stringify(node.value.cooked ?? node.value.raw)),
  Literal: literal,
  UnaryExpression: unary,
  BinaryExpression: binary,
  LogicalExpression: (form, node, context) => {
    form.token(`(${node.operator}`);
    if (node.operator === '&&') condition(form, node.left, context);
    else form.visit(node.left, context);
    form.visit(node.right, context);
    form.token(')');
  },
  ConditionalExpression: (form, node, context) => {
    form.token('(?');
    condition(form, node.test, context);
    form.visit(node.consequent, context);
    form.visit(node.alternate, context);
    form.token(')');
  },
  SequenceExpression: (form, node, context) => {
    const items = node.expressions as SyntaxNode[];
    form.token('(,');
    for (const item of items.slice(0, -1)) dropped(form, item, context);
    form.visit(items.at(-1)!, context);
    form.token(')');
  },
  AssignmentExpression: (form, node, context) => assignment(form, node, context, false),
  UpdateExpression: (form, node, context) => update(form, node, context, false),
  ObjectExpression: (form, node, context) => {
    form.token('(object');
    for (const member of node.properties) form.visit(member, context);
    form.token(')');
  },
  Property: (form, node, context) => {
    form.token(node.kind === 'init' ? '(:' : `(:${node.kind}`);
    key(form, node, context);
    form.visit(node.value, context);
    form.token(')');
  },
  MetaProperty: (form, node) => form.token(`(${node.meta.name}.${node.property.name})`),
  PrivateIdentifier: (form, node) => form.token(`#${node.name}`),
};
