import { types } from 'node:util';

/** A step of building a value; plans are what fast-check generates and shrinks, so that they can share and cycle. */
export type Plan = (site: Site) => unknown;

/** What one value has been built of so far. */
export interface Site {
  readonly objects: object[];
  readonly buffers: ArrayBufferLike[];
}

/** Makes an object known to later steps. */
export function keep<T extends object>(site: Site, object: T): T {
  site.objects.push(object);
  return object;
}

const restrictions = [(object: object) => object, Object.preventExtensions, Object.seal, Object.freeze];
const viewClasses = [
  DataView,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  ...('Float16Array' in globalThis
    ? [(globalThis as never as { Float16Array: typeof Float32Array }).Float16Array]
    : []),
];
/** Gives an object properties with attributes: 1 writable, 2 enumerable, 4 configurable. */
export function define(object: object, properties: readonly [PropertyKey, number, Plan][], site: Site): void {
  for (const [key, bits, part] of properties) {
    // Elements with attributes of their own and replaced characters of a boxed string are refused, which other tests cover.
    if (Object.hasOwn(object, key) || (typeof key === 'string' && (key === '-0' || String(Number(key)) === key)))
      continue;
    // The stack that the test runner makes of an error reads them as text.
    if (types.isNativeError(object) && (key === 'message' || key === 'name')) continue;
    Object.defineProperty(object, key, {
      value: part(site),
      writable: (bits & 1) !== 0,
      enumerable: (bits & 2) !== 0,
      configurable: (bits & 4) !== 0,
    });
  }
}

/** Applies an integrity level: 0 none, 1 not extensible, 2 sealed, 3 frozen. */
export function restrict(object: object, integrity: number): object {
  try {
    return restrictions[integrity]!(object);
  } catch {
    // Views with elements cannot be sealed or frozen.
    return object;
  }
}

/** Makes a buffer that views can be made of. */
export function bufferOf(site: Site, length: number, most: number): ArrayBufferLike {
  const options = most < length ? undefined : { maxByteLength: most };
  const Class = (length % 5 === 4 ? SharedArrayBuffer : ArrayBuffer) as new (
    length: number,
    options?: object,
  ) => ArrayBuffer;
  const buffer = new Class(length, options);
  new Uint8Array(buffer).forEach((_, index, bytes) => (bytes[index] = index * 37 + length));
  site.buffers.push(buffer);
  return buffer;
}

/** Makes a view of some buffer made so far. */
export function viewOf(site: Site, pick: number, classPick: number, length: number, tracks: boolean): object {
  const buffer = site.buffers.length === 0 ? bufferOf(site, 48, -1) : site.buffers[pick % site.buffers.length]!;
  const Class = viewClasses[classPick % viewClasses.length] as unknown as new (
    buffer: ArrayBufferLike,
    offset?: number,
    length?: number,
  ) => object;
  const { resizable, growable } = buffer as never as { resizable?: boolean; growable?: boolean };
  try {
    if (tracks && resizable === true) return new Class(buffer, 0);
    // Views that reach the end of a growable buffer are refused.
    return growable === true ? new Uint8Array(3) : new Class(buffer, 0, length);
  } catch {
    return new Uint8Array(3);
  }
}
