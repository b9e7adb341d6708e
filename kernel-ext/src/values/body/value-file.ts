import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  unlinkSync,
  writevSync,
  type BigIntStats,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { UnreadableValueError } from '../../errors';
import { ChunkedPiece, type Checksum } from './checksum';
import { MAPPED_BYTES } from './container';
import { mapOver } from './mapping';
import { SyncAhead } from './sync-ahead';
import { syncQueue } from './sync-queue';

const NAME = /^[0-9a-f]{2}\/[0-9a-f]{30}$/;

/**
 * Bytes that are hashed and written, or read and hashed, at a time: so few that the second finds them in the cache of its
 * core, which halves what a large value takes from memory.
 */
const CHUNK = 512 * 1024;
/** Most pieces for one system call; systems allow 1024. */
const MOST_PIECES = 512;

/** Called while a large value is written or read. */
export type Progress = (doneBytes: number, totalBytes: number) => void;

/** Whether a name is one that {@link writeValueFile} gives: it cannot lead out of the folder. */
export function isValueFileName(file: string): boolean {
  return NAME.test(file);
}

/** Path of a value file. @throws UnreadableValueError if the name is not a value file's */
export function valueFilePath(folder: string, file: string): string {
  if (!isValueFileName(file)) throw new UnreadableValueError('The entry names a file that is not a value file');
  return join(folder, 'values', file);
}

/**
 * Writes an immutable value file under a new random name and returns the name. A large one is on disk when this returns;
 * others get there soon after, in the background. Until then only a crash of the whole machine can damage them, which
 * their length and checksum tell.
 * @param checksum gets each piece
 * @throws the file system's own errors; nothing is left behind
 */
export function writeValueFile(
  folder: string,
  pieces: readonly Uint8Array[],
  checksum: Checksum,
  onProgress?: Progress,
): string {
  const id = randomBytes(16).toString('hex');
  const file = `${id.slice(0, 2)}/${id.slice(2)}`;
  const path = valueFilePath(folder, file);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.tmp`;
  const fd = openSync(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  const bytes = totalBytes(pieces);
  const isSyncedLater = syncQueue.takes(bytes);
  try {
    const ahead = isSyncedLater ? undefined : new SyncAhead(temporary, bytes);
    try {
      writeAll(fd, pieces, checksum, (done) => {
        ahead?.wrote(done);
        onProgress?.(done, bytes);
      });
      if (!isSyncedLater) fdatasyncSync(fd);
    } finally {
      ahead?.end();
      closeSync(fd);
    }
    renameSync(temporary, path);
    if (isSyncedLater) syncQueue.add(path);
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
  return file;
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // The error that led here says more.
  }
}

function totalBytes(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function writeAll(
  fd: number,
  pieces: readonly Uint8Array[],
  checksum: Checksum,
  onWritten: (doneBytes: number) => void,
): void {
  let done = 0;
  let batch: Uint8Array[] = [];
  let batched = 0;
  const flush = (): void => {
    writeBatch(fd, batch);
    done += batched;
    batch = [];
    batched = 0;
    onWritten(done);
  };
  for (const piece of pieces) {
    const hash = chunkedPiece(piece.byteLength);
    for (let at = 0; at < piece.byteLength; at += CHUNK) {
      const chunk = piece.subarray(at, at + CHUNK);
      hash?.update(chunk);
      batch.push(chunk);
      batched += chunk.byteLength;
      if (batched >= CHUNK || batch.length >= MOST_PIECES) flush();
    }
    if (hash !== undefined) checksum.add(hash);
    else checksum.update(piece);
  }
  flush();
}

/** The hash of a piece that takes more than one chunk. */
function chunkedPiece(bytes: number): ChunkedPiece | undefined {
  return bytes > CHUNK ? new ChunkedPiece() : undefined;
}

function writeBatch(fd: number, batch: readonly Uint8Array[]): void {
  let left = batch;
  while (left.length > 0) {
    let written = writevSync(fd, left);
    const whole = left.findIndex((each) => (written -= each.byteLength) < 0);
    // What is left of the first that was not written in full.
    left = whole < 0 ? [] : [left[whole]!.subarray(left[whole]!.byteLength + written), ...left.slice(whole + 1)];
  }
}

/** A value file that is being read. */
export interface OpenValueFile {
  /** As it was when it was opened. */
  readonly status: BigIntStats;
  /**
   * Fills memory from a place in the file, and adds it to the checksum as one piece. What is large enough to be mapped must
   * be fresh memory of its own.
   * @throws UnreadableValueError if the file ends before
   */
  read(offset: number, memory: Buffer, checksum?: Checksum): Buffer;
}

/**
 * Opens a value file of exactly `bytes` bytes for the time of `use`.
 * @throws UnreadableValueError when it is not there or is another
 */
export function withValueFile<T>(
  path: string,
  bytes: number,
  options: { readonly map?: boolean | undefined; readonly onProgress?: Progress | undefined },
  use: (file: OpenValueFile) => T,
): T {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    // Without the path: files that were lost together are told of once.
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw new UnreadableValueError(
      code === 'ENOENT' ? 'The value file is missing' : `The value file cannot be opened: ${code}`,
    );
  }
  try {
    const status = fstatSync(fd, { bigint: true });
    if (!status.isFile() || status.size !== BigInt(bytes))
      throw new UnreadableValueError('The value file is not as long as it should be');
    const read = (offset: number, memory: Buffer, checksum?: Checksum): Buffer => {
      const { length } = memory;
      const isMapped = length >= MAPPED_BYTES && options.map !== false && mapOver(memory, fd, offset);
      const piece = checksum && chunkedPiece(length);
      for (let at = 0; at < length; at += CHUNK) {
        const chunk = memory.subarray(at, at + CHUNK);
        if (!isMapped) readExactly(fd, chunk, offset + at);
        piece?.update(chunk);
        options.onProgress?.(offset + at + chunk.byteLength, bytes);
      }
      if (piece !== undefined) checksum!.add(piece);
      else checksum?.update(memory);
      return memory;
    };
    return use({ status, read });
  } finally {
    closeSync(fd);
  }
}

function readExactly(fd: number, memory: Uint8Array, position: number): void {
  for (let at = 0; at < memory.byteLength;) {
    const count = readSync(fd, memory, at, memory.byteLength - at, position + at);
    if (count === 0) throw new UnreadableValueError('The value file ends too early');
    at += count;
  }
}

/**
 * Removes a value file; one that is already gone is fine. Links are not followed out of the folder.
 * @throws UnreadableValueError if the name is not a value file's, else the file system's own errors
 */
export function removeFile(folder: string, file: string): void {
  const path = valueFilePath(folder, file);
  try {
    for (const directory of [join(folder, 'values'), dirname(path)]) {
      if (!lstatSync(directory).isDirectory()) throw new UnreadableValueError('The folder of value files is a link');
    }
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
