import { UnreadableValueError } from '../errors';
import { fromParts, isBareHead, partsOf } from './body/container';
import { Decoder } from './decode/decoder';
import { Placeholder } from './host';

export { Placeholder };

/**
 * Decodes the payload of an entry without Node: for a preview in the browser.
 *
 * With `placeholders`, instances of classes that are not known here come as {@link Placeholder}s instead of a failure.
 * @throws UnreadableValueError
 * @example
 * const value = decodePayload(new Uint8Array(await response.arrayBuffer()), { placeholders: true });
 */
export function decodePayload(bytes: Uint8Array, options: { placeholders?: boolean } = {}): unknown {
  const encoded = isBareHead(bytes) ? { head: bytes, segments: [] } : fromParts(partsOf(bytes), false);
  const decoder = new Decoder(encoded, {
    classNamed: () => undefined,
    adapt: () => undefined,
    placeholders: options.placeholders ?? false,
  });
  try {
    return decoder.decode();
  } catch (error) {
    if (error instanceof UnreadableValueError) throw error;
    throw new UnreadableValueError(`The stored value cannot be rebuilt: ${error instanceof Error ? error.message : String(error)}`);
  }
}
