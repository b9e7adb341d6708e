import { types } from 'node:util';

/** Reads a built-in's getter, which a property of the object's own cannot hide. */
export function slot(prototype: object, name: string, value: object): unknown {
  return Reflect.get(prototype, name, value);
}

/** What an ArrayBuffer or SharedArrayBuffer is like. */
export interface BufferSlots {
  readonly byteLength: number;
  readonly maxByteLength: number;
  readonly isShared: boolean;
  /** Whether its length can change. */
  readonly isResizable: boolean;
  readonly isDetached: boolean;
}

/** Reads the slots of a buffer. */
export function bufferSlots(buffer: ArrayBufferLike): BufferSlots {
  const isShared = types.isSharedArrayBuffer(buffer);
  const prototype = isShared ? SharedArrayBuffer.prototype : ArrayBuffer.prototype;
  return {
    byteLength: slot(prototype, 'byteLength', buffer) as number,
    maxByteLength: slot(prototype, 'maxByteLength', buffer) as number,
    isShared,
    isResizable: slot(prototype, isShared ? 'growable' : 'resizable', buffer) === true,
    isDetached: !isShared && slot(prototype, 'detached', buffer) === true,
  };
}

/** Resizes a resizable ArrayBuffer. */
export function resize(buffer: ArrayBufferLike, byteLength: number): void {
  (ArrayBuffer.prototype as unknown as { resize(byteLength: number): void }).resize.call(buffer, byteLength);
}
