import { withoutMirror } from '../mirrors';
import type { SyntaxNode } from '../parse';
import { type Chain, chainOf, chainText, memberKey } from '../references';
import { call, key, reference } from './expressions';
import type { Context, Form } from './form';

/** Methods of built-in collections that change them; as a statement of their own they read nothing into a result. */
const MUTATORS = new Set(
  'push pop shift unshift splice sort reverse fill copyWithin set add delete clear append'.split(' '),
);

/** An expression of which only its truth, or its presence, matters. */
export function condition(form: Form, node: SyntaxNode, context: Context): void {
  if (chainOf(node, context)) reference(form, node, 'test', context);
  else form.visit(node, context);
}

/** An expression whose value no one uses. */
export function dropped(form: Form, node: SyntaxNode, context: Context): void {
  const meant = withoutMirror(node);
  switch (meant.type) {
    case 'AssignmentExpression':
      return assignment(form, meant, context, true);
    case 'UpdateExpression':
      return update(form, meant, context, true);
    case 'CallExpression':
      return droppedCall(form, meant, context);
    case 'SequenceExpression':
      for (const item of meant.expressions) dropped(form, item, context);
      return;
    case 'LogicalExpression':
      form.token(`(${meant.operator}`);
      condition(form, meant.left, context);
      dropped(form, meant.right, context);
      return form.token(')');
    default:
      form.visit(meant, context);
  }
}

function droppedCall(form: Form, node: SyntaxNode, context: Context): void {
  const callee = chainOf(node.callee, context);
  const method = callee?.path.at(-1)?.key;
  const isPrinting = callee?.kind === 'name' && callee.root === 'console';
  const isMutating = method !== undefined && MUTATORS.has(method);
  if (!callee || !(isPrinting || isMutating)) return call(form, node, context);
  form.token('(call');
  if (isPrinting) {
    form.refer(callee, 'call', context);
    form.list(node.arguments, { ...context, printed: true });
  } else {
    form.refer(callee, 'mutate', context);
    const changed = chainText({ ...callee, path: callee.path.slice(0, -1) });
    form.list(node.arguments, { ...context, replaced: [...context.replaced, changed] });
  }
  form.token(')');
}

/** An assignment. What a statement only replaces is not read: a counter says nothing about a result. */
export function assignment(form: Form, node: SyntaxNode, context: Context, isDropped: boolean): void {
  const { left, right, operator } = node;
  form.token(`(${operator}`);
  if (operator !== '=' && !isDropped) form.visit(left, context);
  target(form, left, context);
  const base = isDropped ? baseChain(left, context) : undefined;
  form.visit(right, base ? { ...context, replaced: [...context.replaced, chainText(base)] } : context);
  form.token(')');
}

/** `n++` and its like; as a statement, before and after are the same. */
export function update(form: Form, node: SyntaxNode, context: Context, isDropped: boolean): void {
  form.token(isDropped ? `(${node.operator}` : `(${node.operator}${node.prefix ? 'before' : 'after'}`);
  if (!isDropped) form.visit(node.argument, context);
  target(form, node.argument, context);
  form.token(')');
}

/** What is written to. The objects on the way to it are not read into the result. */
export function target(form: Form, node: SyntaxNode, context: Context): void {
  const chain = chainOf(node, context);
  if (chain) return form.refer(chain, 'write', context);
  if (node.type === 'ObjectPattern' || node.type === 'ArrayPattern') return pattern(form, node, context);
  const base =
    node.type === 'MemberExpression' && memberKey(node) === undefined ? chainOf(node.object, context) : undefined;
  if (!base) return form.visit(node, context);
  form.token('(.');
  form.refer(base, 'write', context);
  form.visit(node.property, context);
  form.token(')');
}

/** A pattern that assigns: what is in it are targets. */
function pattern(form: Form, node: SyntaxNode, context: Context): void {
  form.token(`(${node.type}`);
  for (const item of (node.elements ?? node.properties) as (SyntaxNode | null)[]) {
    if (item === null) {
      form.token('null');
      continue;
    }
    if (item.type === 'Property') key(form, item, context);
    const held = (item.type === 'Property' ? item.value : item) as SyntaxNode;
    if (held.type === 'RestElement') form.token('...');
    target(
      form,
      held.type === 'AssignmentPattern' ? held.left : held.type === 'RestElement' ? held.argument : held,
      context,
    );
    if (held.type === 'AssignmentPattern') form.visit(held.right, context);
  }
  form.token(')');
}

/** The chain that an assignment to `node` changes: of `counts[key]` it is `counts`. */
function baseChain(node: SyntaxNode, context: Context): Chain | undefined {
  const isComputed = node.type === 'MemberExpression' && memberKey(node) === undefined;
  return chainOf(isComputed ? node.object : node, context);
}
