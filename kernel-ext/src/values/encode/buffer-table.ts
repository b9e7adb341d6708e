import { BUFFER_RESIZABLE, BUFFER_SHARED, SEGMENT_BYTES } from '../format';
import { bufferSlots } from './slots';
import type { TokenWriter } from './writer';

interface Entry {
  readonly buffer: ArrayBufferLike;
  /** Kept in full: something other than a Node Buffer refers to it. */
  whole: boolean;
  readonly ranges: [start: number, end: number][];
}

/** The ArrayBuffers of one value, each once, whatever views refer to it. */
export class BufferTable {
  private readonly entries: Entry[] = [];
  private readonly numbers = new Map<ArrayBufferLike, number>();

  /** The number of a buffer that is kept in full. */
  whole(buffer: ArrayBufferLike): number {
    const number = this.number(buffer);
    this.entries[number]!.whole = true;
    return number;
  }

  /** The number of a buffer of which Node Buffers view a part: what lies between belongs to somebody else. */
  part(buffer: ArrayBufferLike, start: number, length: number): number {
    const number = this.number(buffer);
    this.entries[number]!.ranges.push([start, start + length]);
    return number;
  }

  private number(buffer: ArrayBufferLike): number {
    let number = this.numbers.get(buffer);
    if (number === undefined) {
      number = this.entries.push({ buffer, whole: false, ranges: [] }) - 1;
      this.numbers.set(buffer, number);
    }
    return number;
  }

  /** All buffers of the value. */
  *[Symbol.iterator](): Generator<ArrayBufferLike> {
    for (const { buffer } of this.entries) yield buffer;
  }

  /** Writes the table; large pieces go to `segments`, aliasing the caller's memory. */
  write(writer: TokenWriter, segments: Uint8Array[]): void {
    writer.number(this.entries.length);
    for (const { buffer, whole, ranges } of this.entries) {
      const { isShared, isResizable, byteLength, maxByteLength } = bufferSlots(buffer);
      writer.number((isShared ? BUFFER_SHARED : 0) | (isResizable ? BUFFER_RESIZABLE : 0));
      if (isResizable) writer.number(maxByteLength);
      const isOnePiece = whole || isShared || isResizable;
      const pieces = isOnePiece ? [[0, byteLength] as const] : merged(ranges);
      writer.number(pieces.length);
      for (const [start, end] of pieces) {
        writer.number(start);
        const bytes = new Uint8Array(buffer, start, end - start);
        if (bytes.byteLength < SEGMENT_BYTES) writer.binary(bytes);
        else writer.number(segments.push(bytes) - 1);
      }
    }
  }
}

/** Ranges that overlap share memory and stay together. */
function merged(ranges: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const pieces: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = pieces[pieces.length - 1];
    if (last !== undefined && (start < last[1] || start === last[0])) last[1] = Math.max(last[1], end);
    else pieces.push([start, end]);
  }
  return pieces;
}
