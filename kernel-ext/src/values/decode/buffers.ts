import { BUFFER_RESIZABLE, BUFFER_SHARED } from '../format';
import type { EncodedValue } from '../types';
import type { TokenReader } from './reader';

/** One ArrayBuffer of the value, or a kept part of one. `start`: where it began in the original. */
export interface BufferPiece {
  readonly start: number;
  readonly buffer: ArrayBufferLike;
  /** Known here, since the value may give the buffer a property of that name. */
  readonly byteLength: number;
}

/** Bytes that the value may be built upon if `isOwned`, that must be copied otherwise. */
interface Source {
  readonly bytes: Uint8Array;
  readonly isOwned: boolean;
}

/** Reads the buffer table that a head ends with, and makes the buffers. */
export function readBuffers(reader: TokenReader, encoded: EncodedValue): BufferPiece[][] {
  const taken = new Set<number>();
  const source = (): Source => {
    const token = reader.peek();
    if (token >= 0xc4 && token <= 0xc6) return { bytes: reader.binary(), isOwned: false };
    const index = reader.count();
    // Two buffers on one segment would share memory that the original did not share.
    if (taken.has(index)) reader.fail('a segment is used twice');
    taken.add(index);
    return { bytes: segmentAt(encoded, index, reader), isOwned: encoded.ownsSegments === true };
  };
  const count = reader.claim(reader.count());
  const buffers: BufferPiece[][] = [];
  for (let i = 0; i < count; i++) {
    const flags = reader.count(BUFFER_SHARED | BUFFER_RESIZABLE);
    const maxByteLength = (flags & BUFFER_RESIZABLE) === 0 ? undefined : reader.count();
    const pieceCount = reader.claim(reader.count());
    const pieces: BufferPiece[] = [];
    for (let j = 0; j < pieceCount; j++) {
      const start = reader.count();
      const from = source();
      const buffer = makeBuffer(reader, from, (flags & BUFFER_SHARED) !== 0, maxByteLength);
      pieces.push({ start, buffer, byteLength: from.bytes.byteLength });
    }
    buffers.push(pieces);
  }
  return buffers;
}

/** A segment by its number. */
export function segmentAt(encoded: EncodedValue, index: number, reader: TokenReader): Uint8Array {
  return encoded.segments[index] ?? reader.fail('a segment is missing');
}

type BufferClass = new (byteLength: number, options?: { maxByteLength: number }) => ArrayBufferLike;

function makeBuffer(reader: TokenReader, { bytes, isOwned }: Source, isShared: boolean, maxByteLength: number | undefined): ArrayBufferLike {
  if (!isShared && maxByteLength === undefined) {
    if (isOwned && bytes.byteLength === bytes.buffer.byteLength) return bytes.buffer;
    return new Uint8Array(bytes).buffer;
  }
  const Class = isShared && typeof SharedArrayBuffer !== 'undefined' ? SharedArrayBuffer : ArrayBuffer;
  let buffer: ArrayBufferLike;
  try {
    buffer = new (Class as BufferClass)(bytes.byteLength, maxByteLength === undefined ? undefined : { maxByteLength });
  } catch {
    return reader.fail('a buffer cannot be made');
  }
  new Uint8Array(buffer).set(bytes);
  return buffer;
}
