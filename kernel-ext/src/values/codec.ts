import { UnreadableValueError } from '../errors';
import { fromParts, isBareHead, partsOf, type Decompress } from './body/container';
import { Decoder } from './decode/decoder';
import { Placeholder } from './host';

export { Placeholder };

/** Options of {@link decodePayload}. */
export interface DecodeOptions {
  /** Instances of classes that are not known here come as {@link Placeholder}s instead of a failure. */
  readonly placeholders?: boolean;
  /** Restores zstd to `length` bytes. Without it a compressed payload cannot be decoded: browsers have no zstd. */
  readonly decompress?: Decompress;
}

/**
 * Decodes the payload of an entry, or the content of a value file, without Node: for a preview in the browser.
 * It does not verify the checksum, which only kernel and store can.
 * @throws UnreadableValueError
 * @example
 * const value = decodePayload(new Uint8Array(await response.arrayBuffer()), { placeholders: true });
 */
export function decodePayload(bytes: Uint8Array, options: DecodeOptions = {}): unknown {
  try {
    const decompress = options.decompress ?? noDecompress;
    const encoded = isBareHead(bytes) ? { head: bytes, segments: [] } : fromParts(partsOf(bytes, decompress), false);
    const decoder = new Decoder(encoded, {
      classNamed: () => undefined,
      adapt: () => undefined,
      placeholders: options.placeholders ?? false,
    });
    return decoder.decode();
  } catch (error) {
    if (error instanceof UnreadableValueError) throw error;
    throw new UnreadableValueError(
      `The stored value cannot be rebuilt: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function noDecompress(): never {
  throw new Error('it is compressed with zstd');
}
