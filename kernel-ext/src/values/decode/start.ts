import { UnreadableValueError } from '../../errors';
import { RAW, type Decompress, type Part } from '../body/container';
import { HEAD_PREAMBLE } from '../format';
import type { DecodeHost } from '../host';
import { Decoder } from './decoder';

/** Elements of typed arrays and of UTF-16 have at most this many bytes. */
const ELEMENT_BYTES = 8;

/** The first bytes of a part as far as they are among the first bytes of a container; whole if the part is. */
export function startOf(part: Part, bytes: Uint8Array, decompress: Decompress): Uint8Array {
  const stored = bytes.subarray(part.offset, part.offset + part.stored);
  if (stored.byteLength === 0) return stored;
  const start = part.compression === RAW ? stored : decompress(stored, part.length);
  return start.byteLength >= part.length
    ? start
    : start.subarray(0, start.byteLength - (start.byteLength % ELEMENT_BYTES));
}

/**
 * Decodes a head whose end is missing, and with it its buffer table: what it holds up to there.
 * @throws UnreadableValueError when that is nothing
 */
export function decodeCutHead(head: Uint8Array | undefined, host: DecodeHost): unknown {
  if (head === undefined || head.byteLength <= HEAD_PREAMBLE) {
    throw new UnreadableValueError('The first bytes of the stored value are too few to show anything');
  }
  const closed = new Uint8Array(head.byteLength + 1);
  closed.set(head);
  const view = new DataView(closed.buffer);
  view.setUint16(2, Math.floor(head.byteLength / 2 ** 32));
  view.setUint32(4, head.byteLength % 2 ** 32);
  return new CutDecoder({ head: closed, segments: [] }, { ...host, truncated: true }).decode();
}

/** Gives the outermost object as it is when the bytes run out. */
class CutDecoder extends Decoder {
  private root: unknown;

  override remember(object: unknown): void {
    this.root ??= object;
    super.remember(object);
  }

  override decode(): unknown {
    try {
      return super.decode();
    } catch (error) {
      if (this.root === undefined) throw error;
      return this.root;
    }
  }
}
