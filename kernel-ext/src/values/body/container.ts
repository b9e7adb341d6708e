import { UnreadableValueError } from '../../errors';
import { FORMAT_VERSION, HEAD_MARK } from '../format';
import type { EncodedValue } from '../types';

/** First bytes of a container: "TSMV". */
const MAGIC = 0x54534d56;
/** Fixed part: magic, version, 3 reserved, number of parts, reserved. */
const FIXED_BYTES = 16;
/** For each part: stored and original length as two 64-bit numbers, and how it is compressed. */
const PART_BYTES = 24;
/** Segments begin at multiples of this. */
const ALIGNMENT = 64;
/** Parts of this many bytes and more may be mapped. */
export const MAPPED_BYTES = 32 * 1024 * 1024;
const PAGE = 4096;
/** Where within a page such a part begins: where the memory begins that glibc gives for large buffers (see mapping.ts). */
const PAGE_START = 16;

/** How a part is compressed. */
export const RAW = 0;
export const ZSTD = 1;

/** One part of a container: the head comes first, then the segments. */
export interface Part {
  readonly offset: number;
  /** Bytes as stored. */
  readonly stored: number;
  /** Bytes after decompression. */
  readonly length: number;
  readonly compression: number;
}

/** Where the parts of a container are, and how long it is. */
export interface Layout {
  readonly parts: readonly Part[];
  readonly bytes: number;
}

/** Lays parts out. */
export function layOut(parts: readonly Omit<Part, 'offset'>[]): Layout {
  let offset = FIXED_BYTES + parts.length * PART_BYTES;
  const placed: Part[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.stored >= MAPPED_BYTES) offset = Math.ceil((offset - PAGE_START) / PAGE) * PAGE + PAGE_START;
    else if (index > 0) offset = Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
    placed.push({ ...part, offset });
    offset += part.stored;
  }
  return { parts: placed, bytes: offset };
}

/** Bytes of the index of a container with this many parts. */
export function indexBytes(parts: number): number {
  return FIXED_BYTES + parts * PART_BYTES;
}

/** The index that a container begins with. */
export function writeIndex(parts: readonly Part[]): Uint8Array {
  const bytes = new Uint8Array(indexBytes(parts.length));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC);
  view.setUint8(4, FORMAT_VERSION);
  view.setUint32(8, parts.length);
  for (const [index, part] of parts.entries()) {
    const at = FIXED_BYTES + index * PART_BYTES;
    view.setBigUint64(at, BigInt(part.stored));
    view.setBigUint64(at + 8, BigInt(part.length));
    view.setUint8(at + 16, part.compression);
  }
  return bytes;
}

/** Number of parts that the fixed part of an index claims. @throws UnreadableValueError */
export function readPartCount(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < FIXED_BYTES || view.getUint32(0) !== MAGIC) damaged('it does not begin as a value does');
  const version = view.getUint8(4);
  if (version !== FORMAT_VERSION) {
    throw new UnreadableValueError(
      `The stored value has format ${version}, which this version of tslab-memory does not know`,
    );
  }
  return view.getUint32(8);
}

/** Reads the index of a container of `total` bytes. @throws UnreadableValueError */
export function readLayout(bytes: Uint8Array, total: number): Layout {
  const count = readPartCount(bytes);
  if (count === 0 || indexBytes(count) > bytes.byteLength) damaged('its index is incomplete');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Omit<Part, 'offset'>[] = [];
  for (let index = 0; index < count; index++) {
    const at = FIXED_BYTES + index * PART_BYTES;
    const part = {
      stored: Number(view.getBigUint64(at)),
      length: Number(view.getBigUint64(at + 8)),
      compression: view.getUint8(at + 16),
    };
    if (part.compression > ZSTD) {
      throw new UnreadableValueError(
        `The stored value is compressed in a way (${part.compression}) that this version does not know`,
      );
    }
    if (part.compression === RAW && part.stored !== part.length) damaged('its index contradicts itself');
    if (part.stored > total) damaged('its index contradicts its size');
    parts.push(part);
  }
  const layout = layOut(parts);
  if (layout.bytes !== total) damaged('it is not as long as it should be');
  return layout;
}

/** Whether a payload is a head alone, the form of small values. */
export function isBareHead(payload: Uint8Array): boolean {
  return payload[0] === HEAD_MARK;
}

/** Restores a compressed part. @throws anything when it is damaged */
export type Decompress = (bytes: Uint8Array, length: number) => Uint8Array;

/** The parts of a container in memory; raw ones alias it. @throws UnreadableValueError */
export function partsOf(bytes: Uint8Array, decompress: Decompress): Uint8Array[] {
  return readLayout(bytes, bytes.byteLength).parts.map((part) =>
    unpack(part, bytes.subarray(part.offset, part.offset + part.stored), decompress),
  );
}

/** A part as it was before compression. @throws UnreadableValueError */
export function unpack(part: Part, stored: Uint8Array, decompress: Decompress): Uint8Array {
  if (part.compression === RAW) return stored;
  let bytes: Uint8Array;
  try {
    bytes = decompress(stored, part.length);
  } catch (error) {
    throw new UnreadableValueError(`The stored value cannot be decompressed: ${(error as Error).message}`);
  }
  if (bytes.byteLength !== part.length) damaged('a part has another length than it should have');
  return bytes;
}

/** An encoded value from its parts. */
export function fromParts(
  parts: readonly Uint8Array[],
  ownsSegments: boolean,
  release?: EncodedValue['release'],
): EncodedValue {
  return { head: parts[0]!, segments: parts.slice(1), ownsSegments, release };
}

function damaged(what: string): never {
  throw new UnreadableValueError(`The stored value is damaged: ${what}`);
}
