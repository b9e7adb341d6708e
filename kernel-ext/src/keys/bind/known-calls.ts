import { UNKNOWN, type Surroundings } from './unknown';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** A set that is made when it is first asked: to look at some of the platform makes Node load parts of itself. */
function lazily(list: () => readonly unknown[]): { has(value: unknown): boolean } {
  let set: ReadonlySet<unknown> | undefined;
  return { has: (value) => (set ??= new Set(list())).has(value) };
}

/** Built-ins that answer by their arguments alone and change nothing. */
const pure = lazily(() => [
  ...methodsOf(Math).filter((fn) => fn !== Math.random),
  ...methodsOf(Number),
  ...methodsOf(String.prototype),
  ...methodsOf(Number.prototype),
  ...methodsOf(BigInt.prototype),
  ...methodsOf(Date.prototype).filter((fn) => !fn.name.startsWith('set')),
  ...[Array.isArray, Array.of, Date.UTC, Date.parse, Symbol.for, JSON.stringify, JSON.parse],
  ...[Object.keys, Object.values, Object.entries, Object.fromEntries, Object.freeze],
  ...[Number, String, Boolean, BigInt, parseInt, parseFloat, isNaN, isFinite],
  ...[Map.prototype.get, Map.prototype.has, Set.prototype.has],
  ...[
    Array.prototype.slice,
    Array.prototype.concat,
    Array.prototype.join,
    Array.prototype.includes,
    Array.prototype.at,
  ],
  ...[Array.prototype.indexOf, Array.prototype.lastIndexOf],
]);

/** Built-ins that change nothing, but answer differently each time. */
const varying = lazily(() => [
  Math.random,
  Date.now,
  Date,
  performance.now,
  globalThis.crypto.randomUUID,
  process.cwd,
  process.hrtime,
  process.hrtime.bigint,
  process.uptime,
]);

const constructors = lazily(() => [
  ...[Date, Map, Set, Array, Object, URL, RegExp, Error, TypeError, RangeError, ArrayBuffer, Number, String, Boolean],
  ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array],
  ...[Float32Array, Float64Array, BigInt64Array, BigUint64Array],
]);

/** The answer of a call of a built-in; `UNKNOWN` for everything else. */
export function callOf(callee: unknown, self: unknown, args: unknown[], around: Surroundings): unknown {
  const isVarying = varying.has(callee);
  if (!isVarying && !pure.has(callee)) return UNKNOWN;
  if (args.some(runsCode)) return UNKNOWN;
  if (isVarying) around.varying = true;
  try {
    return Reflect.apply(callee as Method, self, args);
  } catch {
    // The function itself is to throw it.
    return UNKNOWN;
  }
}

/** A new instance of a built-in; `UNKNOWN` for everything else. */
export function constructionOf(callee: unknown, args: unknown[], around: Surroundings): unknown {
  if (!constructors.has(callee) || args.some(runsCode)) return UNKNOWN;
  if (callee === Date && args.length === 0) around.varying = true;
  try {
    return Reflect.construct(callee as Function, args) as unknown;
  } catch {
    return UNKNOWN;
  }
}

/** Whether a built-in would call code of the user to make use of this argument. */
function runsCode(value: unknown): boolean {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    prototype !== null &&
    ![Object.prototype, Date.prototype, Map.prototype, Set.prototype].includes(prototype as object)
  );
}

function methodsOf(object: object): Function[] {
  return Reflect.ownKeys(object)
    .map((key) => Object.getOwnPropertyDescriptor(object, key)?.value as unknown)
    .filter((value): value is Function => typeof value === 'function');
}
