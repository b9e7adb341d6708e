import { types } from 'node:util';
import { INLINE_DEPTH, RECORD_KEYS, SEGMENT_BYTES, SHORT_RECORDS } from '../format';
import { hasForeignSlots } from './brands';
import { hasOnlyElements } from './element-keys';
import { sameKeys } from './shapes';
import { isWellFormed } from './writer';

/** Larger values are left to the own encoder, which grows its memory slower than msgpackr does. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Keys that msgpackr looks up in an object for ends of its own (`constructor`, `toJSON`, `hasOwnProperty`), in its tree
 * of key lists (`__keys__`), or that name the prototype where they are assigned.
 */
const TAKEN_KEYS = new Set(['__proto__', '__keys__', 'constructor', 'hasOwnProperty', 'toJSON']);

/**
 * Whether msgpackr's records carry a value exactly: null, undefined, booleans, numbers but -0, well-formed strings, and
 * extensible arrays and objects of these that have nothing special about them and occur once.
 *
 * @example
 * isPlain([{ id: 1, name: 'a' }]); // true
 * isPlain([-0]);                   // false
 */
export function isPlain(value: unknown): boolean {
  return new PlainCheck().acceptsWhole(value);
}

/** One value's check: refuses the same as the own encoder, and what only that one can write. */
class PlainCheck {
  private readonly seen = new Set<object>();
  /** Key lists that were met, those met often first. */
  private readonly shapes: (readonly string[])[] = [];
  private bytes = 0;

  acceptsWhole(value: unknown): boolean {
    return this.accepts(value, 0) && this.bytes <= MOST_BYTES;
  }

  private accepts(value: unknown, depth: number): boolean {
    switch (typeof value) {
      case 'string':
        this.bytes += value.length + 1;
        return value.length < SEGMENT_BYTES && isWellFormed(value);
      case 'number':
        this.bytes += 9;
        return value !== 0 || !Object.is(value, -0);
      case 'object':
        return value === null || this.object(value, depth + 1);
      case 'boolean':
      case 'undefined':
        return true;
      default:
        return false;
    }
  }

  private object(value: object, depth: number): boolean {
    if (depth > INLINE_DEPTH || this.bytes > MOST_BYTES || types.isProxy(value) || !Object.isExtensible(value)) {
      return false;
    }
    const { size } = this.seen;
    if (this.seen.add(value).size === size) return false;
    const prototype = Object.getPrototypeOf(value) as object | null;
    if (prototype === Object.prototype) return this.record(value, depth);
    return prototype === Array.prototype && Array.isArray(value) && this.array(value, depth);
  }

  private array(value: unknown[], depth: number): boolean {
    const { length } = value;
    this.bytes += 5;
    if (length > MOST_BYTES || !hasOnlyElements(value)) return false;
    if (!Object.getOwnPropertyDescriptor(value, 'length')!.writable) return false;
    for (let i = 0; i < length; i++) if (!this.member(value, i, depth)) return false;
    return true;
  }

  private record(value: object, depth: number): boolean {
    const keys = Reflect.ownKeys(value) as string[];
    const { length } = keys;
    // Symbols come last.
    if (length > RECORD_KEYS || typeof keys[length - 1] === 'symbol' || hasForeignSlots(value)) return false;
    if (!this.knowsShape(keys) && !this.acceptsShape(keys)) return false;
    for (let i = 0; i < length; i++) if (!this.member(value, keys[i]!, depth)) return false;
    return true;
  }

  /** A hole or hidden, read-only, fixed or computed member is none that msgpackr would keep as it is. */
  private member(holder: object, key: PropertyKey, depth: number): boolean {
    const property = Object.getOwnPropertyDescriptor(holder, key);
    if (!property?.writable || !property.enumerable || !property.configurable) return false;
    return this.accepts(property.value, depth);
  }

  private knowsShape(keys: readonly string[]): boolean {
    const { shapes } = this;
    for (let i = 0; i < shapes.length; i++) {
      if (!sameKeys(keys, shapes[i]!)) continue;
      if (i > 0) [shapes[i - 1], shapes[i]] = [shapes[i]!, shapes[i - 1]!];
      return true;
    }
    return false;
  }

  private acceptsShape(keys: readonly string[]): boolean {
    if (this.shapes.push(keys) > SHORT_RECORDS) return false;
    return keys.every((key) => {
      this.bytes += key.length + 1;
      return !TAKEN_KEYS.has(key) && isWellFormed(key);
    });
  }
}
