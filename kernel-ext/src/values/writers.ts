import { types } from 'node:util';
import { ERROR_TYPES, Kind, VIEW_TYPES } from './format';
import { Refusal, type Encoder } from './encoder';
import { hasForeignSlots } from './brands';

const NONE: ReadonlySet<PropertyKey> = new Set();
const LAST_INDEX: ReadonlySet<PropertyKey> = new Set(['lastIndex']);

type WriterOf = (encoder: Encoder, value: never, flags: number) => void;

/** Writes any object that is not plain. @throws Refusal */
export function writeObject(encoder: Encoder, value: object, flags: number): void {
  const prototype = Object.getPrototypeOf(value) as object | null;
  const write = prototype === null ? writeNullPrototype : writers.get(prototype);
  if (write !== undefined) return write(encoder, value as never, flags);
  const registered = encoder.host.classOf(prototype!);
  if (registered?.codec !== undefined) {
    const { encode } = registered.codec;
    return encoder.codec(value, registered.name, () => encode(value));
  }
  if (registered !== undefined) return writeInstance(encoder, value, flags, registered.name);
  const parts = encoder.host.disassemble(value);
  if (parts !== undefined) return encoder.codec(value, parts.name, () => parts.data);
  throw refuseClass(value, prototype!);
}

function refuseClass(value: object, prototype: object): Refusal {
  const constructor = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value as unknown;
  const name = typeof constructor === 'function' && constructor.name !== '' ? constructor.name : 'an unnamed class';
  const isBuiltIn = typeof constructor === 'function' && /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(constructor));
  return isBuiltIn
    ? new Refusal(value, undefined, `is a ${name}, which has no content that can be stored`)
    : new Refusal(value, undefined, `is an instance of ${name}, a class that is not registered`, `Call memory.register(${name}) or return plain data instead.`);
}

function writeNullPrototype(encoder: Encoder, value: object, flags: number): void {
  if (hasForeignSlots(value)) throw new Refusal(value, undefined, 'is a built-in object whose prototype was replaced');
  encoder.remember(value);
  const at = encoder.writer.kind(Kind.Object, flags);
  encoder.writer.number(1);
  encoder.body(at, flags, value, undefined, NONE);
}

function writeInstance(encoder: Encoder, value: object, flags: number, name: string): void {
  if (hasForeignSlots(value)) {
    throw new Refusal(value, undefined, `is an instance of ${name}, which extends a built-in class`, `Call memory.register(${name}, { encode, decode }).`);
  }
  encoder.remember(value);
  const at = encoder.writer.kind(Kind.Instance, flags);
  encoder.text(name);
  encoder.body(at, flags, value, undefined, NONE);
}

function writePlain(encoder: Encoder, value: object, flags: number): void {
  if (hasForeignSlots(value)) {
    const reason = types.isArgumentsObject(value) ? 'is an arguments object' : 'is a built-in object whose prototype was replaced';
    throw new Refusal(value, undefined, reason);
  }
  encoder.remember(value);
  const at = encoder.writer.kind(Kind.Object, flags);
  encoder.writer.number(0);
  encoder.body(at, flags, value, undefined, NONE);
}

function writeArray(encoder: Encoder, value: unknown[], flags: number): void {
  if (!Array.isArray(value)) throw replaced(value);
  encoder.remember(value);
  const at = encoder.writer.kind(Kind.Array, flags);
  encoder.writer.number(value.length);
  const indices: number[] = [];
  const frozen = Object.isFrozen(value);
  const sealed = Object.isSealed(value);
  const ignore = new Set<PropertyKey>(['length']);
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key === 'symbol') break;
    const index = Number(key);
    if (!Number.isInteger(index) || String(index >>> 0) !== key || index >= 2 ** 32 - 1) break;
    const property = Object.getOwnPropertyDescriptor(value, key)!;
    const plain = property.enumerable && property.configurable !== sealed && (property.writable === true) !== frozen;
    if (!plain || property.get !== undefined) throw new Refusal(value, key, 'is an array element that is an accessor or read-only');
    indices.push(index);
    ignore.add(key);
  }
  if (!frozen && Object.getOwnPropertyDescriptor(value, 'length')?.writable !== true) {
    throw new Refusal(value, undefined, 'is an array whose length is read-only');
  }
  const content = (): void => {
    const sparse = indices.length < value.length / 2;
    encoder.writer.number(sparse ? 1 : 0);
    if (sparse) {
      encoder.writer.number(indices.length);
      for (const index of indices) {
        encoder.writer.number(index);
        encoder.write(value[index], value, index);
      }
      return;
    }
    for (let i = 0; i < value.length; i++) {
      if (Object.hasOwn(value, i)) encoder.write(value[i], value, i);
      else encoder.writer.kind(Kind.Undefined, 1);
    }
  };
  encoder.body(at, flags, value, content, ignore);
}

