/** A deep copy with the keys of every object in the opposite order, and every typed array in a larger buffer. */
export function reorderedCopy<T>(value: T): T {
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return withProperties(value, shell(value));
}

function shell(value: object): object {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (Array.isArray(value)) return new Array<unknown>(value.length);
  if (value instanceof Map)
    return Object.setPrototypeOf(
      new Map([...value].map(([key, item]) => [copy(key), copy(item)])),
      prototype,
    ) as object;
  if (value instanceof Set) return new Set([...value].map(copy));
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof RegExp)
    return Object.assign(new RegExp(value.source, value.flags), { lastIndex: value.lastIndex });
  if (value instanceof Error) return errorLike(value);
  if (value instanceof URL) return new URL(value.href);
  if (value instanceof ArrayBuffer) return value.slice(0);
  if (ArrayBuffer.isView(value)) return inLargerBuffer(value);
  if ([Number, String, Boolean, BigInt, Symbol].some((type) => value instanceof type))
    return Object(value.valueOf()) as object;
  return Object.create(prototype) as object;
}

function errorLike(value: Error): Error {
  const options = 'cause' in value ? { cause: copy(value.cause) } : undefined;
  return value instanceof TypeError ? new TypeError(value.message, options) : new Error(value.message, options);
}

function inLargerBuffer(view: ArrayBufferView): ArrayBufferView {
  const buffer = new ArrayBuffer(view.byteLength + 16);
  new Uint8Array(buffer).fill(0xaa);
  new Uint8Array(buffer, 8).set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  if (Buffer.isBuffer(view)) return Buffer.from(buffer, 8, view.byteLength);
  const length = view instanceof DataView ? view.byteLength : (view as unknown as { length: number }).length;
  return new (view.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => ArrayBufferView)(
    buffer,
    8,
    length,
  );
}

function withProperties(from: object, to: object): object {
  if (ArrayBuffer.isView(from)) return to;
  for (const key of Reflect.ownKeys(from).reverse()) {
    if (!Object.prototype.propertyIsEnumerable.call(from, key) || (from instanceof String && key in to)) continue;
    Object.defineProperty(to, key, {
      value: copy(Reflect.get(from, key)),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return to;
}
