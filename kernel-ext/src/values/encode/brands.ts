import { types } from 'node:util';

const toString = Object.prototype.toString;

/**
 * Whether an object that looks plain is in truth a built-in whose prototype was replaced, or an `arguments` object:
 * its content would be lost without a trace.
 */
export function hasForeignSlots(value: object): boolean {
  return (
    types.isMap(value) ||
    types.isSet(value) ||
    types.isAnyArrayBuffer(value) ||
    ArrayBuffer.isView(value) ||
    types.isPromise(value) ||
    types.isWeakMap(value) ||
    types.isWeakSet(value) ||
    types.isGeneratorObject(value) ||
    types.isMapIterator(value) ||
    types.isSetIterator(value) ||
    types.isModuleNamespaceObject(value) ||
    types.isExternal(value) ||
    (toString.call(value) !== '[object Object]' && hasNamedSlots(value))
  );
}

/** Those that Object.prototype.toString names, unless a toStringTag hides it. */
function hasNamedSlots(value: object): boolean {
  return (
    Array.isArray(value) ||
    types.isDate(value) ||
    types.isRegExp(value) ||
    types.isNativeError(value) ||
    types.isBoxedPrimitive(value) ||
    types.isArgumentsObject(value)
  );
}
