import { loadBody, type LoadOptions } from './body/storage';
import type { StoredBody } from './types';
import type { ValueCodec } from './value-codec';

/**
 * Reads, verifies and decodes a stored value. The value shares no memory with `body`, which can be loaded again.
 * @throws UnreadableValueError when anything differs from what was written, or cannot be decoded here
 * @example
 * const value = loadValue(codec, entry.body, { key, folder: '.tslab-memory' });
 */
export function loadValue(codec: ValueCodec, body: StoredBody, options: LoadOptions): unknown {
  const encoded = loadBody(body, options);
  try {
    return codec.decode(encoded);
  } finally {
    encoded.release?.();
  }
}
