import { UnreadableValueError } from '../../errors';
import { FORMAT_VERSION } from '../format';
import type { EncodedValue, StoredBody } from '../types';
import { Checksum, isIntact } from './checksum';
import { compressIfWorth, decompress, readCompression, type Compress } from './compression';
import { RAW, ZSTD, fromParts, isBareHead, layOut, partsOf, unpack, writeIndex, type Layout } from './container';
import { readParts } from './read-parts';
import { giveBack } from './scratch';
import { verifiedFiles } from './verified';
import { valueFilePath, withValueFile, writeValueFile, type Progress } from './value-file';

/** Payloads up to this many bytes are kept in the row. */
export const ROW_BYTES = 128 * 1024;

/** What `memory.cache` takes as `verify`. */
export type Verify = 'always' | 'once';

/** Options of {@link storeBody}. */
export interface StoreOptions {
  /** 32 bytes; part of the checksum. */
  readonly key: Uint8Array;
  /** The store's folder; files go below `values/` in it. */
  readonly folder: string;
  /**
   * `true`, `'zstd'` or a level: compress all that shrinks. `false`: nothing. Left out: what is not a large buffer,
   * where a probe says that it pays.
   */
  readonly compress?: Compress;
  readonly onProgress?: Progress | undefined;
}

/** Options of {@link loadBody}. */
export interface LoadOptions {
  readonly key: Uint8Array;
  readonly folder: string;
  /** False: read large files, even where they can be mapped. */
  readonly map?: boolean | undefined;
  /** Whether a value file is verified on each load (default), or only if this process has not seen it in this state. */
  readonly verify?: Verify | undefined;
  readonly onProgress?: Progress | undefined;
}

/**
 * Makes an encoded value durable enough to be named by a row: a payload for the row, or a value file on disk.
 * @throws UsageError for a wrong `compress`, and the file system's own errors
 * @example
 * const body = storeBody(codec.encode(value), { key, folder: '.tslab-memory' });
 */
export function storeBody(encoded: EncodedValue, options: StoreOptions): StoredBody {
  const { key, folder, onProgress } = options;
  const parts = packParts(encoded, options.compress);
  if (parts.length === 1 && parts[0]!.compression === RAW && encoded.head.byteLength <= ROW_BYTES) {
    return inRow(Buffer.from(encoded.head), key);
  }
  const layout = layOut(parts);
  const pieces = withPadding(writeIndex(layout.parts), parts, layout);
  if (layout.bytes <= ROW_BYTES) return inRow(Buffer.concat(pieces), key);
  const checksum = new Checksum(key);
  const file = writeValueFile(folder, pieces, checksum, onProgress);
  return { format: FORMAT_VERSION, bytes: layout.bytes, checksum: checksum.digest(), payload: null, file };
}

/**
 * Reads a stored value and verifies it; the segments belong to the result.
 * @throws UnreadableValueError when anything differs from what was written, or the file is gone
 */
export function loadBody(body: StoredBody, options: LoadOptions): EncodedValue {
  if (body.format !== FORMAT_VERSION) {
    throw new UnreadableValueError(
      `The stored value has format ${body.format}, which this version of tslab-memory does not know`,
    );
  }
  const { payload, file } = body;
  if (payload !== null) {
    if (!body.isVerified && !isIntact(options.key, payload, body.checksum)) throw damaged();
    body.isVerified = true;
    if (isBareHead(payload)) return { head: payload, segments: [], ownsSegments: true };
    return fromParts(partsOf(payload, decompress), false);
  }
  if (file === null) throw new UnreadableValueError('The entry has neither a value nor a file');
  return loadFile(valueFilePath(options.folder, file), body, options);
}

function loadFile(path: string, body: StoredBody, options: LoadOptions): EncodedValue {
  return withValueFile(path, body.bytes, options, (file) => {
    const verified = { path, status: file.status, key: options.key, checksum: body.checksum };
    const isKnown = options.verify === 'once' && verifiedFiles.has(verified);
    const checksum = isKnown ? undefined : new Checksum(options.key);
    const { layout, stored, head } = readParts(file, body.bytes, checksum);
    if (checksum !== undefined) {
      if (!checksum.digest().equals(body.checksum)) throw damaged();
      if (options.verify === 'once') verifiedFiles.add(verified);
    }
    return fromParts(
      layout.parts.map((part, number) => unpack(part, stored[number]!, decompress)),
      true,
      () => giveBack(head),
    );
  });
}

interface PackedPart {
  readonly bytes: Uint8Array;
  readonly stored: number;
  readonly length: number;
  readonly compression: number;
}

/** Head and segments, each compressed if that was asked for or pays. */
function packParts({ head, segments }: EncodedValue, compress: Compress): PackedPart[] {
  const compression = readCompression(compress);
  return [head, ...segments].map((bytes, number) => {
    const isTried = compression !== undefined && (number === 0 || compression.isForced);
    const smaller = isTried ? compressIfWorth(bytes, compression) : undefined;
    const stored = smaller ?? bytes;
    return {
      bytes: stored,
      stored: stored.byteLength,
      length: bytes.byteLength,
      compression: smaller === undefined ? RAW : ZSTD,
    };
  });
}

function inRow(payload: Buffer, key: Uint8Array): StoredBody {
  const checksum = new Checksum(key).update(payload).digest();
  return { format: FORMAT_VERSION, bytes: payload.byteLength, checksum, payload, file: null };
}

function damaged(): UnreadableValueError {
  return new UnreadableValueError('The stored value is damaged: its checksum does not match');
}

/** Index and parts with the padding between them, in the order of the file. */
function withPadding(index: Uint8Array, parts: readonly PackedPart[], layout: Layout): Uint8Array[] {
  const pieces = [index];
  let end = index.byteLength;
  for (const [number, { bytes }] of parts.entries()) {
    const { offset } = layout.parts[number]!;
    if (offset > end) pieces.push(new Uint8Array(offset - end));
    pieces.push(bytes);
    end = offset + bytes.byteLength;
  }
  return pieces;
}
