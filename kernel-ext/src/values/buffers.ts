import { UnreadableValueError } from '../errors';
import type { Decoder } from './decoder';

/** Flags of an entry of the buffer table. */
export const BUFFER_SHARED = 1;
export const BUFFER_RESIZABLE = 2;

/** One ArrayBuffer of the value, or the part of one that is kept. `start`: where it began in the original. */
export interface BufferPiece {
  readonly start: number;
  readonly buffer: ArrayBufferLike;
}

/**
 * Reads the buffer table at the end of a head.
 *
 * A buffer is one piece, except those that only Node Buffers view: they are slices of a pool, of which just the
 * viewed parts are kept.
 */
export function readBuffers(decoder: Decoder): BufferPiece[][] {
  const { reader } = decoder;
  const count = reader.claim(reader.count());
  const buffers: BufferPiece[][] = [];
  for (let i = 0; i < count; i++) {
    const flags = reader.count(3);
    const maxByteLength = (flags & BUFFER_RESIZABLE) !== 0 ? reader.count() : undefined;
    const pieceCount = reader.claim(reader.count());
    const pieces: BufferPiece[] = [];
    for (let j = 0; j < pieceCount; j++) {
      const start = reader.count();
      pieces.push({ start, buffer: materialise(source(decoder), (flags & BUFFER_SHARED) !== 0, maxByteLength) });
    }
    buffers.push(pieces);
  }
  return buffers;
}

/** Bytes that the result may keep if `owned`, must copy otherwise. */
interface Source {
  readonly bytes: Uint8Array;
  readonly owned: boolean;
}

function source(decoder: Decoder): Source {
  const { reader, encoded } = decoder;
  if ((reader.bytes[reader.position] ?? 0) >= 0xc4 && (reader.bytes[reader.position] ?? 0) <= 0xc6) {
    return { bytes: reader.binary(), owned: false };
  }
  return { bytes: segment(decoder, reader.count()), owned: encoded.ownsSegments === true };
}

/** A segment by its number. */
export function segment(decoder: Decoder, index: number): Uint8Array {
  return decoder.encoded.segments[index] ?? decoder.reader.fail('a segment is missing');
}

type BufferClass = new (byteLength: number, options?: { maxByteLength: number }) => ArrayBufferLike;

function materialise({ bytes, owned }: Source, shared: boolean, maxByteLength: number | undefined): ArrayBufferLike {
  if (!shared && maxByteLength === undefined) {
    const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
    if (owned && whole) return bytes.buffer;
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  }
  const Class = (shared && typeof SharedArrayBuffer !== 'undefined' ? SharedArrayBuffer : ArrayBuffer) as BufferClass;
  let buffer: ArrayBufferLike;
  try {
    buffer = new Class(bytes.byteLength, maxByteLength === undefined ? undefined : { maxByteLength });
  } catch {
    throw new UnreadableValueError('The stored value holds a buffer that cannot be made here');
  }
  new Uint8Array(buffer).set(bytes);
  return buffer;
}
