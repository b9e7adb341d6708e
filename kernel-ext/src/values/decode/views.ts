import { VIEW_TYPES } from '../format';
import type { BufferPiece } from './buffers';
import type { Decoder } from './decoder';
import type { Shell } from './kinds';

type ViewClass = new (buffer: ArrayBufferLike, offset: number, length?: number) => ArrayBufferView;
type Globals = Record<
  string,
  (ViewClass & { from: (buffer: ArrayBufferLike, offset: number, length?: number) => ArrayBufferView }) | undefined
>;

/** An ArrayBuffer or SharedArrayBuffer of the buffer table. */
export function readBuffer(decoder: Decoder): Shell {
  const value = wholeBuffer(decoder);
  decoder.remember(value);
  return { value };
}

/** A buffer of the table that is kept in full. */
function wholeBuffer(decoder: Decoder): ArrayBufferLike {
  const piece = decoder.buffers[decoder.reader.count()]?.[0];
  return piece?.start === 0 ? piece.buffer : decoder.reader.fail('a buffer is missing');
}

/** The bytes of a Blob, of a buffer of its own: a few bytes must not copy a large one many times. */
export function blobBytes(decoder: Decoder): Uint8Array<ArrayBuffer> {
  const { reader } = decoder;
  const number = reader.count();
  if (decoder.blobs.has(number)) reader.fail('two Blobs have the same bytes');
  decoder.blobs.add(number);
  const piece = decoder.buffers[number]?.[0] ?? reader.fail('a buffer is missing');
  return new Uint8Array(piece.buffer as ArrayBuffer);
}

/** A typed array, DataView or Node Buffer. */
export function readView(decoder: Decoder): Shell {
  const { reader } = decoder;
  const name = VIEW_TYPES[reader.count()] ?? reader.fail('a kind of view is not known');
  const pieces = decoder.buffers[reader.count()] ?? reader.fail('a view has no buffer');
  const offset = reader.count();
  const length = reader.count(1) === 1 ? undefined : reader.count();
  // Only Buffers view parts of a buffer that is in pieces; their length is in bytes.
  const viewed = name === 'Buffer' ? (length ?? 0) : 0;
  if (decoder.host.truncated === true) {
    const value = makeShortView(name, pieces, offset, length);
    decoder.remember(value);
    return { value };
  }
  const piece = pieces.find(({ start, byteLength }) => offset >= start && offset + viewed <= start + byteLength);
  if (piece === undefined) return reader.fail('a view has no buffer');
  const value = makeView(name, piece.buffer, offset - piece.start, length);
  decoder.remember(value);
  return { value };
}

/** As much of a view as there are bytes for, which may be nothing. */
function makeShortView(
  name: string,
  pieces: readonly BufferPiece[],
  offset: number,
  length: number | undefined,
): ArrayBufferView {
  const piece = pieces.findLast(({ start }) => offset >= start);
  const at = offset - (piece?.start ?? 0);
  const left = (piece?.byteLength ?? 0) - at;
  if (piece === undefined || left <= 0) return makeView(name, new ArrayBuffer(0), 0, 0);
  const elementBytes = ELEMENT_BYTES[name] ?? 1;
  return makeView(name, piece.buffer, at, Math.min(length ?? Infinity, Math.floor(left / elementBytes)));
}

/** Bytes of an element, where it is not one. */
const ELEMENT_BYTES: Readonly<Record<string, number>> = {
  Int16Array: 2,
  Uint16Array: 2,
  Float16Array: 2,
  Int32Array: 4,
  Uint32Array: 4,
  Float32Array: 4,
  Float64Array: 8,
  BigInt64Array: 8,
  BigUint64Array: 8,
};

function makeView(name: string, buffer: ArrayBufferLike, offset: number, length: number | undefined): ArrayBufferView {
  const globals = globalThis as unknown as Globals;
  if (name === 'Buffer')
    return globals['Buffer']?.from(buffer, offset, length) ?? new Uint8Array(buffer as ArrayBuffer, offset, length);
  const Class = globals[name];
  // Float16Array is younger than some browsers; its bytes are the best that can be shown there.
  return Class === undefined ? new Uint8Array(buffer as ArrayBuffer, offset) : new Class(buffer, offset, length);
}
