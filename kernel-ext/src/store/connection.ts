import path from 'node:path';
import type { Database, Statement } from 'better-sqlite3';
import { TslabMemoryError } from '../errors';
import { checkNodeVersion } from '../node-version';
import { fault, reasonOf, toStoreError } from './faults';
import { fileIdentity, makePrivate, makeStoreFolder } from './folder';
import { DATABASE } from './location';
import { migrate } from './migrations';

/** How long an operation waits for another process's write lock. */
export const BUSY_TIMEOUT_MS = 5000;
/** The write-ahead log is cut back to this many bytes after a checkpoint. */
const WAL_LIMIT_BYTES = 8 * 2 ** 20;
/** SQLite maps this much of the file instead of copying its pages through its own cache. */
const MAPPED_BYTES = 256 * 2 ** 20;

type DatabaseConstructor = new (file: string | Buffer, options?: object) => Database;

/** An open store file: the database and what is known of the file itself. */
export interface Connection {
  readonly db: Database;
  readonly file: string;
  /** Identity of the file on disk, to notice that it was deleted or replaced. */
  readonly identity: string;
  readonly readOnly: boolean;
  /** `wal`, or another mode where the file system cannot do that. */
  readonly journalMode: string;
}

let constructor: DatabaseConstructor | undefined;

/** better-sqlite3, loaded when the first store is opened: an old Node.js would crash on it instead of throwing. */
export function sqlite(): DatabaseConstructor {
  if (constructor) return constructor;
  checkNodeVersion();
  try {
    constructor = require('better-sqlite3') as DatabaseConstructor;
    return constructor;
  } catch (error) {
    throw new TslabMemoryError(
      'NATIVE_MODULE',
      'The SQLite module (better-sqlite3) cannot be loaded on this machine. Run `npm rebuild better-sqlite3` beside the notebook. ' +
        `Cause: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

/**
 * Opens the store in `folder`, making or migrating it as needed.
 * A store that cannot be written is opened for reading, if it can be read.
 *
 * @throws StoreError
 */
export function connect(folder: string): Connection {
  const file = path.join(folder, DATABASE);
  try {
    makeStoreFolder(folder);
    return openForWriting(file, folder);
  } catch (error) {
    if (!['read-only', 'permission'].includes(reasonOf(error)) || fileIdentity(file) === undefined) {
      throw toStoreError(error, folder);
    }
    return openForReading(file, folder);
  }
}

function openForWriting(file: string, folder: string): Connection {
  const Sqlite = sqlite();
  const db = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    makePrivate(file);
    secure(db);
    // It has an effect on an empty file only, and only before the journal mode writes the first page.
    db.pragma('auto_vacuum = INCREMENTAL');
    const journalMode = setJournalMode(db);
    db.pragma('synchronous = NORMAL');
    db.pragma(`journal_size_limit = ${WAL_LIMIT_BYTES}`);
    db.pragma(`mmap_size = ${MAPPED_BYTES}`);
    migrate(db, folder);
    if (db.pragma('query_only', { simple: true }) === 1) throw fault('read-only', folder);
    assertWritable(db);
    return { db, file, identity: fileIdentity(file) ?? '', readOnly: false, journalMode };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** What a store brought by someone else must not be able to do through its own views and triggers. */
function secure(db: Database): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
}

/** SQLite opens a file that it may not write without a word; only a write tells. */
function assertWritable(db: Database): void {
  db.exec('BEGIN IMMEDIATE; ROLLBACK');
}

/** WAL, unless the file system has no shared memory (network file systems). */
function setJournalMode(db: Database): string {
  const deadline = Date.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      return db.pragma('journal_mode = WAL', { simple: true }) as string;
    } catch (error) {
      // The switch itself does not wait for other connections, unlike all else.
      if (reasonOf(error) !== 'locked' || Date.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function openForReading(file: string, folder: string): Connection {
  const Sqlite = sqlite();
  const identity = fileIdentity(file) ?? '';
  let db: Database | undefined;
  try {
    db = new Sqlite(file, { readonly: true, timeout: BUSY_TIMEOUT_MS });
    secure(db);
    migrate(db, folder);
    return { db, file, identity, readOnly: true, journalMode: 'none' };
  } catch (error) {
    db?.close();
    throw toStoreError(error, folder);
  }
}

/** Prepared statements of one connection, by their text. */
export class Statements {
  private readonly prepared = new Map<string, Statement>();
  private readonly rows = new Map<string, Statement>();

  constructor(private readonly db: Database) {}

  /** The statement for `sql`, prepared once. Rows come as objects. */
  of(sql: string): Statement {
    let statement = this.prepared.get(sql);
    if (!statement) {
      statement = this.db.prepare(sql);
      this.prepared.set(sql, statement);
    }
    return statement;
  }

  /** The same with rows as arrays. */
  raw(sql: string): Statement {
    let statement = this.rows.get(sql);
    if (!statement) {
      statement = this.db.prepare(sql).raw();
      this.rows.set(sql, statement);
    }
    return statement;
  }
}
