import type { CanonicalOptions } from './canonical/options';
import { CanonicalWriter } from './canonical/writer';

export { CanonicalWriter, type CanonicalOptions };

/** Options of `digestValue`. */
export interface DigestOptions extends CanonicalOptions {
  /** Name of the value in messages, e.g. `options`. Default: `value`. */
  readonly path?: string | undefined;
}

/**
 * BLAKE3-256 of a value's content in the canonical encoding: 32 bytes, equal iff the content is equal.
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
