import { CONFIGURABLE, ENUMERABLE, PLAIN_PROPERTY, WRITABLE } from './format';
import { define, type Decoder } from './decoder';

/** Attribute number of the `stack` that the engine gives errors: an accessor whose functions cannot be stored. */
export const NATIVE_STACK = 8;

/** Reads a list of own properties, with their attributes, onto an object. */
export function readProperties(decoder: Decoder, object: object): void {
  const { reader } = decoder;
  const count = reader.claim(reader.count());
  for (let i = 0; i < count; i++) {
    const key = decoder.read();
    if (typeof key !== 'string' && typeof key !== 'symbol') return reader.fail('a property key is expected');
    const attributes = reader.count(NATIVE_STACK);
    const value = decoder.read();
    if (attributes === PLAIN_PROPERTY) define(object, key, value);
    else if (attributes === NATIVE_STACK) defineNativeStack(object, value);
    else {
      Object.defineProperty(object, key, {
        value,
        writable: (attributes & WRITABLE) !== 0,
        enumerable: (attributes & ENUMERABLE) !== 0,
        configurable: (attributes & CONFIGURABLE) !== 0,
      });
    }
  }
}

function defineNativeStack(object: object, value: unknown): void {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    // Missing outside V8; there an assigned stack is as near as it gets.
    Error.captureStackTrace?.(object);
    (object as { stack: unknown }).stack = value;
  } finally {
    Error.stackTraceLimit = limit;
  }
}
