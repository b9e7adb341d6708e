import { countLoggedHits } from './entry-hits';
import { collectOrphans } from './orphans';
import { reasonOf } from './faults';
import { LogKeeper } from './log-keeper';
import { waitingRows } from './removal';
import { keepReserve } from './reserve';
import type { Session } from './session';
import { emptyTrash } from './value-files';

/** How long entries cleared elsewhere (in the panel) are kept, so that the clear can be undone. */
export const GRACE_MS = 60_000;
/** A background step takes this long at most, so that a running cell never notices. */
const STEP_MS = 10;
const PAUSE_MS = 25;
/** The log is put into the file when nothing was written for so long. */
const QUIET_MS = 250;
/** A clear of up to so many entries is worked off at once, in about these milliseconds, and any on a full disk. */
const INLINE = { entries: 100, ms: 10, frugalMs: 2000 };
/** When a person waits for it, it tells them how far it is this often. */
const REPORT_MS = 500;
/** Rows deleted in one transaction: at first, and at the least and most once it is known how long that takes. */
const ROWS = { first: 100, least: 20, most: 2000 };
/** Free pages given back between two looks at the clock. */
const PAGES = 32;
/** A store just opened is tidied after this long, when the first cells have run. */
const TIDY_MS = 2000;
/** Left-behind files are looked for this often, by whichever kernel opens the store next. */
const SWEEP_INTERVAL_MS = 3_600_000;
/** Free pages kept for what is written next. */
const SPARE_PAGES = 256;

// The index alone tells which rows are dead.
const FIND_DEAD = `
SELECT e.id, e.created FROM entries e INDEXED BY entries_by_created
 WHERE e.function_id = +? AND e.created >= +? AND e.generation < (SELECT live_from FROM functions WHERE id = +?)
 ORDER BY e.created LIMIT ?`;
const DEAD = `
SELECT coalesce(sum(t.entries), 0) FROM totals t JOIN functions f ON f.id = t.function_id
 WHERE t.generation < f.live_from`;

interface Cleared {
  readonly id: number;
  readonly clearedAt: number;
}

/**
 * Does in small steps what was put off: counts logged hits, and gives back what cleared and evicted entries take (rows, files,
 * file size). Then it puts the log into the file.
 */
export class Reaper {
  private timer: NodeJS.Timeout | undefined;
  private rows = ROWS.first;
  private frugal = false;
  private sweep: Generator<undefined, unknown> | undefined;
  /** Time of the oldest rows of a function that may be dead, so that no step looks again at the living before it. */
  private readonly reached = new Map<number, number>();
  /** Functions that this process cleared: nobody will undo that. */
  private readonly ownClears = new Set<number>();
  private readonly log: LogKeeper;

  constructor(private readonly session: Session) {
    this.log = new LogKeeper(session);
    session.onReplaced.push(() => {
      this.ownClears.clear();
      this.reached.clear();
    });
  }

  /** Begins at once with functions that this process cleared, and goes on in the background. */
  cleared(functionIds: readonly number[]): void {
    for (const id of functionIds) this.ownClears.add(id);
    this.later();
  }

  /** Called for a store just opened: works off what earlier processes left, somewhat later. */
  tidy(): void {
    const swept = this.session.read(() =>
      this.session.sql("SELECT value FROM meta WHERE name = 'swept'").pluck().get(),
    );
    if (typeof swept !== 'number' || swept < Date.now() - SWEEP_INTERVAL_MS) this.sweep = this.sweepOnce();
    this.later(TIDY_MS);
  }

