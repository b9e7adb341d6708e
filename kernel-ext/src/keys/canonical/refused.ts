const generatorPrototype = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())) as object;
const asyncGeneratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})())) as object;
const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object;

const reasons = new Map<object, string>([
  [Promise.prototype, 'is a promise: await it first'],
  [WeakMap.prototype, 'is a WeakMap, whose content cannot be listed'],
  [WeakSet.prototype, 'is a WeakSet, whose content cannot be listed'],
  [WeakRef.prototype, 'is a WeakRef, which may lose its target'],
  [FinalizationRegistry.prototype, 'is a FinalizationRegistry'],
  [generatorPrototype, 'is a generator, which can be read only once'],
  [asyncGeneratorPrototype, 'is an async generator, which can be read only once'],
  [iteratorPrototype, 'is an iterator, which can be read only once'],
]);

/** Why objects with this prototype have no content to make a key of, or undefined. */
export function refusal(prototype: object, constructor: Function | undefined): string | undefined {
  const reason = reasons.get(prototype);
  if (reason !== undefined) return reason;
  if (constructor === undefined) return undefined;
  const source = Function.prototype.toString.call(constructor);
  if (source.endsWith('{ [native code] }')) {
    return `is a native object (${constructor.name}), whose state cannot be read`;
  }
  return undefined;
}