function replaced(value: object): Refusal {
  return new Refusal(value, undefined, 'is an object with the prototype of a built-in that it is not');
}

function writeMap(encoder: Encoder, value: Map<unknown, unknown>, flags: number): void {
  if (!types.isMap(value)) throw replaced(value);
  encoder.remember(value);
  const at = encoder.writer.kind(Kind.Map, flags);
  const content = (): void => {
    encoder.writer.number(value.size);
    Map.prototype.forEach.call(value, (member: unknown, key: unknown) => {
      encoder.write(key, value, undefined);
      encoder.write(member, value, undefined);
    });
  };
  encoder.body(at, flags, value, content, NONE);
}

function writeSet(encoder: Encoder, value: Set<unknown>, flags: number): void {
  if (!types.isSet(value)) throw replaced(value);
  encoder.remember(value);
  const at = encoder.writer.kind(Kind.Set, flags);
  const content = (): void => {
    encoder.writer.number(value.size);
    Set.prototype.forEach.call(value, (member: unknown) => encoder.write(member, value, undefined));
  };
  encoder.body(at, flags, value, content, NONE);
}

function writeDate(encoder: Encoder, value: Date, flags: number): void {
  if (!types.isDate(value)) throw replaced(value);
  encoder.remember(value);
  const at = encoder.writer.kind(Kind.Date, flags);
  encoder.writer.number(Date.prototype.getTime.call(value));
  encoder.body(at, flags, value, undefined, NONE);
}

function writeRegExp(encoder: Encoder, value: RegExp, flags: number): void {
  if (!types.isRegExp(value)) throw replaced(value);
  encoder.remember(value);
  const at = encoder.writer.kind(Kind.RegExp, flags);
  encoder.string(value.source);
  encoder.text(value.flags);
  if (typeof value.lastIndex !== 'number') throw new Refusal(value, 'lastIndex', 'is not a number');
  encoder.writer.number(value.lastIndex);
  encoder.body(at, flags, value, undefined, LAST_INDEX);
}

function writeError(name: string): WriterOf {
  const number = ERROR_TYPES.indexOf(name as (typeof ERROR_TYPES)[number]);
  return (encoder, value: Error, flags) => {
    if (!types.isNativeError(value)) throw replaced(value);
    encoder.remember(value);
    const at = encoder.writer.kind(Kind.Error, flags);
    encoder.writer.number(number);
    encoder.body(at, flags, value, undefined, NONE);
  };
}

function writeDomException(encoder: Encoder, value: DOMException, flags: number): void {
  encoder.remember(value);
  const at = encoder.writer.kind(Kind.DomException, flags);
  encoder.text(value.name);
  encoder.text(value.message);
  encoder.body(at, flags, value, undefined, NONE);
}

function writeBoxed(encoder: Encoder, value: object, flags: number): void {
  if (!types.isBoxedPrimitive(value)) throw replaced(value);
  const at = encoder.writer.kind(Kind.Boxed, flags);
  const primitive = types.isSymbolObject(value) ? Symbol.prototype.valueOf.call(value) : (value as { valueOf(): unknown }).valueOf();
  encoder.write(primitive, value, undefined);
  encoder.remember(value);
  const ignore = typeof primitive === 'string' ? new Set<PropertyKey>([...Array(primitive.length).keys()].map(String)).add('length') : NONE;
  encoder.body(at, flags, value, undefined, ignore);
}

