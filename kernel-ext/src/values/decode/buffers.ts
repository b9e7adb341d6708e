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

/** The segments of a value. Each serves one string or buffer: a few bytes must not copy a large segment many times. */
export class Segments {
  private taken: Set<number> | undefined;

  constructor(private readonly encoded: EncodedValue) {}

  /** The segment whose number comes next. */
  take(reader: TokenReader): Uint8Array {
    const index = reader.count();
    const taken = (this.taken ??= new Set());
    if (taken.has(index)) reader.fail('a segment is used twice');
    taken.add(index);
    return this.encoded.segments[index] ?? reader.fail('a segment is missing');
  }

  /** Whether the value may be built upon the segments. */
  get isOwned(): boolean {
    return this.encoded.ownsSegments === true;
  }
}

/** Reads the buffer table that a head ends with, and makes the buffers. */
export function readBuffers(reader: TokenReader, segments: Segments): BufferPiece[][] {
  const source = (): Source => {
    const token = reader.peek();
    if (token >= 0xc4 && token <= 0xc6) return { bytes: reader.binary(), isOwned: false };
    return { bytes: segments.take(reader), isOwned: segments.isOwned };
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

type BufferClass = new (byteLength: number, options?: { maxByteLength: number }) => ArrayBufferLike;

function makeBuffer(
  reader: TokenReader,
  { bytes, isOwned }: Source,
  isShared: boolean,
  maxByteLength: number | undefined,
): ArrayBufferLike {
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
