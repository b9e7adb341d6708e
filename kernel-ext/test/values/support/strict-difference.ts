import { types } from 'node:util';

/**
 * Where two values differ in anything a program can observe: kind, prototype, own keys and their order, descriptors,
 * extensibility, internal slots, and which members are the same object. Undefined when they do not.
 */
export function strictDifference(expected: unknown, actual: unknown): string | undefined {
  const pairs = new Map<object, object>();
  const reverse = new Map<object, object>();
  const queue: [unknown, unknown, string][] = [[expected, actual, 'value']];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [a, b, path] = next;
    if (!isObject(a) || !isObject(b)) {
      if (!Object.is(a, b)) return `${path}: ${show(a)} became ${show(b)}`;
      continue;
    }
    if (pairs.has(a) || reverse.has(b)) {
      if (pairs.get(a) !== b || reverse.get(b) !== a) return `${path}: the same object in one place, not in the other`;
      continue;
    }
    pairs.set(a, b);
    reverse.set(b, a);
    const difference = compareObjects(a, b, (x, y, step) => queue.push([x, y, path + step]));
    if (difference !== undefined) return `${path}${difference}`;
  }
  return undefined;
}

type Visit = (a: unknown, b: unknown, step: string) => void;

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? Object.prototype.toString.call(value)
    : `${typeof value} ${String(value)}`;
}

function compareObjects(a: object, b: object, visit: Visit): string | undefined {
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return ': another prototype';
  if (integrity(a) !== integrity(b)) return `: integrity ${integrity(a)} became ${integrity(b)}`;
  return compareSlots(a, b, visit) ?? compareProperties(a, b, visit);
}

function integrity(value: object): string {
  return `${Object.isExtensible(value)} ${Object.isSealed(value)} ${Object.isFrozen(value)}`;
}

function keysOf(value: object): PropertyKey[] {
  const keys = Reflect.ownKeys(value);
  // Node keeps the content of Blobs under symbols of its own.
  if (value instanceof Blob)
    return keys.filter((key) => !/^Symbol\((kHandle|kLength|kType|state)\)$/.test(String(key)));
  return keys;
}

function compareProperties(a: object, b: object, visit: Visit): string | undefined {
  const keys = keysOf(a);
  const others = keysOf(b);
  if (keys.length !== others.length || keys.some((key, index) => key !== others[index])) {
    return `: keys [${keys.slice(0, 9).map(String).join()}] became [${others.slice(0, 9).map(String).join()}]`;
  }
  for (const key of keys) {
    const x = Object.getOwnPropertyDescriptor(a, key)!;
    const y = Object.getOwnPropertyDescriptor(b, key)!;
    const step = `[${String(key)}]`;
    if (x.enumerable !== y.enumerable || x.configurable !== y.configurable || x.writable !== y.writable)
      return `${step}: other attributes`;
    if (x.get !== y.get || x.set !== y.set) return `${step}: another accessor`;
    if (x.get !== undefined) visit(Reflect.get(a, key), Reflect.get(b, key), step);
    else visit(x.value, y.value, step);
  }
  return undefined;
}

function compareSlots(a: object, b: object, visit: Visit): string | undefined {
  for (const [name, check] of Object.entries(types)) {
    if (
      typeof check === 'function' &&
      name !== 'isExternal' &&
      (check as (value: unknown) => boolean)(a) !== (check as (value: unknown) => boolean)(b)
    ) {
      return `: ${name} differs`;
    }
  }
  if (Array.isArray(a) !== Array.isArray(b)) return ': isArray differs';
  if (types.isMap(a))
    return compareLists([...Map.prototype.entries.call(a)].flat(), [...Map.prototype.entries.call(b)].flat(), visit);
  if (types.isSet(a)) return compareLists([...Set.prototype.values.call(a)], [...Set.prototype.values.call(b)], visit);
  if (types.isDate(a)) return compareLists([Date.prototype.getTime.call(a)], [Date.prototype.getTime.call(b)], visit);
  if (types.isRegExp(a)) return compareLists([String(new RegExp(a))], [String(new RegExp(b as RegExp))], visit);
  if (types.isBoxedPrimitive(a)) return compareLists([unbox(a)], [unbox(b)], visit);
  if (ArrayBuffer.isView(a)) return compareViews(a, b as ArrayBufferView, visit);
  if (types.isAnyArrayBuffer(a)) return compareBuffers(a, b as ArrayBuffer);
  if (a instanceof URL) return compareLists(urlSlots(a), urlSlots(b as URL), visit);
  if (a instanceof URLSearchParams)
    return compareLists(
      [...URLSearchParams.prototype.entries.call(a)].flat(),
      [...URLSearchParams.prototype.entries.call(b as URLSearchParams)].flat(),
      visit,
    );
  if (a instanceof DOMException)
    return compareLists(
      [a.name, a.message, a.code],
      [(b as DOMException).name, (b as DOMException).message, (b as DOMException).code],
      visit,
    );
  return undefined;
}

function urlSlots(url: URL): unknown[] {
  return ['href', 'searchParams'].map(
    (name) => Object.getOwnPropertyDescriptor(URL.prototype, name)!.get!.call(url) as unknown,
  );
}

function unbox(value: object): unknown {
  const Class = [Number, String, Boolean, BigInt, Symbol].find(
    (each) => Object.getPrototypeOf(value) === each.prototype,
  )!;
  return (Class.prototype.valueOf as (this: object) => unknown).call(value);
}

function compareLists(a: unknown[], b: unknown[], visit: Visit): string | undefined {
  if (a.length !== b.length) return `: size ${a.length} became ${b.length}`;
  // Last first, since the caller takes the latest difference first.
  for (let i = a.length - 1; i >= 0; i--) visit(a[i], b[i], `<${i}>`);
  return undefined;
}

/** Own properties may hide a view's getters. */
function slot(view: ArrayBufferView, name: 'buffer' | 'byteOffset' | 'byteLength'): unknown {
  const prototype = types.isDataView(view)
    ? DataView.prototype
    : (Object.getPrototypeOf(Uint8Array.prototype) as object);
  return Object.getOwnPropertyDescriptor(prototype, name)!.get!.call(view);
}

function compareViews(a: ArrayBufferView, b: ArrayBufferView, visit: Visit): string | undefined {
  if (slot(a, 'byteLength') !== slot(b, 'byteLength')) return ': another length';
  // Where in which buffer a Node Buffer lies is not part of its value; its bytes are.
  if (Buffer.isBuffer(a)) return Buffer.compare(bytesOf(a), bytesOf(b)) === 0 ? undefined : ': other bytes';
  if (slot(a, 'byteOffset') !== slot(b, 'byteOffset')) return ': another offset';
  visit(slot(a, 'buffer'), slot(b, 'buffer'), '.buffer');
  return undefined;
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(
    slot(view, 'buffer') as ArrayBuffer,
    slot(view, 'byteOffset') as number,
    slot(view, 'byteLength') as number,
  );
}

function compareBuffers(a: ArrayBufferLike, b: ArrayBufferLike): string | undefined {
  const prototype = types.isSharedArrayBuffer(a) ? SharedArrayBuffer.prototype : ArrayBuffer.prototype;
  for (const name of ['byteLength', 'maxByteLength', 'resizable', 'growable']) {
    const [x, y] = [Reflect.get(prototype, name, a), Reflect.get(prototype, name, b)] as unknown[];
    if (x !== y) return `: ${name} ${String(x)} became ${String(y)}`;
  }
  return Buffer.compare(new Uint8Array(a), new Uint8Array(b)) === 0 ? undefined : ': other bytes';
}
