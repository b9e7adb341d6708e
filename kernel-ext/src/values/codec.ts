import { UnreadableValueError } from '../errors';
import { fromParts, isBareHead, partsOf, readLayout, type Decompress } from './body/container';
import { Decoder } from './decode/decoder';
import { decodeCutHead, startOf } from './decode/start';
import { Placeholder, type DecodeHost } from './host';

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
  return orUnreadable(() => {
    const decompress = options.decompress ?? noDecompress;
    const encoded = isBareHead(bytes) ? { head: bytes, segments: [] } : fromParts(partsOf(bytes, decompress), false);
    return new Decoder(encoded, hostOf(options)).decode();
  });
}

/**
 * Decodes what can be decoded of the first bytes of a payload: strings, buffers and views end where the bytes do, lists
 * and objects with the last member that is there.
 * @param bytes its first bytes
 * @param total bytes of the whole
 * @throws UnreadableValueError, also when the bytes are too few to tell anything
 * @example
 * const first = decodeStart(bytes, 2_254_857_830, { placeholders: true });
 */
export function decodeStart(bytes: Uint8Array, total: number, options: DecodeOptions = {}): unknown {
  if (bytes.byteLength >= total) return decodePayload(bytes, options);
  return orUnreadable(() => {
    const decompress = options.decompress ?? noDecompress;
    if (isBareHead(bytes)) return decodeCutHead(bytes, hostOf(options));
    const { parts } = readLayout(bytes, total);
    const [head, ...segments] = parts.map((part) => startOf(part, bytes, decompress));
    if (head === undefined || head.byteLength < parts[0]!.length) return decodeCutHead(head, hostOf(options));
    return new Decoder({ head, segments }, { ...hostOf(options), truncated: true }).decode();
  });
}

function hostOf(options: DecodeOptions): DecodeHost {
  return { classNamed: () => undefined, adapt: () => undefined, placeholders: options.placeholders ?? false };
}

function orUnreadable(decode: () => unknown): unknown {
  try {
    return decode();
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
