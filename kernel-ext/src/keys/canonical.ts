import type { CanonicalOptions } from './canonical/options';
import { CanonicalWriter } from './canonical/writer';

export { CanonicalWriter, type CanonicalOptions };

/** Options of `digestValue`. */
export interface DigestOptions extends CanonicalOptions {
  /** Name of the value in messages, e.g. `options`. Default: `value`. */
  readonly path?: string | undefined;
}

/**
 * Digest of a value's content in the canonical encoding: 32 bytes, equal iff the content is equal.
 *
 * What content is:
 * - The order of keys never counts; that of Maps and Sets does, because a program sees it.
 * - Every primitive differs from every other: 1, 1n, '1', true, -0, NaN, null, undefined, and a hole.
 * - Binary data counts by its type and the bytes that it shows; large data is hashed where it is.
 * - An instance counts by its class and all its own properties, private fields included; a plain object by those that are
 *   enumerable. Getters count by what they give.
 * - Two references to one object are the same as two equal objects, because data that was loaded again has lost the
 *   difference. Only in a value with cycles does it count which object is reached again.
 * - What hides its content (handles, promises, iterators, native objects) is refused, not guessed.
 *
 * @throws UnhashableArgumentError with the path of the member that has no content to make a key of.
 * @example digestValue({ b: 1, a: 2 }).equals(digestValue({ a: 2, b: 1 }))   // true
 */
export function digestValue(value: unknown, options: DigestOptions = {}): Buffer {
  const writer = idle.pop() ?? new CanonicalWriter();
  try {
    writer.begin(options);
    writer.value(value, options.path ?? 'value');
    return writer.out.digest();
  } finally {
    writer.out.reset();
    if (idle.length < 4) idle.push(writer);
  }
}

/** Writers at rest. A hook may ask for a digest while another is being made, so one is not enough. */
const idle: CanonicalWriter[] = [];
