/**
 * What "equal content" means, written without a look at the encoding: the oracle of the property tests. For values
 * without cycles.
 */
export function sameContent(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  return sameInside(a, b) && sameProperties(a, b);
}

/** What an object holds beside its properties. */
function sameInside(a: object, b: object): boolean {
  if (a instanceof Map && b instanceof Map) return sameSequence([...a].flat(), [...b].flat());
  if (a instanceof Set && b instanceof Set) return sameSequence([...a], [...b]);
  if (a instanceof Date && b instanceof Date) return Object.is(a.getTime(), b.getTime());
  if (a instanceof RegExp && b instanceof RegExp) return String(a) === String(b) && a.lastIndex === b.lastIndex;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length;
  if (isBoxed(a) && isBoxed(b)) return Object.is(a.valueOf(), b.valueOf());
  if (a instanceof Error && b instanceof Error) {
    const hidden = ['message', 'cause', 'errors'] as const;
    return hidden.every(
      (key) => Object.hasOwn(a, key) === Object.hasOwn(b, key) && sameContent(Reflect.get(a, key), Reflect.get(b, key)),
    );
  }
  if (a instanceof URL && b instanceof URL) return a.href === b.href;
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) return sameBytes(bytesOf(a), bytesOf(b));
  if (a instanceof ArrayBuffer && b instanceof ArrayBuffer) return sameBytes(new Uint8Array(a), new Uint8Array(b));
  return true;
}

function sameProperties(a: object, b: object): boolean {
  if (ArrayBuffer.isView(a)) return true;
  const keys = keysOf(a);
  if (keys.length !== keysOf(b).length) return false;
  return keys.every(
    (key) =>
      Object.prototype.propertyIsEnumerable.call(b, key) && sameContent(Reflect.get(a, key), Reflect.get(b, key)),
  );
}

function keysOf(object: object): PropertyKey[] {
  return Reflect.ownKeys(object).filter((key) => Object.prototype.propertyIsEnumerable.call(object, key));
}

function sameSequence(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, at) => sameContent(item, b[at]));
}

function isBoxed(value: object): boolean {
  return [Number, String, Boolean, BigInt, Symbol].some((type) => value instanceof type);
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
