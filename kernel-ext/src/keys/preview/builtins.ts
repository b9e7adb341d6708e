import { types } from 'node:util';
import { classNameOf, dataOf, quoted } from './parts';

const MAX_NUMBERS = 8;

/** Built-ins that are written in one piece; undefined for objects that show their members. */
export function previewBuiltin(value: object, budget: number): string | undefined {
  if (ArrayBuffer.isView(value)) return view(value);
  if (types.isAnyArrayBuffer(value)) return `${classNameOf(value)}(${value.byteLength})`;
  if (types.isDate(value)) return date(value);
  if (types.isRegExp(value)) return shortened(RegExp.prototype.toString.call(plainRegExp(value)), budget);
  if (types.isNativeError(value)) return error(value, budget);
  if (types.isBoxedPrimitive(value)) return `Object(${boxed(value)})`;
  if (types.isPromise(value) || types.isWeakMap(value) || types.isWeakSet(value)) return classNameOf(value);
  if (types.isGeneratorObject(value)) return 'Generator';
  if (types.isExternal(value)) return 'External';
  if (value instanceof URL) return `new URL(${quoted(URL.prototype.toString.call(value), budget)})`;
  return undefined;
}

function view(value: ArrayBufferView): string {
  const name = classNameOf(value);
  if (value instanceof DataView) return `${name}(${value.byteLength})`;
  const numbers = value as unknown as ArrayLike<number | bigint>;
  const { length } = numbers;
  if (length === 0 || length > MAX_NUMBERS) return `${name}(${length})`;
  const shown = Array.from(numbers, (item) =>
    Object.is(item, -0) ? '-0' : `${item}${typeof item === 'bigint' ? 'n' : ''}`,
  );
  return `${name}(${length}) [${shown.join(', ')}]`;
}

function error(value: Error, budget: number): string {
  const message = Object.hasOwn(value, 'message') ? dataOf(value, 'message') : '';
  return `new ${classNameOf(value)}(${typeof message === 'string' ? quoted(message, budget) : ''})`;
}

function date(value: Date): string {
  const time = Date.prototype.getTime.call(value);
  return Number.isNaN(time) ? 'new Date(NaN)' : `new Date('${Date.prototype.toISOString.call(value)}')`;
}

function boxed(value: object): string {
  const primitive: unknown = types.isStringObject(value)
    ? quoted(String.prototype.valueOf.call(value), 60)
    : types.isNumberObject(value)
      ? Number.prototype.valueOf.call(value)
      : types.isBooleanObject(value)
        ? Boolean.prototype.valueOf.call(value)
        : types.isBigIntObject(value)
          ? `${BigInt.prototype.valueOf.call(value)}n`
          : Symbol.prototype.toString.call(value);
  return String(primitive);
}

/** Its own `source` and `flags` may be getters of the user. */
function plainRegExp(value: RegExp): RegExp {
  const read = (name: 'source' | 'flags'): string =>
    Object.getOwnPropertyDescriptor(RegExp.prototype, name)!.get!.call(value) as string;
  return new RegExp(read('source'), read('flags'));
}

function shortened(text: string, budget: number): string {
  return text.length > budget ? `${text.slice(0, Math.max(budget, 8))}…` : text;
}
