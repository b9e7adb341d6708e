import type { Packr } from 'msgpackr';
import { HEAD_MARK, HEAD_PREAMBLE } from '../format';
import type { EncodedValue } from '../types';
import { isPlain } from './plain-check';

/** msgpackr keeps the memory of its largest value for the next; beyond this many bytes it is made to let go of it. */
const KEPT_BYTES = 1024 * 1024;

interface Packer {
  readonly packr: Packr;
  /** Leaves room for what precedes the value, and lets the next value overwrite this one, which is copied by then. */
  readonly mode: number;
}

let packer: Packer | undefined;

/**
 * The msgpackr that plain data goes through. Made when it is first needed: loading it takes longer than a hit may.
 *
 * It is the build that never makes functions from data, and one of its own beside the `msgpackr` that a notebook may
 * import: extensions added there, and the memory used there, do not matter here.
 */
export function plainPacker(): Packer {
  if (packer !== undefined) return packer;
  const msgpackr = require('msgpackr/index-no-eval') as typeof import('msgpackr');
  return (packer = {
    packr: new msgpackr.Packr({ useRecords: true }),
    mode: msgpackr.RESERVE_START_SPACE | msgpackr.RESET_BUFFER_MODE | HEAD_PREAMBLE,
  });
}

/**
 * Encodes plain data by msgpackr; undefined for anything else, which is the own encoder's to write. For plain data both
 * write the same bytes (docs/format.md).
 */
export function encodePlain(value: unknown): EncodedValue | undefined {
  if (!isPlain(value)) return undefined;
  const { packr, mode } = plainPacker();
  const packed = packr.pack(value, mode);
  const tableAt = packed.byteLength;
  // The last byte is a buffer table without buffers.
  const head = Buffer.allocUnsafe(tableAt + 1);
  head.set(packed);
  head[0] = HEAD_MARK;
  head[1] = 0;
  head.writeUIntBE(tableAt, 2, 6);
  head[tableAt] = 0;
  if (tableAt > KEPT_BYTES) packr.useBuffer(Buffer.allocUnsafeSlow(8192));
  return { head, segments: [] };
}
