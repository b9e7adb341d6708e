import { FROZEN, Kind, NON_EXTENSIBLE, RECORD_KEYS, SEALED } from '../format';
import { hasForeignSlots } from './brands';
import { hasOnlyElements } from './element-keys';
import type { Encoder } from './encoder';

const OBJECT_PROTOTYPE = Object.prototype;
const ARRAY_PROTOTYPE = Array.prototype;

/**
 * Writes the common case: a plain object or an array with nothing special about its properties.
 * False when it is not that: nothing was written.
 */
export function writePlainObject(encoder: Encoder, value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === OBJECT_PROTOTYPE) return writeRecord(encoder, value);
  return prototype === ARRAY_PROTOTYPE && Array.isArray(value) && writeDenseArray(encoder, value);
}

function writeRecord(encoder: Encoder, value: object): boolean {
  const keys = Object.getOwnPropertyNames(value);
  const integrity = integrityOf(value);
  const values = ordinaryValues(value, keys, integrity);
  if (values === undefined || hasForeignSlots(value)) return false;
  const { writer } = encoder;
  if (integrity > 0) writer.kind(Kind.Integrity, integrity);
  encoder.remember(value);
  if (keys.length > RECORD_KEYS || !encoder.recordHeader(keys)) {
    writer.mapHeader(keys.length);
    for (let i = 0; i < keys.length; i++) {
      writer.string(keys[i]!);
      encoder.write(values[i], value, keys[i]);
    }
    return true;
  }
  for (let i = 0; i < keys.length; i++) encoder.write(values[i], value, keys[i]);
  return true;
}

/** The values of `keys` if these are all own properties and ordinary as far as the integrity level lets them be. */
export function ordinaryValues(value: object, keys: readonly string[], integrity: number): unknown[] | undefined {
  if (Object.getOwnPropertySymbols(value).length > 0) return undefined;
  const writable = integrity < FROZEN;
  const configurable = integrity < SEALED;
  const values = new Array<unknown>(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const property = Object.getOwnPropertyDescriptor(value, keys[i]!)!;
    if (property.writable !== writable || !property.enumerable || property.configurable !== configurable)
      return undefined;
    values[i] = property.value;
  }
  return values;
}

function writeDenseArray(encoder: Encoder, value: unknown[]): boolean {
  const { length } = value;
  if (!hasOnlyElements(value)) return false;
  const integrity = integrityOf(value);
  const writable = integrity < FROZEN;
  const configurable = integrity < SEALED;
  if (Object.getOwnPropertyDescriptor(value, 'length')!.writable !== writable) return false;
  for (let i = 0; i < length; i++) {
    const property = Object.getOwnPropertyDescriptor(value, i);
    if (property?.writable !== writable || !property.enumerable || property.configurable !== configurable) return false;
  }
  if (integrity > 0) encoder.writer.kind(Kind.Integrity, integrity);
  encoder.remember(value);
  encoder.writer.arrayHeader(length);
  for (let i = 0; i < length; i++) encoder.write(value[i], value, i);
  return true;
}

/** 0: extensible; else how far it is restricted. */
export function integrityOf(value: object): number {
  if (Object.isExtensible(value)) return 0;
  // Elements of a view can be written, whatever V8 says of sealed ones; their attributes are not theirs to lose.
  if (ArrayBuffer.isView(value)) return NON_EXTENSIBLE;
  if (Object.isFrozen(value)) {
    // V8 calls an empty sealed array frozen although its length can be written.
    return Array.isArray(value) && Object.getOwnPropertyDescriptor(value, 'length')!.writable === true
      ? SEALED
      : FROZEN;
  }
  return Object.isSealed(value) ? SEALED : NON_EXTENSIBLE;
}