function writeBuffer(encoder: Encoder, value: ArrayBufferLike, flags: number): void {
  if (!types.isAnyArrayBuffer(value)) throw replaced(value);
  if ((value as { detached?: boolean }).detached === true) throw new Refusal(value, undefined, 'is a detached ArrayBuffer');
  encoder.remember(value);
  const at = encoder.writer.kind(Kind.Buffer, flags);
  encoder.writer.number(encoder.buffers.whole(value));
  encoder.body(at, flags, value, undefined, NONE);
}

function writeView(name: string): WriterOf {
  const number = VIEW_TYPES.indexOf(name as (typeof VIEW_TYPES)[number]);
  return (encoder, value: ArrayBufferView & { length?: number }, flags) => {
    if (!ArrayBuffer.isView(value)) throw replaced(value);
    const { buffer, byteOffset, byteLength } = value;
    if ((buffer as { detached?: boolean }).detached === true) throw new Refusal(value, undefined, 'views a detached ArrayBuffer');
    encoder.remember(value);
    const at = encoder.writer.kind(Kind.View, flags);
    encoder.writer.number(number);
    encoder.writer.number(name === 'Buffer' ? encoder.buffers.part(buffer, byteOffset, byteLength) : encoder.buffers.whole(buffer));
    encoder.writer.number(byteOffset);
    encoder.writer.number(0);
    encoder.writer.number(name === 'DataView' ? byteLength : value.length!);
    encoder.body(at, flags, value, undefined, indicesOf(value));
  };
}

/** The elements of a view, which are not properties to keep. */
function indicesOf(value: { length?: number }): ReadonlySet<PropertyKey> {
  return new Set<PropertyKey>(Array.from({ length: value.length ?? 0 }, (_, index) => String(index)));
}

function writeUrl(encoder: Encoder, value: URL, flags: number): void {
  if (encoder.knows(value.searchParams)) throw new Refusal(value, undefined, 'is a URL that comes after its own searchParams');
  encoder.remember(value);
  encoder.remember(value.searchParams);
  const at = encoder.writer.kind(Kind.Url, flags);
  encoder.string(value.href);
  encoder.body(at, flags, value, undefined, NONE);
}

function writeUrlSearchParams(encoder: Encoder, value: URLSearchParams, flags: number): void {
  encoder.remember(value);
  const at = encoder.writer.kind(Kind.UrlSearchParams, flags);
  encoder.string(value.toString());
  encoder.body(at, flags, value, undefined, NONE);
}

const writers = new Map<object, WriterOf>([
  [Object.prototype, writePlain as WriterOf],
  [Array.prototype, writeArray as WriterOf],
  [Map.prototype, writeMap as WriterOf],
  [Set.prototype, writeSet as WriterOf],
  [Date.prototype, writeDate as WriterOf],
  [RegExp.prototype, writeRegExp as WriterOf],
  [DOMException.prototype, writeDomException as WriterOf],
  [ArrayBuffer.prototype, writeBuffer as WriterOf],
  [SharedArrayBuffer.prototype, writeBuffer as WriterOf],
  [Buffer.prototype, writeView('Buffer')],
  [URL.prototype, writeUrl as WriterOf],
  [URLSearchParams.prototype, writeUrlSearchParams as WriterOf],
]);
const globals = globalThis as unknown as Record<string, { prototype: object } | undefined>;
for (const Class of [Number, String, Boolean, Symbol, BigInt]) writers.set(Class.prototype, writeBoxed as WriterOf);
for (const name of VIEW_TYPES) {
  const Class = globals[name];
  if (Class !== undefined && name !== 'Buffer') writers.set(Class.prototype, writeView(name));
}
for (const name of ERROR_TYPES) {
  const Class = globals[name];
  if (Class !== undefined) writers.set(Class.prototype, writeError(name));
}

