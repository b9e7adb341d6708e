import { UnreadableValueError } from '../../errors';
import { Checksum } from './checksum';
import { RAW, fromParts, isBareHead, layOut, partsOf, readLayout, writeIndex, type Layout } from './container';
import { FORMAT_VERSION } from '../format';
import { readValueFile, writeValueFile } from './value-file';
import type { EncodedValue, StoredBody } from '../types';

/** Payloads up to this many bytes are kept in the row. */
export const ROW_BYTES = 128 * 1024;

/** Called while a large value is written or read. */
export type Progress = (doneBytes: number, totalBytes: number) => void;

/** Options of {@link storeBody}. */
export interface StoreOptions {
  /** 32 bytes; part of the checksum. */
  readonly key: Uint8Array;
  /** The store's folder; files go below `values/` in it. */
  readonly folder: string;
  readonly compress?: boolean | 'zstd' | { readonly level?: number } | undefined;
  readonly onProgress?: Progress | undefined;
}

/** Options of {@link loadBody}. */
export interface LoadOptions {
  readonly key: Uint8Array;
  readonly folder: string;
  /** Map large files instead of reading them, where that is possible. */
  readonly map?: boolean | undefined;
  readonly onProgress?: Progress | undefined;
}

/**
 * Makes an encoded value durable enough to be named by a row: a payload for the row, or a value file on disk.
 * @throws the file system's own errors
 */
export function storeBody(encoded: EncodedValue, options: StoreOptions): StoredBody {
  const { head, segments } = encoded;
  if (segments.length === 0 && head.byteLength <= ROW_BYTES) return inRow(Buffer.from(head), options.key);
  const parts = [head, ...segments];
  const layout = layOut(parts.map(({ byteLength }) => ({ stored: byteLength, length: byteLength, compression: RAW })));
  const pieces = padded(writeIndex(layout.parts), parts, layout);
  if (layout.bytes <= ROW_BYTES) return inRow(Buffer.concat(pieces), options.key);
  const checksum = new Checksum(options.key);
  for (const piece of pieces) checksum.update(piece);
  const file = writeValueFile(options.folder, pieces, options.onProgress);
  return { format: FORMAT_VERSION, bytes: layout.bytes, checksum: checksum.digest(), payload: null, file };
}

/**
 * Reads a stored value and verifies it.
 * @throws UnreadableValueError when anything differs from what was written, or the file is gone
 */
export function loadBody(body: StoredBody, options: LoadOptions): EncodedValue {
  if (body.format !== FORMAT_VERSION) {
    throw new UnreadableValueError(`The stored value has format ${body.format}, which this version of tslab-memory does not know`);
  }
  if (body.payload !== null) {
    verify(new Checksum(options.key).update(body.payload), body);
    return isBareHead(body.payload)
      ? { head: body.payload, segments: [], ownsSegments: true }
      : fromParts(partsOf(body.payload), false);
  }
  if (body.file === null) throw new UnreadableValueError('The entry has neither a value nor a file');
  const parts = readValueFile(options.folder, body.file, body.bytes, (bytes) => readLayout(bytes, body.bytes));
  const checksum = new Checksum(options.key);
  for (const piece of parts.pieces) checksum.update(piece);
  verify(checksum, body);
  return fromParts(parts.parts, true);
}

function inRow(payload: Buffer, key: Uint8Array): StoredBody {
  return {
    format: FORMAT_VERSION,
    bytes: payload.byteLength,
    checksum: new Checksum(key).update(payload).digest(),
    payload,
    file: null,
  };
}

function verify(checksum: Checksum, body: StoredBody): void {
  if (!checksum.digest().equals(body.checksum)) {
    throw new UnreadableValueError('The stored value is damaged: its checksum does not match');
  }
}

/** Index and parts with the padding between them. */
function padded(index: Uint8Array, parts: readonly Uint8Array[], layout: Layout): Uint8Array[] {
  const pieces: Uint8Array[] = [index];
  let end = index.byteLength;
  for (const [number, part] of parts.entries()) {
    const { offset } = layout.parts[number]!;
    if (offset > end) pieces.push(new Uint8Array(offset - end));
    pieces.push(part);
    end = offset + part.byteLength;
  }
  return pieces;
}
