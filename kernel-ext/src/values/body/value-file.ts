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
import { syncQueue } from './sync-queue';

const NAME = /^[0-9a-f]{2}\/[0-9a-f]{30}$/;

/** Most bytes written by one system call: Linux moves less than 2 GiB at once, and progress is to be seen in between. */
const WRITE_CHUNK = 16 * 1024 * 1024;
/**
 * Bytes that are read and hashed at a time: so few that they are still in the cache of one core when they are hashed, which
 * halves what a large value takes from memory.
 */
const READ_CHUNK = 512 * 1024;

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
 * @throws the file system's own errors; nothing is left behind
 */
export function writeValueFile(folder: string, pieces: readonly Uint8Array[], onProgress?: Progress): string {
  const id = randomBytes(16).toString('hex');
  const file = `${id.slice(0, 2)}/${id.slice(2)}`;
  const path = valueFilePath(folder, file);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.tmp`;
  const fd = openSync(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  const isSyncedLater = syncQueue.takes(totalBytes(pieces));
  try {
    try {
      writeAll(fd, pieces, onProgress);
      if (!isSyncedLater) fdatasyncSync(fd);
    } finally {
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

function writeAll(fd: number, pieces: readonly Uint8Array[], onProgress?: Progress): void {
  const total = totalBytes(pieces);
  const waiting = pieces.filter(({ byteLength }) => byteLength > 0);
  let done = 0;
  while (waiting.length > 0) {
    const batch: Uint8Array[] = [];
    let room = WRITE_CHUNK;
    for (let i = 0; i < waiting.length && room > 0 && i < 512; i++) {
      batch.push(waiting[i]!.subarray(0, room));
      room -= batch[i]!.byteLength;
    }
    let written = writevSync(fd, batch);
    done += written;
    let finished = 0;
    for (; written > 0; finished++) {
      const piece = waiting[finished]!;
      if (written < piece.byteLength) {
        waiting[finished] = piece.subarray(written);
        break;
      }
      written -= piece.byteLength;
    }
    waiting.splice(0, finished);
    onProgress?.(done, total);
  }
}

/** A value file that is being read. */
export interface OpenValueFile {
  /** As it was when it was opened. */
  readonly status: BigIntStats;
  /**
   * Bytes from a place in the file, in memory of their own, and added to the checksum as one piece.
   * @throws UnreadableValueError if the file ends before
   */
  read(offset: number, length: number, checksum?: Checksum): Uint8Array;
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
    const read = (offset: number, length: number, checksum?: Checksum): Uint8Array => {
      // Filled in full, or nobody gets it: zeros first would be memory written twice.
      const memory = Buffer.allocUnsafeSlow(length);
      const isMapped = length >= MAPPED_BYTES && options.map !== false && mapOver(memory, fd, offset);
      const piece = length > READ_CHUNK && checksum !== undefined ? new ChunkedPiece() : undefined;
      for (let at = 0; at < length; at += READ_CHUNK) {
        const chunk = memory.subarray(at, at + READ_CHUNK);
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
