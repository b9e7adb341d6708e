import { hashBytes, type HashWriter } from '../hash';
import { Refusal } from './refusal';
import { COLLAPSE_BYTES, Tag, viewCodes } from './tags';

/** Binary data up to this many bytes is written out, above it as its digest. Part of the key format. */
const INLINE_BYTES = 1024;

const wellKnown = new Map<symbol, string>();
for (const name of Object.getOwnPropertyNames(Symbol)) {
  const value: unknown = (Symbol as unknown as Record<string, unknown>)[name];
  if (typeof value === 'symbol') wellKnown.set(value, name);
}

/** Writes a number so that -0, NaN and every double differ, and nothing else does. */
export function writeNumber(out: HashWriter, value: number): void {
  if ((value | 0) === value && (value !== 0 || 1 / value > 0)) out.int32(Tag.int32, value);
  else if (value !== value) out.byte(Tag.nan);
  else out.float64(Tag.double, value);
}

/**
 * Writes elements from the one at `next` to that before `count`, as long as they are plain primitives and not too many for
 * the run that began at `run`. Returns which one is next then.
 */
export function writePrimitives(
  out: HashWriter,
  array: readonly unknown[],
  next: number,
  count: number,
  run: number,
): number {
  let at = next;
  for (; at < count && out.length - run < COLLAPSE_BYTES; at++) {
    const value = array[at];
    if (typeof value === 'number') writeNumber(out, value);
    else if (typeof value === 'string') {
      out.byte(Tag.string);
      out.text(value);
    } else if (typeof value === 'boolean') out.byte(value ? Tag.true : Tag.false);
    else if (value === null) out.byte(Tag.null);
    else break;
  }
  return at;
}

/** Writes a BigInt of any size. */
export function writeBigInt(out: HashWriter, value: bigint): void {
  out.byte(Tag.bigint);
  out.text(value.toString(16));
}

/** Writes a symbol that means the same in every process; false for one that does not. */
export function writeSymbol(out: HashWriter, value: symbol): boolean {
  const key = Symbol.keyFor(value);
  const name = wellKnown.get(value);
  if (key === undefined && name === undefined) return false;
  out.byte(key === undefined ? Tag.wellKnownSymbol : Tag.registeredSymbol);
  out.text(key ?? name!);
  return true;
}

/** Writes the key of a symbol property: of a symbol that only this process has, its description. */
export function writeSymbolKey(out: HashWriter, value: symbol): void {
  if (writeSymbol(out, value)) return;
  out.byte(Tag.string);
  out.text(value.description ?? '');
}

/** Writes the window of a view: its type, its length and its bytes. */
export function writeView(out: HashWriter, type: string, view: ArrayBufferView): void {
  if (view.byteLength === 0 && (view.buffer as { detached?: boolean }).detached) throw new Refusal('is detached');
  out.byte(Tag.typedArray);
  out.byte(viewCodes[type]!);
  writeBytes(out, view);
}

/** Writes an ArrayBuffer or a SharedArrayBuffer. */
export function writeBuffer(out: HashWriter, buffer: ArrayBufferLike, tag: number): void {
  out.byte(tag);
  const { resizable, growable, maxByteLength } = buffer as {
    resizable?: boolean;
    growable?: boolean;
    maxByteLength?: number;
  };
  out.varint(resizable || growable ? maxByteLength! + 1 : 0);
  writeBytes(out, new Uint8Array(buffer));
}

function writeBytes(out: HashWriter, view: ArrayBufferView): void {
  out.varint(view.byteLength);
  if (view.byteLength > INLINE_BYTES) out.raw(hashBytes(view));
  else out.raw(view instanceof Uint8Array ? view : new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
}

/** Writes a regular expression, with the state that `exec` reads. */
export function writeRegExp(out: HashWriter, value: RegExp): void {
  out.byte(Tag.regexp);
  out.text(value.source);
  out.text(value.flags);
  writeNumber(out, value.lastIndex);
}
