import { EntryHits } from './entry-hits';
import type { Session } from './session';
import type { StoredEntry } from './types';

/** Share of the wall time that flushing may take within the user's own calls. */
const SHARE = 0.01;
/** Time that flushes may take at once after a quiet while, in milliseconds: enough for the first ones to be seen at once. */
const BURST_MS = 1;
/** Counts that could not be written at once are written after this long, if the kernel is not busy. */
const DELAY_MS = 100;

/** A write of entries takes the counts along if they were last written longer ago than this. */
const ALONG_MS = 50;

/** How long one write goes on with the hits of single entries, within a call and in the background. */
const WRITE_MS = { within: 2, background: 10 };

const HOUR_MS = 3_600_000;

interface FunctionCounts {
  hits: number;
  misses: number;
  savedMs: number;
  lastUsed: number;
  lastMiss: string | undefined;
}

/**
 * Hits and misses, counted in memory and written in batches. The first ones after a pause are written at once, so
 * that the panel sees them even while the kernel stays in synchronous code; a busy loop of hits is written as often as
 * costs it no more than 1% of its time, and never for longer than a person notices.
 */
export class Counters {
  private readonly entries: EntryHits;
  private readonly functions = new Map<number, FunctionCounts>();
  private timer: NodeJS.Timeout | undefined;
  private budgetMs = BURST_MS;
  private budgetAt = performance.now();
  private writtenAt = 0;
  /** Whether the transaction under way has written what was counted. */
  private written = false;

  /** @param onLogged called when hits were put off so that they must be counted later */
  constructor(
    private readonly session: Session,
    private readonly notebook: string | undefined,
    private readonly onLogged: () => void,
  ) {
    this.entries = new EntryHits(session);
    session.onReplaced.push(() => this.forget());
  }

  /** Counts a hit that spared `savedMs` milliseconds. */
  hit(entry: StoredEntry, savedMs: number): void {
    const now = Date.now();
    this.entries.add(entry.id, now);
    const counts = this.countsOf(entry.functionId);
    counts.hits += 1;
    counts.savedMs += savedMs;
    counts.lastUsed = now;
    this.flushWithinBudget();
  }

  /** Counts a miss. */
  miss(functionId: number): void {
    const counts = this.countsOf(functionId);
    counts.misses += 1;
    counts.lastUsed = Date.now();
  }

  /** Keeps why the last miss of a function was one; JSON. */
  lastMiss(functionId: number, json: string): void {
    this.countsOf(functionId).lastMiss = json;
  }

  /**
   * Writes along with a transaction under way, unless counts were written a moment ago, so that a loop of fast misses does
   * not pay for them. To be followed by `committed`.
   */
  writeAlong(): void {
    // What an earlier transaction wrote that failed is not to be forgotten when this one is committed.
    this.written = false;
    if (performance.now() - this.writtenAt > ALONG_MS) this.write(WRITE_MS.within);
  }

  /** Forgets what was written, now that it cannot be undone any more. */
  committed(): void {
    if (this.written) {
      this.functions.clear();
      this.entries.committed();
      this.written = false;
    }
    if (this.isWaiting) this.schedule();
  }

  /**
   * Writes what was counted now, the hits of single entries for up to `ms` milliseconds. What is left is written later,
   * as is what fails; or, with `all`, goes to the log.
   */
  flush(ms = WRITE_MS.background, all = false): void {
    if (!this.isWaiting) return;
    if (this.session.readOnly) return this.forget();
    this.session.withoutWaiting(() => {
      this.session.write(() => this.write(ms, all));
      this.committed();
    });
    if (this.entries.isFull) this.entries.postpone();
    if (this.isWaiting) this.schedule();
  }

  /** Stops the timer. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Sees to it that counts are written soon. */
  schedule(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      // A background task has nobody to throw to; the same fault shows at the next call.
      try {
        this.flush();
      } catch {
        this.forget();
      }
    }, DELAY_MS).unref();
  }

  private flushWithinBudget(): void {
    const before = performance.now();
    this.budgetMs = Math.min(BURST_MS, this.budgetMs + (before - this.budgetAt) * SHARE);
    this.budgetAt = before;
    if (this.budgetMs <= 0 && !this.entries.isFull) {
      this.schedule();
      return;
    }
    this.flush(WRITE_MS.within);
    this.budgetAt = performance.now();
    this.budgetMs -= this.budgetAt - before;
  }

  private get isWaiting(): boolean {
    return this.functions.size > 0 || this.entries.size > 0;
  }

  private write(ms: number, all = false): void {
    this.writtenAt = performance.now();
    this.written = true;
    for (const [id, counts] of this.functions) this.writeFunction(id, counts);
    if (this.entries.write(this.writtenAt + ms, all)) this.onLogged();
  }

  private writeFunction(id: number, counts: FunctionCounts): void {
    const { hits, misses, savedMs, lastUsed, lastMiss } = counts;
    const known = this.session
      .sql(
        `UPDATE functions SET hits = hits + ?, misses = misses + ?, time_saved_ms = time_saved_ms + ?,
           last_used = max(coalesce(last_used, 0), ?), last_miss = coalesce(?, last_miss) WHERE id = ?`,
      )
      .run(hits, misses, savedMs, lastUsed, lastMiss ?? null, id).changes;
    if (known === 0) return;
    this.session
      .sql(
        `INSERT INTO activity (hour, function_id, hits, misses, time_saved_ms) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET hits = hits + excluded.hits, misses = misses + excluded.misses,
           time_saved_ms = time_saved_ms + excluded.time_saved_ms`,
      )
      .run(Math.floor(lastUsed / HOUR_MS), id, hits, misses, savedMs);
    if (this.notebook === undefined) return;
    this.session
      .sql(
        `INSERT INTO uses (function_id, notebook, last_used) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET last_used = excluded.last_used`,
      )
      .run(id, this.notebook, lastUsed);
  }

  private countsOf(functionId: number): FunctionCounts {
    let counts = this.functions.get(functionId);
    if (!counts) {
      counts = { hits: 0, misses: 0, savedMs: 0, lastUsed: Date.now(), lastMiss: undefined };
      this.functions.set(functionId, counts);
    }
    return counts;
  }

  private forget(): void {
    this.entries.forget();
    this.functions.clear();
  }
}
