import { closeSync, constants, fdatasyncSync, fstatSync, openSync, readSync, renameSync, unlinkSync, writevSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { UnreadableValueError } from '../../errors';
import { indexBytes, readPartCount, type Layout } from './container';
import { makeFolder } from '../../make-folder';

const NAME = /^[0-9a-f]{2}\/[0-9a-f]{30}$/;
/** Most bytes for one system call: Linux moves at most 2 GiB at once. */
const CHUNK = 64 * 1024 * 1024;

/** Whether a name is one that {@link writeValueFile} gives: it cannot lead out of the folder. */
export function isValueFileName(file: string): boolean {
  return NAME.test(file);
}

/** Path of a value file. @throws UnreadableValueError if the name is not a value file's */
export function valueFilePath(folder: string, file: string): string {
  if (!isValueFileName(file)) throw new UnreadableValueError('The entry names a file that is not a value file');
  return join(folder, 'values', file);
}

/** Writes an immutable value file under a new random name and returns the name. @throws plain fs errors */
export function writeValueFile(folder: string, pieces: readonly Uint8Array[], onProgress?: (done: number, total: number) => void): string {
  const id = randomBytes(16).toString('hex');
  const file = `${id.slice(0, 2)}/${id.slice(2)}`;
  const path = valueFilePath(folder, file);
  makeFolder(dirname(path));
  const temporary = `${path}.tmp`;
  const fd = openSync(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    try {
      writeAll(fd, pieces, onProgress);
      // The row that names the file may survive a crash that the file's bytes do not.
      fdatasyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
  } catch (error) {
    try {
      unlinkSync(temporary);
    } catch {
      // Nothing more can be done; the first error says what happened.
    }
    throw error;
  }
  return file;
}

function writeAll(fd: number, pieces: readonly Uint8Array[], onProgress?: (done: number, total: number) => void): void {
  const total = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
  let done = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.byteLength; ) {
      const written = writevSync(fd, [piece.subarray(at, Math.min(at + CHUNK, piece.byteLength))]);
      at += written;
      done += written;
      onProgress?.(done, total);
    }
  }
}

/** The parts of a value file, and the same bytes with index and padding, in file order, for the checksum. */
export interface FileParts {
  readonly parts: Uint8Array[];
  readonly pieces: Uint8Array[];
}

/** Reads a value file of exactly `bytes` bytes, each part into memory of its own. @throws UnreadableValueError */
export function readValueFile(folder: string, file: string, bytes: number, layoutOf: (index: Uint8Array) => Layout): FileParts {
  const path = valueFilePath(folder, file);
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    throw new UnreadableValueError(`The value file is missing or cannot be read: ${(error as Error).message}`);
  }
  try {
    const status = fstatSync(fd);
    if (!status.isFile() || status.size !== bytes) throw new UnreadableValueError('The value file is not as long as it should be');
    const fixed = readExactly(fd, 0, Math.min(indexBytes(0), bytes));
    const size = indexBytes(readPartCount(fixed));
    if (size > bytes) throw new UnreadableValueError('The stored value is damaged: its index is incomplete');
    const index = readExactly(fd, 0, size);
    const layout = layoutOf(index);
    const pieces = [index];
    const parts: Uint8Array[] = [];
    let end = size;
    for (const { offset, stored } of layout.parts) {
      if (offset > end) pieces.push(readExactly(fd, end, offset - end));
      const part = readExactly(fd, offset, stored);
      parts.push(part);
      pieces.push(part);
      end = offset + stored;
    }
    return { parts, pieces };
  } finally {
    closeSync(fd);
  }
}

function readExactly(fd: number, position: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const count = readSync(fd, bytes, at, Math.min(CHUNK, length - at), position + at);
    if (count === 0) throw new UnreadableValueError('The value file ends too early');
    at += count;
  }
  return bytes;
}

/** Removes a value file; one that is already gone is fine. @throws plain fs errors */
export function removeFile(folder: string, file: string): void {
  try {
    unlinkSync(valueFilePath(folder, file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
