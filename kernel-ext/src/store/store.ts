import { checkStore } from './check-store';
import { announce } from './announce';
import { closeAtExit, closedBeforeExit } from './at-exit';
import { Claims, type Claim } from './claims';
import { clearAll, clearFunction, deleteEntry, type Cleared } from './clearing';
import { Counters } from './counters';
import { findEntry, writeEntry } from './entries';
import { countLoggedHits, hasLoggedHits } from './entry-hits';
import { evict } from './limits';
import { LimitGuard } from './limit-guard';
import { clearsOf, listEntries, listFunctions, requireFunctions, storedCalls, totals } from './queries';
import { Reaper } from './reaper';
import { RecentEntries } from './recent-entries';
import { findFunction, functionRow } from './rows';
import { withReserve } from './reserve';
import { Session } from './session';
import type { CheckOptions, CheckReport, ExportOptions, Imported, ImportOptions } from './maintenance';
import { exportTo, importFrom } from './transfer';
import { Signer, trustAll } from './trust';
import type {
  Clears,
  EntryInfo,
  EntryQuery,
  FunctionInfo,
  FunctionRef,
  Limits,
  NewEntry,
  StoredCall,
  StoredEntry,
  StoreOptions,
  StoreStats,
} from './types';
import { emptyTrash } from './value-files';
import { Versions } from './versions';

/** Files of deleted entries are unlinked at once for about these milliseconds, and then in the background. */
const INLINE_MS = 10;
/** Before entries are read, hits that are not counted yet are for this long at most. */
const SETTLE_MS = 100;

/**
 * One store, opened by one process. All methods are synchronous unless they return a promise, and throw `StoreError`
 * with the cause and the remedy when the store cannot do its job.
 *
 * @example
 * const store = Store.open({ location: storeLocation() });
 * const hit = store.get(key);
 */
export class Store {
  private readonly signer = new Signer();
  private readonly recent: RecentEntries;
  private readonly versions: Versions;
  private readonly counters: Counters;
  private readonly claims: Claims;
  private readonly reaper: Reaper;
  private readonly guard: LimitGuard;
  /** The key of the last lookup that found nothing, so that a claim can tell what appeared since. */
  private missing: Buffer | undefined;

  private constructor(
    private readonly session: Session,
    private readonly options: StoreOptions,
  ) {
    this.recent = new RecentEntries(session);
    this.claims = new Claims(session);
    this.versions = new Versions(session);
    this.reaper = new Reaper(session);
    this.counters = new Counters(session, options.notebook, () => this.reaper.later());
    this.guard = new LimitGuard(session, options, (topic, message) => this.notice(topic, message));
    closeAtExit(this);
  }

  /** Opens the store in `options.location`, making it if need be. @throws StoreError, TslabMemoryError */
  static open(options: StoreOptions): Store {
    const store = new Store(new Session(options.location, options.busyTimeoutMs), options);
    announce(store.session, (topic, message) => store.notice(topic, message));
    store.reaper.tidy();
    return store;
  }

  /** The store's folder. */
  get folder(): string {
    return this.session.folder;
  }

  /** Whether the store can only be read. */
  get readOnly(): boolean {
    return this.session.readOnly;
  }

  /** The row of a function, made at its first use, with its generation at this moment. */
  functionRef(name: string): FunctionRef {
    const { session } = this;
    session.look(Infinity);
    return (
      session.read(() => findFunction(session.statements, name)) ??
      session.write(() => functionRow(session.statements, name, Date.now()))
    );
  }

  /**
   * The live entry of a call: stored, not cleared, not expired, and written by this user. One statement, a short one for
   * those that are asked for often.
   */
  get(key: Buffer): StoredEntry | undefined {
    const found = this.session.read(() => this.recent.get(key) ?? this.find(key));
    if (found !== undefined && found !== 'untrusted') {
      this.missing = undefined;
      return found;
    }
    this.missing = key;
    if (found === 'untrusted') this.noticeUntrusted();
    return undefined;
  }

