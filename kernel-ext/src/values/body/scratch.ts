/** Most bytes that are kept: more would be missed by the notebook, and is made anew to be mapped over. */
const KEPT_BYTES = 16 * 1024 * 1024;

/** Weak, so that a collection of the whole heap, which comes when memory is wanted, takes it. */
let spare: WeakRef<Buffer> | undefined;

/**
 * Memory, of any content, for bytes that are read, looked at and done with. What is made anew for each load would count as
 * pressure on the engine, which answers with a collection of the whole heap, and the system would have to find each page of
 * it. It is never freed by detaching it: after the first detached buffer the engine checks for that at each read of any
 * typed array, and loops over bytes anywhere in the kernel take a third longer.
 *
 * @example
 * const memory = borrow(bytes);
 * // ... nothing may refer to it any more
 * giveBack(memory);
 */
export function borrow(bytes: number): Buffer {
  const kept = spare?.deref();
  if (kept === undefined || kept.length < bytes) return Buffer.allocUnsafeSlow(bytes);
  spare = undefined;
  return kept.subarray(0, bytes);
}

/** Takes back what {@link borrow} gave, for the next who needs as much. */
export function giveBack({ buffer }: Buffer): void {
  if (buffer.byteLength > KEPT_BYTES || buffer.byteLength < (spare?.deref()?.length ?? 0)) return;
  spare = new WeakRef(Buffer.from(buffer));
}
