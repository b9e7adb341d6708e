import { collectOrphans } from './orphans';
import type { Session } from './session';
import { emptyTrash } from './value-files';

/** How long entries cleared elsewhere (in the panel) are kept, so that the clear can be undone. */
export const GRACE_MS = 60_000;
/** A background step takes this long at most, so that a running cell never notices. */
const STEP_MS = 10;
const PAUSE_MS = 25;
/** When a person waits for it, it tells them how far it is this often. */
const REPORT_MS = 500;
/** Rows deleted, and free pages given back, between two looks at the clock. */
const ROWS = 50;
const PAGES = 32;
/** A store just opened is tidied after this long, when the first cells have run. */
const TIDY_MS = 2000;
/** Left-behind files are looked for this often, by whichever kernel opens the store next. */
const SWEEP_INTERVAL_MS = 3_600_000;
/** Free pages kept for what is written next. */
const SPARE_PAGES = 256;

/** Gives back what cleared entries take: rows, value files and file size, in small steps. */
export class Reaper {
  private timer: NodeJS.Timeout | undefined;
  private sweep: Generator<undefined, unknown> | undefined;
  /** Functions that this process cleared: nobody will undo that. */
  private readonly ownClears = new Set<number>();

  constructor(private readonly session: Session) {
    session.onReplaced.push(() => this.ownClears.clear());
  }

  /** Begins at once with functions that this process cleared, and goes on in the background. */
  cleared(functionIds: readonly number[]): void {
    for (const id of functionIds) this.ownClears.add(id);
    this.later();
  }

  /** Called for a store just opened: works off what earlier processes left, somewhat later. */
  tidy(): void {
    const swept = this.session.read(() => this.session.sql("SELECT value FROM meta WHERE name = 'swept'").pluck().get());
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
        if (!this.step(performance.now() + STEP_MS)) this.later();
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
    const dead = 'SELECT count(*) FROM entries e JOIN functions f ON f.id = e.function_id WHERE e.generation < f.live_from';
    const left = () => this.session.read(() => this.session.sql(dead).pluck().get()) as number;
    const total = onProgress ? left() : 0;
    while (!this.step(performance.now() + REPORT_MS)) onProgress?.(total - left(), total);
    onProgress?.(total, total);
  }

  /** Works until `deadline` (as `performance.now()` tells). Returns whether all is done. */
  step(deadline: number): boolean {
    for (const id of this.functionsToReap()) {
      while (this.reapRows(id) > 0) if (performance.now() > deadline) return false;
      this.ownClears.delete(id);
      this.dropEmptyVersions(id);
    }
    while (this.sweep) {
      if (this.sweep.next().done) this.sweep = undefined;
      if (performance.now() > deadline) return false;
    }
    return emptyTrash(this.session, deadline) && this.vacuum(deadline);
  }

  private *sweepOnce(): Generator<undefined, unknown> {
    this.session.write(() =>
      this.session.sql("INSERT OR REPLACE INTO meta (name, value) VALUES ('swept', ?)").run(Date.now()),
    );
    return yield* collectOrphans(this.session);
  }

  private functionsToReap(): number[] {
    const rows = this.session.read(() =>
      this.session.sql('SELECT id, cleared_at AS clearedAt FROM functions WHERE cleared_at IS NOT NULL').all(),
    ) as { id: number; clearedAt: number }[];
    const undoable = Date.now() - GRACE_MS;
    return rows.filter(({ id, clearedAt }) => clearedAt < undoable || this.ownClears.has(id)).map(({ id }) => id);
  }

  private reapRows(functionId: number): number {
    return this.session.write(() => {
      // Entries of before the clear come first in this index, so that the search does not wade through live ones.
      const whole = this.session
        .sql(
          `DELETE FROM entries WHERE id IN (
             SELECT e.id FROM entries e JOIN functions f ON f.id = e.function_id
             WHERE e.function_id = ? AND e.created <= f.cleared_at AND e.generation < f.live_from ORDER BY e.created LIMIT ?)`,
        )
        .run(functionId, ROWS).changes;
      const single = this.session
        .sql('DELETE FROM entries WHERE id IN (SELECT id FROM entries WHERE function_id = ? AND generation < 0 LIMIT ?)')
        .run(functionId, ROWS).changes;
      return whole + single;
    });
  }

  /** Ends the clear of a function: nothing of it is left to reap, and code that has no entries any more goes. */
  private dropEmptyVersions(functionId: number): void {
    this.session.write(() => {
      this.session.sql('UPDATE functions SET cleared_at = NULL WHERE id = ?').run(functionId);
      this.session
        .sql(
          `DELETE FROM versions WHERE function_id = ? AND NOT EXISTS (SELECT 1 FROM entries WHERE version_id = versions.id)
             AND id <> (SELECT id FROM versions WHERE function_id = ? ORDER BY last_used DESC, id DESC LIMIT 1)`,
        )
        .run(functionId, functionId);
    });
  }

  private vacuum(deadline: number): boolean {
    const { db } = this.session;
    while ((db.pragma('freelist_count', { simple: true }) as number) > SPARE_PAGES) {
      db.pragma(`incremental_vacuum(${PAGES})`);
      if (performance.now() > deadline) return false;
    }
    return true;
  }
}
