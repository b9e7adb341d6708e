import type { CacheControls, CachedFunction } from './cached-function';
import type { Calls } from './calls';
import { registerWrapper, type Declared } from './keys';
import type { AnyFunction } from './options';
import type { Shelved } from './shelved';
import type { EntryQuery } from './store/types';

/** What the controls need besides the calls: the parts that concern the function as a whole. */
export interface FunctionControls {
  clear: CacheControls<AnyFunction>['clear'];
  stats: CacheControls<AnyFunction>['stats'];
  entries(query?: Omit<EntryQuery, 'function'>): ReturnType<CacheControls<AnyFunction>['entries']>;
}

function controlsFor(calls: Calls, whole: FunctionControls, self: unknown): Omit<CacheControls<AnyFunction>, 'on'> {
  return {
    has: (...args) => calls.has(self, args),
    keyOf: (...args) => calls.keyOf(self, args),
    delete: (...args) => calls.delete(self, args),
    refresh: (...args) => calls.refresh(self, args),
    set: (args, value) => calls.set(self, args, value),
    shelve: (...args) => calls.shelve(self, args) as Shelved<any>,
    explain: (...args) => calls.explain(self, args),
    ...whole,
    original: calls.original,
  };
}

/**
 * Gives `original` its cached form: a function with the same name, length, source, properties and type, and the controls as
 * properties, which win over its own. What it depends on by declaration counts for those who call it, too.
 */
export function wrap<F extends AnyFunction>(
  original: F,
  calls: Calls,
  whole: FunctionControls,
  declared: Declared,
): CachedFunction<F> {
  const cached = function (this: unknown, ...args: unknown[]): unknown {
    return calls.run(this, args);
  };
  const controls: CacheControls<AnyFunction> = {
    ...controlsFor(calls, whole, undefined),
    on: (self) => controlsFor(calls, whole, self),
  };
  const toString = (): string => Function.prototype.toString.call(original);
  for (const [name, value] of Object.entries({ toString, ...controls })) {
    Object.defineProperty(cached, name, { value, configurable: true, writable: true });
  }
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(original))) {
    if (!Object.hasOwn(controls, name) && name !== 'prototype') Object.defineProperty(cached, name, property);
  }
  registerWrapper(cached, original, declared);
  return cached as unknown as CachedFunction<F>;
}

/** A use of `memory.cache` as a decorator, in either style, taken apart. */
export interface DecoratedMethod {
  readonly method: AnyFunction;
  /** `Class.method`, or `method` where the class is not known yet (standard decorators). */
  readonly name: string;
  /** Gives the decorator's answer: a descriptor in the legacy style, the method in the standard one. */
  answer(cached: AnyFunction): unknown;
  /** Standard decorators learn the class when the first object is made: calls back with `Class.method`. */
  whenNamed(cached: AnyFunction, callback: (name: string) => void): void;
}

interface StandardContext {
  kind: string;
  name: string | symbol;
  addInitializer(initializer: (this: unknown) => void): void;
}

/** Recognises the arguments with which a decorator is called; undefined when this is no decorator call. */
export function decoratedMethod(args: readonly unknown[]): DecoratedMethod | 'not a method' | undefined {
  const [target, key, descriptor] = args;
  if (args.length === 2 && isStandardContext(key)) {
    if (key.kind !== 'method' || typeof target !== 'function') return 'not a method';
    return {
      method: target as AnyFunction,
      name: String(key.name),
      answer: (cached) => cached,
      whenNamed: (cached, callback) =>
        key.addInitializer(function () {
          const owner = ownerName(this, key.name, cached);
          if (owner) callback(`${owner}.${String(key.name)}`);
        }),
    };
  }
  if (args.length < 2 || (typeof key !== 'string' && typeof key !== 'symbol')) return undefined;
  const property = (descriptor ?? Object.getOwnPropertyDescriptor(target, key)) as PropertyDescriptor | undefined;
  // `memory.cache(fn, 'name')`, with a text where the options belong.
  if (args.length === 2 && typeof target === 'function' && typeof property?.value !== 'function') return undefined;
  if (typeof property?.value !== 'function') return 'not a method';
  const owner = typeof target === 'function' ? target : (target as object).constructor;
  return {
    method: property.value as AnyFunction,
    name: `${owner.name}.${String(key)}`,
    answer: (cached) => ({ ...property, value: cached }),
    whenNamed: () => {},
  };
}

function isStandardContext(value: unknown): value is StandardContext {
  return typeof value === 'object' && value !== null && 'kind' in value && 'addInitializer' in value;
}

/** Name of the class on the prototype chain of `self` (an object, or a class for a static method) that has the method. */
function ownerName(self: unknown, key: string | symbol, method: AnyFunction): string | undefined {
  for (let owner = self; owner !== null && owner !== undefined; owner = Object.getPrototypeOf(owner)) {
    if (Object.getOwnPropertyDescriptor(owner, key)?.value !== method) continue;
    return typeof owner === 'function' ? owner.name : (owner as object).constructor.name;
  }
  return undefined;
}
