import { types } from 'node:util';

const GLOBAL_OBJECTS = new Set(
  'Math JSON Reflect Atomics Intl WebAssembly console process performance crypto navigator localStorage sessionStorage Temporal'.split(
    ' ',
  ),
);

/** Whether a global name stands for an object of the platform, whose members count by name. */
export function isPlatformObject(name: string): boolean {
  return GLOBAL_OBJECTS.has(name);
}

/** Whether a function has no JavaScript source: built-in, of a native addon, or bound. */
export function isNative(fn: Function): boolean {
  return Function.prototype.toString.call(fn).endsWith('{ [native code] }') && !types.isProxy(fn);
}

/** Prototypes whose methods do what the specification says. */
const builtinPrototypes = new Set<object>([Object.prototype, Function.prototype, Array.prototype]);

/** Whether a prototype belongs to the platform: its constructor is native code. */
export function isBuiltinPrototype(prototype: object): boolean {
  if (builtinPrototypes.has(prototype)) return true;
  const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  if (typeof constructor !== 'function') return Object.getPrototypeOf(prototype) !== null && !hasUserMethods(prototype);
  const builtin = isNative(constructor) && constructor.prototype === prototype;
  if (builtin) builtinPrototypes.add(prototype);
  return builtin;
}

function hasUserMethods(prototype: object): boolean {
  return Object.values(Object.getOwnPropertyDescriptors(prototype)).some(
    ({ value, get }) => [value, get].some((member) => typeof member === 'function' && !isNative(member as Function)),
  );
}

/** Finds the member where a read of `object[key]` ends: the property itself, and the object that has it. */
export function findMember(object: object, key: string): { owner: object; property: PropertyDescriptor } | undefined {
  for (let owner: object | null = object; owner !== null; owner = Object.getPrototypeOf(owner) as object | null) {
    const property = Object.getOwnPropertyDescriptor(owner, key);
    if (property) return { owner, property };
  }
  return undefined;
}