  /**
   * Writes an entry and counts a miss, in one transaction, and gives back the claim on the call.
   * Returns false, and keeps nothing, when the function or the entry was cleared since the computation began.
   */
  put(entry: NewEntry): boolean {
    const { session, claims, counters } = this;
    const written = session.write(() => {
      counters.miss(entry.functionId);
      counters.writeAlong();
      const versionId = claims.settle(entry.key) ? this.versions.forEntry(entry) : undefined;
      if (versionId !== undefined) writeEntry(session, versionId, this.signer, entry, this.options.notebook);
      // The value file was written for nothing.
      else if (entry.body.file) session.sql('INSERT OR IGNORE INTO trash (file) VALUES (?)').run(entry.body.file);
      return versionId !== undefined;
    });
    counters.committed();
    claims.forget(entry.key);
    if (written) this.guard.wrote(entry);
    this.reaper.later();
    return written;
  }

  /** Counts a hit. `savedMs` is what it spared: the computation's time less the loading. */
  recordHit(entry: StoredEntry, savedMs: number): void {
    this.counters.hit(entry, savedMs);
  }

  /** Counts a miss whose result is not stored; `put` counts the others. */
  recordMiss(functionId: number): void {
    this.counters.miss(functionId);
    this.counters.schedule();
  }

  /** Keeps why the last miss of a function was one; written with the next batch of counts. */
  setLastMiss(functionId: number, json: string): void {
    this.counters.lastMiss(functionId, json);
    this.counters.schedule();
  }

  /**
   * Takes a call for this process, so that no other computes it meanwhile. Not taken when another living process has
   * it, or when its result appeared after the `get` that did not find it. With the name of the function that is called,
   * its `functionRef` is read along, if it has one already.
   */
  claim(key: Buffer, name?: string): Claim {
    return this.claims.take(key, name, () => {
      if (!this.missing?.equals(key)) return false;
      const found = findEntry(this.session, this.signer, key);
      return found !== undefined && found !== 'untrusted';
    });
  }

  /** Takes a call of which nothing is known: nobody computes it, and it has no entry, not even a cleared one. */
  claimUnknown(key: Buffer, name: string): Claim | undefined {
    return this.claims.takeUnknown(key, name);
  }

  /** Blocks until no other process computes the call: it is stored, has failed, or its process is gone. */
  waitForClaimSync(key: Buffer): void {
    this.claims.waitSync(key);
  }

  /** Resolves when no other process computes the call. */
  waitForClaim(key: Buffer): Promise<void> {
    return this.claims.wait(key);
  }

  /** Deletes the entry of one call. Returns whether there was one. */
  delete(key: Buffer): boolean {
    const deleted = this.makingRoom(() => deleteEntry(this.session, key));
    if (deleted) emptyTrash(this.session, performance.now() + INLINE_MS);
    return deleted;
  }

  /** Clears one function, in an instant; what it takes on disk is given back in the background. */
  clearFunction(name: string): Cleared {
    return this.clear(() => clearFunction(this.session, name), name);
  }

