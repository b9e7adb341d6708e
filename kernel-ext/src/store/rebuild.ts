import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { BY_KEY } from './by-key';
import { sqlite, Statements, writeUnsafely } from './connection';
import { makePrivate, syncFile } from './folder';
import { DATABASE } from './location';
import { migrate } from './migrations';
import { isSound, readEntries, writePortable, type PortableEntry } from './rows';

/** Rows copied in one transaction; after damage, rows are tried one by one. */
const BATCH = 200;

/** What came of a rebuild. */
export interface Rebuilt {
  /** Entries that could still be read and are in the new file. */
  readonly saved: number;
  /** Path of the damaged file, moved aside. */
  readonly aside: string;
}

/**
 * Builds a new store file from what can still be read of a damaged one, and moves the damaged one aside.
 * Running kernels notice that the file was replaced and go on with the new one.
 */
export function rebuild(folder: string): Rebuilt {
  const file = path.join(folder, DATABASE);
  const fresh = `${file}.rebuilt`;
  rmSync(fresh, { force: true });
  const saved = salvage(file, fresh, folder);
  const aside = freeName(path.join(folder, `damaged-${new Date().toISOString().slice(0, 10)}`));
  // The log first: SQLite would take it for the log of the new file.
  for (const suffix of ['-wal', '-shm', '-journal', '']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, `${aside}.sqlite${suffix}`);
  }
  renameSync(fresh, file);
  return { saved, aside: `${aside}.sqlite` };
}

function salvage(damaged: string, fresh: string, folder: string): number {
  const Sqlite = sqlite();
  const target = new Sqlite(fresh);
  try {
    makePrivate(fresh);
    target.pragma('auto_vacuum = INCREMENTAL');
    writeUnsafely(target);
    migrate(target, folder);
    let source: Database;
    try {
      source = new Sqlite(damaged, { readonly: true });
    } catch {
      return 0;
    }
    try {
      return copyReadable(new Statements(source), target);
    } finally {
      source.close();
    }
  } finally {
    target.close();
    syncFile(fresh);
  }
}

/** Copies from both ends towards the damage, for a search cannot step over a damaged page. */
function copyReadable(source: Statements, target: Database): number {
  const statements = new Statements(target);
  let saved = 0;
  for (const direction of ['up', 'down'] as const) {
    let at = direction === 'up' ? -1 : Number.MAX_SAFE_INTEGER;
    for (;;) {
      const rows = readableRows(source, at, direction);
      if (rows.length === 0) break;
      at = rows.at(-1)!.rowid;
      target.exec('BEGIN');
      for (const row of rows.filter(isSound)) {
        if (statements.of(`SELECT 1 FROM entries e WHERE ${BY_KEY}`).get(row.key, row.key)) continue;
        writePortable(statements, row);
        saved += 1;
      }
      target.exec('COMMIT');
    }
  }
  return saved;
}

function readableRows(source: Statements, at: number, direction: 'up' | 'down'): PortableEntry[] {
  for (const size of [BATCH, 1]) {
    try {
      return readEntries(source, at, size, direction);
    } catch {
      // A smaller step may still end before the damage.
    }
  }
  return [];
}

function freeName(base: string): string {
  for (let n = 0; ; n += 1) {
    const name = n === 0 ? base : `${base}-${n}`;
    if (!existsSync(`${name}.sqlite`)) return name;
  }
}
