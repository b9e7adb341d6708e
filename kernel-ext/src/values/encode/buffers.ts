import { types } from 'node:util';
import { Kind, VIEW_TYPES } from '../format';
import { writeToken, type Manner } from './body';
import { impostor } from './collections';
import type { ObjectWriter } from './dispatch';
import { keysOfView } from './element-keys';
import type { Encoder } from './encoder';
import { Refusal } from './refusal';
import { bufferSlots, resize, slot } from './slots';

const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;
const keysOf = (typedArray as { keys: (this: object) => unknown }).keys;

/** The largest element; a view that follows its buffer leaves less than one at the end. */
const LARGEST_ELEMENT = 8;

/** An ArrayBuffer or SharedArrayBuffer. */
export function writeBuffer(encoder: Encoder, value: ArrayBufferLike, manner: Manner): void {
  if (!types.isAnyArrayBuffer(value)) throw impostor(value);
  refuseDetached(value, value);
  writeToken(encoder, value, manner, {
    kind: Kind.Buffer,
    shell: () => encoder.writer.number(encoder.buffers.whole(value)),
  });
}

/** A buffer that only views lead to comes back as a plain one. @throws Refusal if it is more than that */
export function refuseSpecialBuffer(buffer: ArrayBufferLike): void {
  const prototype = types.isSharedArrayBuffer(buffer) ? SharedArrayBuffer.prototype : ArrayBuffer.prototype;
  const isPlain =
    Object.getPrototypeOf(buffer) === prototype && Object.isExtensible(buffer) && Reflect.ownKeys(buffer).length === 0;
  if (!isPlain)
    throw new Refusal(buffer, undefined, 'is a buffer with a class or properties of its own, behind a view');
}

/** A typed array, DataView or Node Buffer: which buffer, and what part of it. */
export function writeView(number: number): ObjectWriter {
  const name = VIEW_TYPES[number]!;
  return (encoder, value: object, manner) => {
    if (!isView(value, name)) throw impostor(value);
    const prototype = name === 'DataView' ? DataView.prototype : typedArray;
    const buffer = slot(prototype, 'buffer', value) as ArrayBufferLike;
    refuseDetached(value, buffer);
    if (isOutOfBounds(value)) throw new Refusal(value, undefined, 'is a view beyond the end of its resized buffer');
    const byteOffset = slot(prototype, 'byteOffset', value) as number;
    const byteLength = slot(prototype, 'byteLength', value) as number;
    const length = name === 'DataView' ? byteLength : (slot(typedArray, 'length', value) as number);
    const isFollowing = followsBuffer(value, prototype, buffer, byteOffset + byteLength);
    const shell = (): void => {
      const { writer, buffers } = encoder;
      writer.number(number);
      writer.number(name === 'Buffer' ? buffers.part(buffer, byteOffset, byteLength) : buffers.whole(buffer));
      writer.number(byteOffset);
      writer.number(isFollowing ? 1 : 0);
      if (!isFollowing) writer.number(length);
    };
    const bare = (): object => makeView(name, buffer, byteOffset, length);
    const keys = name === 'DataView' ? Reflect.ownKeys(value) : keysOfView(value, length, bare);
    writeToken(encoder, value, manner, { kind: Kind.View, shell, keys });
  };
}

function isView(value: object, name: string): boolean {
  if (name === 'DataView') return types.isDataView(value);
  return Reflect.get(typedArray, Symbol.toStringTag, value) === (name === 'Buffer' ? 'Uint8Array' : name);
}

type ViewClass = new (buffer: ArrayBufferLike, offset: number, length: number) => object;

function makeView(name: string, buffer: ArrayBufferLike, offset: number, length: number): object {
  if (name === 'Buffer') return Buffer.from(buffer as ArrayBuffer, offset, length);
  return new (globalThis as unknown as Record<string, ViewClass>)[name]!(buffer, offset, length);
}

function refuseDetached(value: object, buffer: ArrayBufferLike): void {
  if (bufferSlots(buffer).isDetached)
    throw new Refusal(value, undefined, 'has a buffer that was transferred elsewhere');
}

/** Methods of a typed array throw when it is out of bounds, while its length just reads 0. */
function isOutOfBounds(value: object): boolean {
  try {
    if (types.isDataView(value)) slot(DataView.prototype, 'byteLength', value);
    else keysOf.call(value);
    return false;
  } catch {
    return true;
  }
}

/** Whether a view's length follows its resizable buffer. No API tells, but resizing the buffer for a moment does. */
function followsBuffer(value: object, prototype: object, buffer: ArrayBufferLike, end: number): boolean {
  const { isResizable, isShared, byteLength: size, maxByteLength } = bufferSlots(buffer);
  if (!isResizable || size - end >= LARGEST_ELEMENT) return false;
  if (isShared) {
    throw new Refusal(
      value,
      undefined,
      'views a growable SharedArrayBuffer to its end, which looks the same as growing with it',
    );
  }
  const byteLength = slot(prototype, 'byteLength', value) as number;
  if (maxByteLength - size >= LARGEST_ELEMENT) {
    resize(buffer, size + LARGEST_ELEMENT);
    const isFollowing = (slot(prototype, 'byteLength', value) as number) > byteLength;
    resize(buffer, size);
    return isFollowing;
  }
  if (byteLength === 0) return false;
  const cut = new Uint8Array(buffer as ArrayBuffer, end - 1).slice();
  resize(buffer, end - 1);
  const isFollowing = !isOutOfBounds(value);
  resize(buffer, size);
  new Uint8Array(buffer as ArrayBuffer, end - 1).set(cut);
  return isFollowing;
}