  /** Schedules the next step, unless one is scheduled. */
  later(pauseMs = PAUSE_MS): void {
    if (this.session.readOnly) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      // A background task has nobody to throw to; the same fault shows at the next call.
      try {
        if (!this.tryStep(STEP_MS)) return this.later();
        keepReserve(this.session.folder);
        if (!this.log.settle()) this.later(QUIET_MS);
      } catch {
        this.stop();
      }
    }, pauseMs).unref();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Does all the work there is, however long it takes. */
  finish(onProgress?: (done: number, total: number) => void): void {
    const left = () => this.session.read(() => this.session.sql(DEAD).pluck().get()) as number;
    const total = onProgress ? left() : 0;
    while (!this.step(performance.now() + REPORT_MS)) onProgress?.(total - left(), total);
    onProgress?.(total, total);
  }

  /** Whether the disk is full but for what was reserved, and not all is done yet. */
  get isFrugal(): boolean {
    return this.frugal;
  }

  /**
   * Says that the disk is full but for what was reserved. Until all is done, each step is so small that it finds room in
   * the log, which is emptied after it.
   */
  beFrugal(): void {
    this.frugal = true;
    this.rows = ROWS.least;
  }

  /** Called after each transaction that frees space: on a full disk that space is needed by the next one. */
  readonly freed = (): void => {
    if (!this.frugal) return;
    emptyTrash(this.session, 0);
    this.session.checkpoint({ truncate: true });
  };

  /** Works off a clear of so many entries at once if it is small, or if nothing else can be written before. */
  begin(entries: number): void {
    if (entries > INLINE.entries && !this.frugal) return;
    try {
      this.tryStep(this.frugal ? INLINE.frugalMs : INLINE.ms);
    } catch (error) {
      // The clear itself is done, and the rest is tried again in the background.
      if (reasonOf(error) !== 'full') throw error;
    }
  }

  /** Works for up to `ms`, or until another process is in the way. Returns whether all is done. */
  tryStep(ms: number): boolean {
    const step = () => this.session.inBackground(() => this.step(performance.now() + ms));
    return this.session.withoutWaiting(step) ?? false;
  }

  /** Works until `deadline` (as `performance.now()` tells). Returns whether all is done. */
  private step(deadline: number): boolean {
    // On a full disk only what gives space back is done.
    if (!this.frugal && !countLoggedHits(this.session, deadline)) return false;
    while (this.session.read(() => waitingRows(this.session, 1)).length > 0) {
      this.reapRows(() => waitingRows(this.session, this.rows));
      if (performance.now() > deadline) return false;
    }
    for (const { id, clearedAt } of this.functionsToReap()) {
      while (this.reapRows(() => this.deadRows(id)) > 0) if (performance.now() > deadline) return false;
      this.settle(id, clearedAt);
    }
    while (this.sweep) {
      if (this.sweep.next().done) this.sweep = undefined;
      if (performance.now() > deadline) return false;
    }
    const done = emptyTrash(this.session, deadline) && this.vacuum(deadline);
    if (done && this.frugal) {
      this.freed();
      this.frugal = false;
      keepReserve(this.session.folder);
    }
    return done;
  }

  private *sweepOnce(): Generator<undefined, unknown> {
    this.session.write(() =>
      this.session.sql("INSERT OR REPLACE INTO meta (name, value) VALUES ('swept', ?)").run(Date.now()),
    );
    return yield* collectOrphans(this.session);
  }

  private functionsToReap(): Cleared[] {
    const cleared = this.session.read(() =>
      this.session.sql('SELECT id, cleared_at AS clearedAt FROM functions WHERE cleared_at IS NOT NULL').all(),
    ) as Cleared[];
    const undoable = Date.now() - GRACE_MS;
    return cleared.filter(({ id, clearedAt }) => clearedAt < undoable || this.ownClears.has(id));
  }

  private reapRows(find: () => number[]): number {
    const before = performance.now();
    const reaped = this.session.write(() => {
      const dead = find();
      const remove = this.session.sql('DELETE FROM entries WHERE id = ?');
      for (const id of dead) remove.run(id);
      return dead.length;
    });
    // Large transactions cost less per row, for rows share pages; but none may take longer than a step.
    const ideal = (this.rows * STEP_MS) / (performance.now() - before);
    this.freed();
    if (this.frugal) return reaped;
    if (reaped === this.rows) this.rows = Math.round(Math.min(ROWS.most, this.rows * 2, Math.max(ROWS.least, ideal)));
    return reaped;
  }

  private deadRows(functionId: number): number[] {
    if (this.session.sql(`${DEAD} AND f.id = +?`).pluck().get(functionId) === 0) return [];
    const from = this.reached.get(functionId) ?? 0;
    const search = this.session.sql(FIND_DEAD);
    const next = (created: number) =>
      search.all(functionId, created, functionId, this.rows) as { id: number; created: number }[];
    let found = next(from);
    // Older ones may have been cleared since they were passed.
    if (found.length === 0 && from > 0) found = next(0);
    if (found.length > 0) this.reached.set(functionId, found.at(-1)!.created);
    return found.map(({ id }) => id).sort((a, b) => a - b);
  }

  /** Ends the clear of a function: nothing of it is left to reap, and code that has no entries any more goes. */
  private settle(functionId: number, clearedAt: number): void {
    this.ownClears.delete(functionId);
    this.reached.delete(functionId);
    this.session.write(() => {
      const settled = this.session
        .sql('UPDATE functions SET cleared_at = NULL WHERE id = ? AND cleared_at = ?')
        .run(functionId, clearedAt).changes;
      if (settled === 0) return;
      this.session.sql('DELETE FROM totals WHERE function_id = ? AND entries = 0').run(functionId);
      this.session
        .sql(
          `DELETE FROM versions WHERE function_id = +?
             AND NOT EXISTS (SELECT 1 FROM totals t WHERE t.function_id = versions.function_id AND t.version_id = versions.id)
             AND id <> (SELECT id FROM versions WHERE function_id = +? ORDER BY last_used DESC, id DESC LIMIT 1)`,
        )
        .run(functionId, functionId);
    });
  }

  private vacuum(deadline: number): boolean {
    const { db } = this.session;
    const free = () => db.pragma('freelist_count', { simple: true }) as number;
    for (let left = free(); left > SPARE_PAGES;) {
      const before = left;
      db.pragma(`incremental_vacuum(${PAGES})`);
      this.freed();
      left = free();
      // A store that was not made with room to shrink keeps its free pages.
      if (left >= before) return true;
      if (performance.now() > deadline) return false;
    }
    return true;
  }
}
