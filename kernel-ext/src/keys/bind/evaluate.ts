import type { SyntaxNode } from '../code/parse';
import { callOf, constructionOf } from './known-calls';
import { binary, unary } from './operators';
import { UNKNOWN, type Surroundings } from './unknown';

/**
 * The value of an expression that a parameter takes when it is missing, or `UNKNOWN`. Runs no code of the user, so
 * that evaluating it here and once more in the function is the same as evaluating it once.
 */
export function evaluate(node: SyntaxNode, around: Surroundings): unknown {
  switch (node.type) {
    case 'Literal':
      return node.regex ? new RegExp(node.regex.pattern as string, node.regex.flags as string) : node.value;
    case 'Identifier':
      return variable(node.name as string, around);
    case 'ThisExpression':
      return around.receiver ? around.receiver.self : UNKNOWN;
    case 'TemplateLiteral':
      return template(node, around);
    case 'ArrayExpression':
      return array(node, around);
    case 'ObjectExpression':
      return object(node, around);
    case 'UnaryExpression':
      return node.operator === 'delete'
        ? UNKNOWN
        : apply([node.argument], around, ([value]) => unary(node.operator, value));
    case 'BinaryExpression':
      return apply([node.left, node.right], around, ([left, right]) => binary(node.operator, left, right));
    case 'LogicalExpression':
      return logical(node, around);
    case 'ConditionalExpression':
      return apply([node.test], around, ([test]) => evaluate(test ? node.consequent : node.alternate, around));
    case 'SequenceExpression':
      return apply(node.expressions, around, (values) => values.at(-1));
    case 'ChainExpression':
      return evaluate(node.expression, around);
    case 'MemberExpression':
      return memberOf(node, around).value;
    case 'CallExpression':
      return call(node, around);
    case 'NewExpression':
      return apply([node.callee, ...node.arguments], around, ([callee, ...args]) =>
        constructionOf(callee, args, around),
      );
    default:
      return UNKNOWN;
  }
}

const globals = new Set(
  (
    'undefined NaN Infinity globalThis Math Date Number String Boolean BigInt Symbol Object Array Map Set JSON URL RegExp Error ' +
    'parseInt parseFloat isNaN isFinite performance crypto process Buffer Int8Array Uint8Array Uint8ClampedArray Int16Array ' +
    'Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array ArrayBuffer'
  ).split(' '),
);

function variable(name: string, around: Surroundings): unknown {
  const found = around.parameter(name) ?? around.captured(name);
  if (found) return found.value;
  return globals.has(name) ? (globalThis as Record<string, unknown>)[name] : UNKNOWN;
}

function apply(nodes: readonly SyntaxNode[], around: Surroundings, then: (values: unknown[]) => unknown): unknown {
  const values: unknown[] = [];
  for (const node of nodes) {
    const value = evaluate(node, around);
    if (value === UNKNOWN) return UNKNOWN;
    values.push(value);
  }
  return then(values);
}

function logical(node: SyntaxNode, around: Surroundings): unknown {
  const left = evaluate(node.left, around);
  if (left === UNKNOWN) return UNKNOWN;
  const settled = node.operator === '&&' ? !left : node.operator === '||' ? Boolean(left) : left != null;
  return settled ? left : evaluate(node.right, around);
}

function template(node: SyntaxNode, around: Surroundings): unknown {
  return apply(node.expressions, around, (values) => {
    if (values.some((value) => typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol')) {
      return UNKNOWN;
    }
    const quasis = node.quasis as SyntaxNode[];
    return quasis.map((quasi, at) => quasi.value.cooked + (at < values.length ? String(values[at]) : '')).join('');
  });
}

function array(node: SyntaxNode, around: Surroundings): unknown {
  const result: unknown[] = [];
  for (const element of node.elements as Array<SyntaxNode | null>) {
    if (element === null) {
      result.length++;
      continue;
    }
    const value = evaluate(element.type === 'SpreadElement' ? element.argument : element, around);
    if (value === UNKNOWN) return UNKNOWN;
    if (element.type !== 'SpreadElement') result.push(value);
    else if (Array.isArray(value)) result.push(...(value as unknown[]));
    else return UNKNOWN;
  }
  return result;
}

function object(node: SyntaxNode, around: Surroundings): unknown {
  const result: Record<PropertyKey, unknown> = {};
  for (const property of node.properties as SyntaxNode[]) {
    const isSpread = property.type === 'SpreadElement';
    if (!isSpread && (property.kind !== 'init' || property.method)) return UNKNOWN;
    const value = evaluate(isSpread ? property.argument : property.value, around);
    if (value === UNKNOWN) return UNKNOWN;
    if (isSpread) {
      Object.assign(result, value);
      continue;
    }
    const key = keyValue(property.key, property.computed, around);
    // `__proto__: x` in a literal sets the prototype.
    if (key === UNKNOWN || key === '__proto__') return UNKNOWN;
    result[key as PropertyKey] = value;
  }
  return result;
}

function keyValue(key: SyntaxNode, computed: boolean, around: Surroundings): unknown {
  if (computed) return evaluate(key, around);
  return key.type === 'Identifier' ? key.name : key.type === 'Literal' ? key.value : UNKNOWN;
}

/** The value of a member, and the object it was read from. */
function memberOf(node: SyntaxNode, around: Surroundings): { value: unknown; object: unknown } {
  const object = evaluate(node.object, around);
  const key = object === UNKNOWN ? UNKNOWN : keyValue(node.property, node.computed, around);
  if (key === UNKNOWN) return { value: UNKNOWN, object };
  if (object === null || object === undefined) return { value: node.optional ? undefined : UNKNOWN, object };
  return { value: (object as Record<PropertyKey, unknown>)[key as PropertyKey], object };
}

function call(node: SyntaxNode, around: Surroundings): unknown {
  const isMember = node.callee.type === 'MemberExpression';
  const { value: callee, object: self } = isMember
    ? memberOf(node.callee, around)
    : { value: evaluate(node.callee, around), object: undefined };
  if (callee === UNKNOWN || node.arguments.some((argument: SyntaxNode) => argument.type === 'SpreadElement'))
    return UNKNOWN;
  return apply(node.arguments, around, (args) => callOf(callee, self, args, around));
}
