import { chmodSync, closeSync, fsyncSync, lstatSync, openSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StoreError } from '../errors';
import { DATABASE, VALUES } from './location';
import { makeFolder } from '../make-folder';

const README = `# .tslab-memory

The cache of tslab-memory: results of functions that a notebook wrapped in memory.cache(fn).
It may be deleted at any time, also while a notebook runs; results are then computed again.
The file \`reserve\` keeps a little space, so that the cache can be cleared when the disk is full.
`;

/**
 * Makes the store's folder with what belongs in it, for this user only. Does nothing to what exists already.
 *
 * @throws StoreError when a part of it is a symbolic link that leads elsewhere
 */
export function makeStoreFolder(folder: string): void {
  makeFolder(folder);
  const values = path.join(folder, VALUES);
  makeFolder(values);
  refuseLinks(folder);
  writeOnce(path.join(folder, '.gitignore'), '*\n');
  writeOnce(path.join(folder, 'README.md'), README);
}

/** A link in place of a part of the store would make it read or write elsewhere; a cloned repository could bring one. */
function refuseLinks(folder: string): void {
  for (const name of [VALUES, DATABASE, `${DATABASE}-wal`, `${DATABASE}-shm`, `${DATABASE}-journal`]) {
    const part = path.join(folder, name);
    if (lstatSync(part, { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw new StoreError(
        'not-a-store',
        `${part} is a symbolic link, which a store never has. Remove it, or give another location: new Memory({ location }).`,
      );
    }
  }
}

function writeOnce(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Makes a file readable by its owner only; SQLite gives its -wal and -shm files the mode of the database. */
export function makePrivate(file: string): void {
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
}

/** Waits until a file is on the disk. */
export function syncFile(file: string): void {
  const fd = openSync(file, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Identity of a file, by which a deleted and recreated one is told from the one that is open. Undefined: it is gone. */
export function fileIdentity(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats && `${stats.dev}:${stats.ino}`;
}
