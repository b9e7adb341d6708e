import { types } from 'node:util';
import { classNameOf, dataOf, functionText, GETTER, quoted } from './preview/parts';
import { previewBuiltin } from './preview/builtins';
import { previewDataFrame } from './preview/data-frames';

/** Characters of the preview of a whole call. */
const CALL_LIMIT = 300;
const VALUE_LIMIT = 100;
const MAX_DEPTH = 4;
const MAX_ITEMS = 20;

/**
 * The arguments of a call as a person would write them, shortened to 300 characters.
 *
 * @example previewCall(['AAPL', { start: '2024-01-01' }])   // "'AAPL', {start: '2024-01-01'}"
 */
export function previewCall(args: readonly unknown[], limit = CALL_LIMIT): string {
  return safely(limit, () => joined(args.length, limit, 0, (at) => show(args[at], 0, limit), ''));
}

/**
 * A value as a person would write it, shortened. Runs no code of the user (no getters, no `toString`; of a proxy only
 * `get`, to know a data frame), never throws, and looks at some members of large values only.
 *
 * @example previewValue(new Float64Array(1e6))   // 'Float64Array(1000000)'
 */
export function previewValue(value: unknown, limit = VALUE_LIMIT): string {
  return safely(limit, () => show(value, 0, limit));
}

function safely(limit: number, make: () => string): string {
  let text: string;
  try {
    text = make();
  } catch {
    text = '(cannot be shown)';
  }
  return cut(text, limit);
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = (text.charCodeAt(limit - 2) & 0xfc00) === 0xd800 ? limit - 2 : limit - 1;
  return `${text.slice(0, end)}…`;
}

function show(value: unknown, depth: number, budget: number): string {
  switch (typeof value) {
    case 'string':
      return quoted(value, Math.max(budget, 8));
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return cut(`${value}n`, Math.max(budget, 8));
    case 'function':
      return functionText(value);
    case 'symbol':
      return value === GETTER ? '(getter)' : String(value);
    case 'object':
      return value === null ? 'null' : showObject(value, depth, budget);
    default:
      return String(value);
  }
}

function showObject(value: object, depth: number, budget: number): string {
  if (types.isProxy(value)) return previewDataFrame(value) ?? 'Proxy';
  const builtin = previewBuiltin(value, budget);
  if (builtin !== undefined) return builtin;
  const name = classNameOf(value);
  const frame = name === 'Object' ? undefined : previewDataFrame(value);
  if (frame !== undefined) return frame;
  if (Array.isArray(value)) {
    const prefix = name === 'Array' ? '' : `${name}(${value.length}) `;
    if (depth >= MAX_DEPTH) return `${prefix}[${value.length > 0 ? '…' : ''}]`;
    const item = (at: number, left: number): string =>
      at in value ? show(dataOf(value, String(at)), depth + 1, left) : '';
    return `${prefix}[${joined(value.length, budget, prefix.length + 2, item)}]`;
  }
  if (types.isMap(value)) {
    const entries = first(Map.prototype.entries.call(value) as Iterator<[unknown, unknown]>);
    const item = (at: number, left: number): string => {
      const [key, member] = entries[at]!;
      const text = show(key, depth + 1, left);
      return `${text} => ${show(member, depth + 1, left - text.length)}`;
    };
    return `${name}(${value.size}) {${joinedUnless(depth, value.size, budget, item)}}`;
  }
  if (types.isSet(value)) {
    const items = first(Set.prototype.values.call(value) as Iterator<unknown>);
    const item = (at: number, left: number): string => show(items[at], depth + 1, left);
    return `${name}(${value.size}) {${joinedUnless(depth, value.size, budget, item)}}`;
  }
  const keys = Object.keys(value);
  const item = (at: number, left: number): string => {
    const key = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(keys[at]!) ? keys[at]! : quoted(keys[at]!, 40);
    return `${key}: ${show(dataOf(value, keys[at]!), depth + 1, left - key.length - 2)}`;
  };
  const prefix = name === 'Object' || name === '' ? '' : `${name} `;
  return `${prefix}{${joinedUnless(depth, keys.length, budget, item)}}`;
}

function joinedUnless(
  depth: number,
  count: number,
  budget: number,
  item: (at: number, left: number) => string,
): string {
  if (depth >= MAX_DEPTH) return count > 0 ? '…' : '';
  return joined(count, budget, 2, item);
}

/** The items as far as the budget goes, and how many more there are. */
function joined(
  count: number,
  budget: number,
  used: number,
  item: (at: number, left: number) => string,
  more = ' more',
): string {
  let text = '';
  for (let at = 0; at < count; at++) {
    const left = budget - used - text.length;
    if (at >= MAX_ITEMS || (at > 0 && left < 12)) return `${text}, …${more && ` ${count - at}${more}`}`;
    text += (at > 0 ? ', ' : '') + item(at, left);
  }
  return text;
}

function first<T>(iterator: Iterator<T>): T[] {
  const items: T[] = [];
  for (let next = iterator.next(); !next.done && items.length < MAX_ITEMS; next = iterator.next())
    items.push(next.value);
  return items;
}
