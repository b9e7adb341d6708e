import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Database, Statement } from 'better-sqlite3';
import { TslabMemoryError } from '../errors';
import { checkNodeVersion } from '../node-version';
import { reasonOf, toStoreError } from './faults';
import { isOnNetwork } from '../file-system';
import { fileIdentity, makePrivate, makeStoreFolder } from './folder';
import { DATABASE } from './location';
import { migrate, refuseForeignCode } from './migrations';
import { withReserve } from './reserve';

/** How long an operation waits for another process's write lock. */
export const BUSY_TIMEOUT_MS = 5000;
/**
 * The write-ahead log is put into the file when it has this many pages. A miss writes six, and in a large store one that no
 * other changes: the disk takes long for those, so that a loop of 2,000 misses should not have to wait for them
 * (log-keeper.ts). What is done in the background does it in smaller pieces.
 */
export const LOG_PAGES = { usual: 16_000, background: 4000 };
/** It is then cut back to this many bytes. */
const WAL_LIMIT_BYTES = 20 * 2 ** 20;
/**
 * Pages of the file that SQLite keeps in memory: enough for the inner pages of a million entries. More is slower: whenever
 * pages are split or joined, SQLite goes through its whole cache at the end of the transaction, and the system keeps what
 * was read anyway. It does not map the file, which would be a little faster for a large store: should something cut the
 * file short, reading beyond its end would end the kernel instead of failing.
 */
const CACHED_KIB = 8 * 2 ** 10;

/** A store that can only be read is read from memory up to this size. */
const LARGEST_COPY_BYTES = 512 * 2 ** 20;
/** Where the header of an SQLite file says whether it is in WAL mode. */
const FORMAT_BYTES = [18, 19] as const;

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
export function connect(folder: string, busyTimeoutMs = BUSY_TIMEOUT_MS): Connection {
  const file = path.join(folder, DATABASE);
  try {
    makeStoreFolder(folder);
    const nothing = () => undefined;
    return withReserve(folder, nothing, () => openForWriting(file, folder, busyTimeoutMs));
  } catch (error) {
    if (!['read-only', 'permission'].includes(reasonOf(error)) || fileIdentity(file) === undefined) {
      throw toStoreError(error, folder);
    }
    return openForReading(file, folder, busyTimeoutMs);
  }
}

function openForWriting(file: string, folder: string, timeout: number): Connection {
  const Sqlite = sqlite();
  const db = new Sqlite(file, { timeout });
  try {
    makePrivate(file);
    secure(db);
    // It has an effect on an empty file only, and only before the journal mode writes the first page.
    db.pragma('auto_vacuum = INCREMENTAL');
    const journalMode = setJournalMode(db, folder, timeout);
    // A rollback journal needs one more wait for the disk to be as safe as the log is.
    db.pragma(`synchronous = ${journalMode === 'wal' ? 'NORMAL' : 'FULL'}`);
    db.pragma(`wal_autocheckpoint = ${LOG_PAGES.usual}`);
    db.pragma(`journal_size_limit = ${WAL_LIMIT_BYTES}`);
    // Statements that fire triggers keep what they may have to undo; in a file that would double what each of them writes.
    db.pragma('temp_store = MEMORY');
    db.pragma(`cache_size = -${CACHED_KIB}`);
    migrate(db, folder);
    refuseForeignCode(db, folder);
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

/**
 * What is opened for reading. SQLite does not read a file in WAL mode without a log beside it where it may not make
 * one; then a copy in memory is read, which says that it is not in that mode.
 */
function readable(file: string): string | Buffer {
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return file;
  if (statSync(file).size > LARGEST_COPY_BYTES) return file;
  const copy = readFileSync(file);
  if (copy.length > FORMAT_BYTES[1]) for (const at of FORMAT_BYTES) copy[at] = 1;
  return copy;
}

/** For a file that counts only once it is complete: neither a journal nor waiting for the disk. */
export function writeUnsafely(db: Database): void {
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
}

/** SQLite opens a file that it may not write without a word; only a write tells. */
function assertWritable(db: Database): void {
  db.exec('BEGIN IMMEDIATE; ROLLBACK');
}

/** WAL, unless the file system has no memory that is shared among its users (network file systems). */
function setJournalMode(db: Database, folder: string, timeout: number): string {
  const deadline = Date.now() + timeout;
  let wanted = isOnNetwork(folder) ? 'DELETE' : 'WAL';
  for (;;) {
    try {
      return db.pragma(`journal_mode = ${wanted}`, { simple: true }) as string;
    } catch (error) {
      if ((error as { code?: string }).code?.startsWith('SQLITE_IOERR_SHM')) wanted = 'DELETE';
      // The switch itself does not wait for other connections, unlike all else.
      else if (reasonOf(error) !== 'locked' || Date.now() > deadline) throw error;
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function openForReading(file: string, folder: string, timeout: number): Connection {
  const Sqlite = sqlite();
  const identity = fileIdentity(file) ?? '';
  let db: Database | undefined;
  try {
    const content = readable(file);
    // A copy in memory may be changed: one of an earlier version is brought to the newest there.
    db = new Sqlite(content, { readonly: typeof content === 'string', timeout });
    secure(db);
    migrate(db, folder);
    refuseForeignCode(db, folder);
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
