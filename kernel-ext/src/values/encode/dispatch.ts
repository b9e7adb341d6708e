import { ERROR_TYPES, TEMPORAL_TYPES, VIEW_TYPES } from '../format';
import type { Manner } from './body';
import { hasForeignSlots } from './brands';
import { writeBuffer, writeView } from './buffers';
import { writeArray, writeMap, writeObjectWithPrototype, writeSet } from './collections';
import type { Encoder } from './encoder';
import { writeInstance } from './instances';
import { writeBlob, writeTemporal, writeUrl, writeUrlSearchParams } from './platform';
import { Refusal } from './refusal';
import { refuseUnknown } from './refuse-unknown';
import { writeBoxed, writeDate, writeDomException, writeError, writeRegExp } from './scalars';

/** Writes one kind of object. @throws Refusal, also when the object is not what its prototype says */
export type ObjectWriter = (encoder: Encoder, value: never, manner: Manner) => void;

const ORDINARY: Manner = { deferred: false, className: undefined };
const DEFERRED: Manner = { deferred: true, className: undefined };

/** Writes any object that is not plain, or one that is but is put off. @throws Refusal */
export function writeObject(encoder: Encoder, value: object, deferred: boolean): void {
  const manner = deferred ? DEFERRED : ORDINARY;
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null) return writeObjectWithPrototype(encoder, value, manner);
  const write = writers.get(prototype);
  if (write !== undefined) return write(encoder, value as never, manner);
  const registered = encoder.host.classOf(prototype);
  if (registered?.codec !== undefined) {
    const { encode } = registered.codec;
    return encoder.codec(value, registered.name, () => encode(value));
  }
  if (registered !== undefined) {
    const { name } = registered;
    const base = builtInBase(prototype);
    if (base !== undefined) return base(encoder, value as never, { deferred, className: name });
    if (hasForeignSlots(value))
      throw new Refusal(value, undefined, `is an instance of ${name} that is a built-in as well`);
    return writeInstance(encoder, value, { deferred, className: name });
  }
  const parts = encoder.host.disassemble(value);
  if (parts !== undefined) return encoder.codec(value, parts.name, () => parts.makeData());
  throw refuseUnknown(value, prototype);
}

/** Writes a Proxy that stands for an object of a known library. @throws Refusal for any other */
export function writeProxy(encoder: Encoder, value: object): void {
  const parts = encoder.host.disassemble(value);
  if (parts === undefined) throw new Refusal(value, undefined, 'is a Proxy');
  encoder.codec(value, parts.name, () => parts.makeData());
}

/** How the built-in that a class extends is written; undefined when it extends none. */
function builtInBase(prototype: object): ObjectWriter | undefined {
  let base = Object.getPrototypeOf(prototype) as object | null;
  while (base !== null && base !== Object.prototype) {
    const write = writers.get(base);
    if (write !== undefined) return write;
    base = Object.getPrototypeOf(base) as object | null;
  }
  return undefined;
}

const writers = new Map<object, ObjectWriter>();

function add(name: string, write: ObjectWriter, within: object = globalThis): void {
  const Class = (within as Record<string, { prototype: object } | undefined>)[name];
  // Some are missing in older versions of Node.
  if (Class !== undefined) writers.set(Class.prototype, write);
}

add('Object', writeObjectWithPrototype);
add('Array', writeArray);
add('Map', writeMap);
add('Set', writeSet);
add('Date', writeDate);
add('RegExp', writeRegExp);
add('DOMException', writeDomException);
for (const name of ['Number', 'String', 'Boolean', 'Symbol', 'BigInt']) add(name, writeBoxed);
for (const [number, name] of ERROR_TYPES.entries()) add(name, writeError(number));
for (const [number, name] of VIEW_TYPES.entries()) add(name, writeView(number));
add('ArrayBuffer', writeBuffer);
add('SharedArrayBuffer', writeBuffer);
add('URL', writeUrl);
add('URLSearchParams', writeUrlSearchParams);
add('Blob', writeBlob);
add('File', writeBlob);
const temporal = (globalThis as { Temporal?: object }).Temporal;
if (temporal !== undefined) {
  for (const [number, name] of TEMPORAL_TYPES.entries()) add(name, writeTemporal(number), temporal);
}
