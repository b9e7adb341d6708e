import type { Statement } from 'better-sqlite3';
import { BUSY_TIMEOUT_MS, connect, LOG_PAGES, Statements, type Connection } from './connection';
import { fault, reasonOf, toStoreError } from './faults';
import { fileIdentity } from './folder';

/** Once a lock was waited for in vain, later writes wait this long until one succeeds: a lock may last for minutes. */
const IMPATIENT_MS = 20;
/** How long reads and writes go without a look at whether the file is still the one that is open. */
const LOOK_INTERVAL_MS = 1000;
const WRITE_LOOK_INTERVAL_MS = 1;

/**
 * The connection to one store for the life of a `Store`: transactions, faults in words, and a new connection when the
 * folder was deleted or replaced under the running kernel.
 */
export class Session {
  private connection: Connection;
  private prepared: Statements;
  private closed = false;
  private lookedAt = Date.now();
  private impatient = false;
  private waits = true;
  private written = 0;
  /** Called after the file was replaced: what was remembered of the old one is void. */
  readonly onReplaced: (() => void)[] = [];

  constructor(
    readonly folder: string,
    private readonly busyTimeoutMs = BUSY_TIMEOUT_MS,
  ) {
    this.connection = connect(folder, busyTimeoutMs);
    this.prepared = new Statements(this.connection.db);
  }

  get db(): Connection['db'] {
    return this.connection.db;
  }

  get readOnly(): boolean {
    return this.connection.readOnly;
  }

  get journalMode(): string {
    return this.connection.journalMode;
  }

  /** Changes whenever this connection may have written something, or is another one. */
  get writes(): number {
    return this.written;
  }

  /** The prepared statements of the open connection. */
  get statements(): Statements {
    return this.prepared;
  }

  /** The prepared statement for `sql`. */
  sql(sql: string): Statement {
    return this.prepared.of(sql);
  }

  /** Like `sql`, with rows as arrays: fewer steps for the one statement of a hit. */
  rawSql(sql: string): Statement {
    return this.prepared.raw(sql);
  }

  /** Runs a read. Errors become `StoreError`. */
  read<T>(action: () => T): T {
    try {
      this.look(Date.now());
      return action();
    } catch (error) {
      throw this.explain(error);
    }
  }

  /**
   * Runs `action` in one write transaction.
   *
   * @throws StoreError `read-only` when the store cannot be written
   */
  write<T>(action: () => T): T {
    // A write inside a write (a flush during an eviction) joins it.
    return this.writeOne(() => (this.db.inTransaction ? action() : this.transact(action)));
  }

  /** Like `write` for an `action` that is one statement: that is a transaction by itself, at half the cost. */
  writeOne<T>(action: () => T): T {
    this.written += 1;
    try {
      this.look(Date.now(), WRITE_LOOK_INTERVAL_MS);
      if (this.readOnly) throw fault('read-only', this.folder);
      const result = action();
      if (this.impatient) this.setPatience(true);
      return result;
    } catch (error) {
      if (reasonOf(error) === 'locked' && this.waits) this.setPatience(false);
      throw this.explain(error);
    }
  }

  /**
   * Runs `action`, whose writes give up at once where they would have to wait for another process.
   * Returns undefined when one did.
   */
  withoutWaiting<T>(action: () => T): T | undefined {
    if (this.closed || this.readOnly) return undefined;
    try {
      this.look(Infinity);
      this.waits = false;
      this.db.pragma('busy_timeout = 0');
      return action();
    } catch (error) {
      if (reasonOf(error) === 'locked') return undefined;
      throw this.explain(error);
    } finally {
      this.waits = true;
      if (this.db.open) this.setTimeout();
    }
  }

  /** Runs `action`, whose writes put the log into the file in pieces for which a cell need not wait long. */
  inBackground<T>(action: () => T): T {
    this.db.pragma(`wal_autocheckpoint = ${LOG_PAGES.background}`);
    try {
      return action();
    } finally {
      if (this.db.open) this.db.pragma(`wal_autocheckpoint = ${LOG_PAGES.usual}`);
    }
  }

  /** Puts the log into the file, as far as other processes and the disk let it; `truncate` makes them wait for that. */
  checkpoint({ truncate }: { truncate: boolean }): void {
    try {
      this.db.pragma(`wal_checkpoint(${truncate ? 'TRUNCATE' : 'PASSIVE'})`);
    } catch (error) {
      if (!['full', 'locked'].includes(reasonOf(error))) throw this.explain(error);
    }
  }

  /** Looks, if the last look is not within `interval` ms, whether the file is still there, and opens the new one if not. */
  look(now: number, interval = LOOK_INTERVAL_MS): void {
    if (this.closed) throw fault('closed', this.folder);
    const since = now - this.lookedAt;
    // Less than nothing: the clock was set back.
    if ((since >= 0 && since < interval) || this.db.inTransaction) return;
    if (fileIdentity(this.connection.file) !== this.connection.identity) this.reopen();
    this.lookedAt = now === Infinity ? Date.now() : now;
  }

  /** Drops the connection and opens the file anew. */
  reopen(): void {
    this.written += 1;
    this.connection.db.close();
    // Until it is open again, each operation tries.
    this.lookedAt = 0;
    this.connection = connect(this.folder, this.busyTimeoutMs);
    this.lookedAt = Date.now();
    this.prepared = new Statements(this.connection.db);
    for (const listener of this.onReplaced) listener();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.connection.db.close();
  }

  private transact<T>(action: () => T): T {
    this.sql('BEGIN IMMEDIATE').run();
    try {
      const result = action();
      this.sql('COMMIT').run();
      return result;
    } catch (error) {
      if (this.db.inTransaction) this.sql('ROLLBACK').run();
      throw error;
    }
  }

  private setPatience(patient: boolean): void {
    this.impatient = !patient;
    this.setTimeout();
  }

  private setTimeout(): void {
    this.db.pragma(
      `busy_timeout = ${this.impatient ? Math.min(IMPATIENT_MS, this.busyTimeoutMs) : this.busyTimeoutMs}`,
    );
  }

  private explain(error: unknown): unknown {
    return toStoreError(error, this.folder);
  }
}
