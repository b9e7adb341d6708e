import { types } from 'node:util';

/** Whether a function has no JavaScript source: built-in, of a native addon, or bound. */
export function isNative(fn: Function): boolean {
  return !types.isProxy(fn) && Function.prototype.toString.call(fn).endsWith('{ [native code] }');
}

/** Finds the member where a read of `object[key]` ends: the property itself, and the object that has it. */
export function findMember(
  object: object,
  key: PropertyKey,
): { owner: object; property: PropertyDescriptor } | undefined {
  for (let owner: object | null = object; owner !== null; owner = Object.getPrototypeOf(owner) as object | null) {
    const property = Object.getOwnPropertyDescriptor(owner, key);
    if (property) return { owner, property };
  }
  return undefined;
}

/** Objects of the platform that count by name: what they hold is not the user's. */
const PLATFORM_OBJECTS =
  'Math JSON Reflect Atomics Intl WebAssembly console process performance crypto navigator localStorage sessionStorage Temporal'.split(
    ' ',
  );

/** Native functions on the global object. By name: to look at each global makes Node load those it loads lazily. */
const NATIVE_GLOBALS =
  'Object Function Array Number Boolean String Symbol Date Promise RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float16Array Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set Iterator WeakMap WeakSet WeakRef Proxy FinalizationRegistry SharedArrayBuffer DisposableStack AsyncDisposableStack SuppressedError parseFloat parseInt isFinite isNaN decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval MessageChannel MessagePort URLPattern'.split(
    ' ',
  );

let names: Map<unknown, string> | undefined;

/** The name by which the language or the platform calls a value, such as `Math.max` or `Array.prototype.map`. */
export function platformName(value: unknown): string | undefined {
  // Collecting the names takes some milliseconds, and every function among them is native.
  if (typeof value === 'function' && !isNative(value)) return undefined;
  return (names ??= collect()).get(value);
}

/** Whether a global name stands for an object of the platform, such as `Math` or `process`. */
export function isPlatformObject(name: string): boolean {
  return PLATFORM_OBJECTS.includes(name);
}

function collect(): Map<unknown, string> {
  const found = new Map<unknown, string>();
  const add = (value: unknown, name: string): void => {
    const isObject = typeof value === 'object' && value !== null;
    if ((isObject || typeof value === 'function') && !found.has(value)) found.set(value, name);
  };
  for (const key of [...NATIVE_GLOBALS, ...PLATFORM_OBJECTS]) {
    const value: unknown = Object.getOwnPropertyDescriptor(globalThis, key)?.value;
    if (!isPlatformObject(key) && !(typeof value === 'function' && isNative(value))) continue;
    if ((typeof value !== 'object' || value === null) && typeof value !== 'function') continue;
    add(value, key);
    addMembers(value, key, add);
    const prototype: unknown = typeof value === 'function' ? value.prototype : undefined;
    if (typeof prototype === 'object' && prototype !== null) addMembers(prototype, `${key}.prototype`, add);
  }
  return found;
}

function addMembers(owner: object, name: string, add: (value: unknown, name: string) => void): void {
  for (const key of Reflect.ownKeys(owner)) {
    const property = Object.getOwnPropertyDescriptor(owner, key)!;
    for (const member of [property.value, property.get] as unknown[]) {
      if (typeof member === 'function' && isNative(member)) add(member, `${name}.${String(key)}`);
    }
  }
}
