import { randomBytes } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { isValueFileName } from '../values';
import type { Statements } from './connection';
import { VALUES } from './location';
import { makeFolder } from '../make-folder';

/** Value files travel in parts, for a row can hold 1 GB at most and would be copied in memory. */
const PART_BYTES = 4 * 2 ** 20;

/** Puts a value file into an export, part by part. Returns whether the file was there. */
export function packFile(target: Statements, folder: string, name: string): boolean {
  if (!isValueFileName(name)) return false;
  let fd: number;
  try {
    fd = openSync(path.join(folder, VALUES, name), 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  try {
    const buffer = Buffer.allocUnsafe(PART_BYTES);
    for (let part = 0; ; part += 1) {
      const length = readSync(fd, buffer, 0, PART_BYTES, part * PART_BYTES);
      if (length === 0) return true;
      target
        .of('INSERT OR REPLACE INTO packed (file, part, bytes) VALUES (?, ?, ?)')
        .run(name, part, buffer.subarray(0, length));
    }
  } finally {
    closeSync(fd);
  }
}

/**
 * Writes a value file of an export into a store's folder, under a new name, which it returns.
 * Undefined: the export does not hold all of it.
 */
export function unpackFile(source: Statements, folder: string, name: string, bytes: number): string | undefined {
  const id = randomBytes(16).toString('hex');
  const unpacked = `${id.slice(0, 2)}/${id.slice(2)}`;
  const file = path.join(folder, VALUES, unpacked);
  makeFolder(path.dirname(file));
  const temporary = `${file}.tmp`;
  try {
    if (writeParts(source, name, temporary) !== bytes) return undefined;
    renameSync(temporary, file);
    return unpacked;
  } finally {
    rmSync(temporary, { force: true });
  }
}

function writeParts(source: Statements, name: string, file: string): number {
  const fd = openSync(file, 'wx', 0o600);
  try {
    let written = 0;
    for (let part = 0; ; part += 1) {
      const bytes = source.of('SELECT bytes FROM packed WHERE file = ? AND part = ?').pluck().get(name, part) as
        Buffer | undefined;
      if (!bytes) break;
      for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
      written += bytes.length;
    }
    // As with a value that was computed: the row that names the file may survive a crash that its bytes do not.
    fdatasyncSync(fd);
    return written;
  } finally {
    closeSync(fd);
  }
}
