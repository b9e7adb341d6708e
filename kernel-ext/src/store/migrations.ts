import { readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { codeFolder } from '../code-folder';
import { StoreError } from '../errors';
import { fault } from './faults';

/** `PRAGMA application_id` of a store: "TSME". */
export const APPLICATION_ID = 0x54534d45;

let cached: string | undefined;

/** Text of store.sql: beside the compiled module, or in the repository when run from source. */
export function storeSql(): string {
  if (cached !== undefined) return cached;
  const built = path.join(codeFolder, 'store', 'store.sql');
  cached = readFileSync(existsSync(built) ? built : path.join(codeFolder, '../../schema/store.sql'), 'utf8');
  return cached;
}

/** The numbered migrations of store.sql, in order; the last number is the version that this package knows. */
export function migrations(sql: string = storeSql()): { version: number; sql: string }[] {
  const blocks = sql.matchAll(/^-- migration (\d+)$([\s\S]*?)^-- end$/gm);
  return [...blocks].map((block) => ({ version: Number(block[1]), sql: block[2]! }));
}

/**
 * Brings a store to the newest version, each step in one transaction, and makes a new one complete. Any number of
 * processes may do so at once: the first one does it, the others find it done.
 *
 * @throws StoreError `newer` when the store is of a version that this package does not know, `not-a-store` when the
 * file is a database of something else
 */
export function migrate(db: Database, folder: string, steps = migrations()): void {
  const newest = steps.at(-1)!.version;
  for (;;) {
    const found = knownVersion(db, folder, newest);
    if (found === newest) return;
    const step = steps.find((candidate) => candidate.version === found + 1);
    if (!step) throw fault('not-a-store', folder);
    db.exec('BEGIN IMMEDIATE');
    try {
      if (version(db) === found) {
        if (found === 0 && hasTables(db)) throw fault('not-a-store', folder);
        db.exec(step.sql);
        db.pragma(`application_id = ${APPLICATION_ID}`);
        db.pragma(`user_version = ${step.version}`);
      }
      db.exec('COMMIT');
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }
}

/**
 * The version of a store, 0 for an empty file. Entries are in the same tables since version 1, so that whoever only goes
 * through them needs no newer one.
 *
 * @throws StoreError `newer`, `not-a-store`
 */
export function knownVersion(db: Database, folder: string, newest = migrations().at(-1)!.version): number {
  const found = version(db);
  if (found > newest) throw fault('newer', folder);
  if (found > 0 && applicationId(db) !== APPLICATION_ID) throw fault('not-a-store', folder);
  return found;
}

/**
 * Refuses triggers and views that store.sql does not define: a store that came from elsewhere could have its own, which
 * would run on what this process does.
 */
export function refuseForeignCode(db: Database, folder: string, sql = storeSql()): void {
  const found = db.prepare("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')").all() as {
    name: string;
    sql: string;
  }[];
  const foreign = found.find((code) => !sql.includes(code.sql));
  if (!foreign) return;
  throw new StoreError(
    'not-a-store',
    `The cache in ${folder} holds code that tslab-memory did not write (${foreign.name}). ` +
      'Delete the folder, or give another location: new Memory({ location }).',
  );
}

function version(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/** The `application_id` of a database file. */
export function applicationId(db: Database): number {
  return db.pragma('application_id', { simple: true }) as number;
}

function hasTables(db: Database): boolean {
  return db.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get() !== undefined;
}
