import { UNKNOWN } from './unknown';

/** A unary operator on a known value. */
export function unary(operator: string, value: unknown): unknown {
  if (operator === 'typeof') return typeof value;
  if (operator === 'void') return undefined;
  if (operator === '!') return !value;
  if (isOpaque(value)) return UNKNOWN;
  switch (operator) {
    case '-':
      return -(value as number);
    case '+':
      return typeof value === 'bigint' ? UNKNOWN : +(value as number);
    case '~':
      return ~(value as number);
    default:
      return UNKNOWN;
  }
}

/** Typed for numbers; the operators take strings and BigInts as well. */
type Arithmetic = (left: number, right: number) => unknown;

const arithmetic: Readonly<Record<string, Arithmetic>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '**': (left, right) => left ** right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '<<': (left, right) => left << right,
  '>>': (left, right) => left >> right,
  '>>>': (left, right) => left >>> right,
  '&': (left, right) => left & right,
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
};

/** A binary operator on known values. */
export function binary(operator: string, left: unknown, right: unknown): unknown {
  if (operator === '===') return left === right;
  if (operator === '!==') return left !== right;
  if (isOpaque(left) || isOpaque(right)) return UNKNOWN;
  try {
    const apply = arithmetic[operator];
    return apply ? apply(left as number, right as number) : UNKNOWN;
  } catch {
    // As 1n + 1: the function itself is to throw it.
    return UNKNOWN;
  }
}

/** Values whose conversion could run code of the user: objects other than dates. */
function isOpaque(value: unknown): boolean {
  if (typeof value === 'symbol' || typeof value === 'function') return true;
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) !== Date.prototype;
}
