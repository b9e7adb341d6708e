import { UnreadableValueError } from '../../errors';
import type { Checksum } from './checksum';
import { indexBytes, readLayout, readPartCount, type Layout } from './container';
import { borrow } from './scratch';
import type { OpenValueFile } from './value-file';

/**
 * First bytes of a file, which hold the index, what pads it and a small head. Each file is read into the same memory: the
 * engine counts buffers by their number too while it collects.
 */
const front = Buffer.alloc(1024);

/** A container as it is in its file. */
export interface StoredParts {
  readonly layout: Layout;
  /** Bytes of each part: memory of their own, but for the first. */
  readonly stored: readonly Uint8Array[];
  /** Memory of the first part, to be given back. */
  readonly head: Buffer;
}

/**
 * Reads the parts of a value file of `bytes` bytes, each once.
 * @param checksum gets each piece
 * @throws UnreadableValueError
 */
export function readParts(file: OpenValueFile, bytes: number, checksum?: Checksum): StoredParts {
  const inFront = Math.min(front.length, bytes);
  file.read(0, front.subarray(0, inFront));
  const indexEnd = indexBytes(readPartCount(front.subarray(0, inFront)));
  if (indexEnd > bytes) throw new UnreadableValueError('The stored value is damaged: its index is incomplete');

  /** A piece, from the front if that has it: good until the next file is read. */
  const piece = (start: number, end: number): Uint8Array => {
    if (end > inFront) return file.read(start, Buffer.allocUnsafeSlow(end - start), checksum);
    const found = front.subarray(start, end);
    checksum?.update(found);
    return found;
  };

  const layout = readLayout(piece(0, indexEnd), bytes);
  const head = borrow(layout.parts[0]!.stored);
  let end = indexEnd;
  const stored = layout.parts.map((part, number) => {
    if (part.offset > end) piece(end, part.offset);
    end = part.offset + part.stored;
    if (number > 0) return file.read(part.offset, Buffer.allocUnsafeSlow(part.stored), checksum);
    if (end > inFront) return file.read(part.offset, head, checksum);
    head.set(piece(part.offset, end));
    return head;
  });
  return { layout, stored, head };
}