  /** Clears the functions of these names. @throws UsageError for one that the store does not have; then none is cleared */
  clearFunctions(names: readonly string[]): Cleared {
    this.requireFunctions(names);
    const gone = names.map((name) => this.clearFunction(name));
    return {
      entries: gone.reduce((sum, { entries }) => sum + entries, 0),
      bytes: gone.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }

  /** @throws UsageError that says which functions there are, when the store does not have one of these */
  requireFunctions(names: readonly string[]): void {
    this.session.read(() => requireFunctions(this.session, names));
  }

  /** Clears all functions. */
  clearAll(): Cleared {
    return this.clear(() => clearAll(this.session));
  }

  /** Counts of all functions, or of the one with this name. */
  functions(name?: string): FunctionInfo[] {
    this.settleCounts();
    return this.session.read(() => listFunctions(this.session, name));
  }

  /** A page of entries, newest first unless told otherwise. */
  entries(query?: EntryQuery): EntryInfo[] {
    this.settleCounts();
    return this.session.read(() => listEntries(this.session, query));
  }

  /** Totals of the store. */
  stats(): StoreStats {
    this.settleCounts();
    return this.session.read(() => totals(this.session));
  }

  /** Stored calls of a function, newest first, to explain how another call differs from them. */
  candidates(functionId: number, limit = 200): StoredCall[] {
    return this.session.read(() => storedCalls(this.session, functionId, limit));
  }

  /** Whether the result of a call, or all of its function, was cleared. */
  clears(functionId: number, key: Buffer): Clears {
    return this.session.read(() => clearsOf(this.session, functionId, key));
  }

  /** Sets the limits of one function; they are kept as it writes. */
  limitFunction(functionId: number, limits: Limits): void {
    this.guard.limitFunction(functionId, limits);
  }

  /** Brings the store, or one function, under `limits` now. Returns what went. */
  prune({ function: name, ...limits }: Limits & { function?: string }): Cleared {
    this.settleCounts();
    const functionId = name === undefined ? undefined : this.functionRef(name).id;
    const gone = this.makingRoom(() =>
      evict(this.session, limits, { functionId, atOnce: this.reaper.isFrugal, onRemoved: this.reaper.freed }),
    );
    this.reaper.later();
    emptyTrash(this.session, performance.now() + INLINE_MS);
    return gone;
  }

  /** Gives back all that cleared entries still take on disk, which otherwise happens in the background. */
  reclaim(onProgress?: (done: number, total: number) => void): void {
    this.makingRoom(() => this.reaper.finish(onProgress));
  }

  /** Verifies the store and, with `fix`, repairs it. For one that cannot be opened there is `checkStore`. */
  check(options?: CheckOptions): Promise<CheckReport> {
    this.settleCounts();
    return checkStore(this.folder, options);
  }

  /** Writes entries into one file that another store can import. Resolves to their number. */
  exportTo(file: string, options?: ExportOptions): Promise<number> {
    this.settleCounts();
    return exportTo(this.session, file, options);
  }

  /** Merges an exported file into the store. */
  importFrom(file: string, options?: ImportOptions): Promise<Imported> {
    return importFrom(this.session, this.signer, file, options);
  }

  /** Declares all entries trustworthy, also those that another user or machine wrote. Returns how many those were. */
  trust(onProgress?: (done: number) => void): number {
    return trustAll(this.session, this.signer, onProgress);
  }

  /** Writes what was counted, gives back what is held, and closes the file. The store cannot be used afterwards. */
  close(): void {
    closedBeforeExit(this);
    this.counters.stop();
    this.reaper.stop();
    try {
      this.counters.flush(SETTLE_MS, true);
      this.claims.releaseAll();
    } catch {
      // Counts of the last moments may be lost, and claims of a process that ends are void anyway.
    } finally {
      this.session.close();
    }
  }

  private find(key: Buffer): StoredEntry | 'untrusted' | undefined {
    const found = findEntry(this.session, this.signer, key);
    if (found !== undefined && found !== 'untrusted') this.recent.add(key, found);
    return found;
  }

  /** Makes counts show in what is read next. That they cannot be written is no reason not to read. */
  private settleCounts(): void {
    const deadline = performance.now() + SETTLE_MS;
    try {
      this.counters.flush(SETTLE_MS);
      if (hasLoggedHits(this.session)) this.session.withoutWaiting(() => countLoggedHits(this.session, deadline));
    } catch {
      this.counters.schedule();
    }
  }

  private clear(action: () => Cleared, name?: string): Cleared {
    this.settleCounts();
    const gone = this.makingRoom(action);
    const ids = this.session.read(() =>
      this.session
        .sql('SELECT id FROM functions WHERE name = coalesce(?, name)')
        .pluck()
        .all(name ?? null),
    ) as number[];
    this.reaper.cleared(ids);
    this.reaper.begin(gone.entries);
    return gone;
  }

  /** Runs what is to give space back, with the space reserved for it where the disk is too full even for that. */
  private makingRoom<T>(action: () => T): T {
    return withReserve(this.folder, () => this.reaper.beFrugal(), action);
  }

  private noticeUntrusted(): void {
    this.notice(
      'untrusted',
      `The cache in ${this.folder} holds results that another user or machine wrote; they are not used. ` +
        'If you know where they come from, call memory.trust().',
    );
  }

  private notice(topic: string, message: string): void {
    this.options.onNotice?.(topic, message);
  }
}
