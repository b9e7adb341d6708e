import { CONFIGURABLE, ENUMERABLE, FROZEN, NATIVE_STACK, NON_EXTENSIBLE, SEALED, WRITABLE } from '../format';
import type { Decoder } from './decoder';

/** Reads a list of own properties, with their attributes, onto an object. */
export function readProperties(decoder: Decoder, object: object): void {
  const { reader } = decoder;
  const count = reader.claim(reader.count());
  for (let i = 0; i < count; i++) {
    const key = decoder.read();
    if (typeof key !== 'string' && typeof key !== 'symbol') return reader.fail('a property key is expected');
    const attributes = reader.count(NATIVE_STACK | ENUMERABLE | CONFIGURABLE | WRITABLE);
    const value = decoder.read();
    const enumerable = (attributes & ENUMERABLE) !== 0;
    const configurable = (attributes & CONFIGURABLE) !== 0;
    if ((attributes & NATIVE_STACK) === 0) {
      Object.defineProperty(object, key, { value, writable: (attributes & WRITABLE) !== 0, enumerable, configurable });
    } else {
      defineNativeStack(object, value);
      Object.defineProperty(object, 'stack', { enumerable, configurable });
    }
  }
}

/** Defines an ordinary property, whatever its name and whatever the prototype has of that name. */
export function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Applies an integrity level. */
export function restrict(object: object, level: number): object {
  if (level === NON_EXTENSIBLE) return Object.preventExtensions(object);
  if (level === SEALED) return Object.seal(object);
  return level === FROZEN ? Object.freeze(object) : object;
}

type WithStack = { stackTraceLimit?: number; captureStackTrace?: (object: object) => void };

function defineNativeStack(object: object, value: unknown): void {
  const errors = Error as WithStack;
  const limit = errors.stackTraceLimit;
  errors.stackTraceLimit = 0;
  try {
    // Missing in some browsers; there an assigned stack is as near as it gets.
    errors.captureStackTrace?.(object);
    Object.assign(object, { stack: value });
  } finally {
    errors.stackTraceLimit = limit;
  }
}
