import type { Session } from './session';

/** Entries whose hits wait in memory, usually at most; beyond that they go to the log. */
const MOST_WAITING = 10_000;
/** Hits written between two looks at the clock. */
const BATCH = 16;
/** Entries in one row of the log: to count them takes some 10 ms in a store of a million entries. */
const LOGGED = 256;

// An entry that was stored anew since then has not been hit. A store may hold anything, so nothing here relies on what the
// log should look like.
const COUNT_LOGGED = `
WITH logged AS (
  SELECT CAST(iif(type = 'array', value ->> 0, NULL) AS INTEGER) AS id,
         CAST(iif(type = 'array', value ->> 1, NULL) AS INTEGER) AS hits,
         CAST(iif(type = 'array', value ->> 2, NULL) AS INTEGER) AS last_hit
    FROM json_each((SELECT iif(json_valid(hits), hits, '[]') FROM hit_log WHERE id = +?))
)
UPDATE entries SET hits = entries.hits + logged.hits, last_hit = max(coalesce(entries.last_hit, 0), logged.last_hit)
  FROM logged WHERE entries.id = logged.id AND entries.created <= logged.last_hit AND logged.hits > 0`;

/**
 * Hits of single entries that are not in the store yet. In a large store each entry lies on pages of its own, so that
 * writing is bounded by time; when too many wait they go to `hit_log`, which takes a hundredth of that, and are counted
 * from there in the background.
 */
export class EntryHits {
  private readonly waiting = new Map<number, { hits: number; lastHit: number }>();
  /** What the transaction under way has written. */
  private written: number[] = [];
  private mostWaiting = MOST_WAITING;

  constructor(private readonly session: Session) {}

  /** Number of entries with hits that wait. */
  get size(): number {
    return this.waiting.size;
  }

  /** Whether so many wait that they must be written now. */
  get isFull(): boolean {
    return this.waiting.size > this.mostWaiting;
  }

  /** Counts a hit at `now`, milliseconds since 1970. */
  add(id: number, now: number): void {
    const known = this.waiting.get(id);
    if (known) {
      known.hits += 1;
      known.lastHit = now;
    } else this.waiting.set(id, { hits: 1, lastHit: now });
  }

  /**
   * Writes hits as part of a transaction under way, until `deadline` (as `performance.now()` tells). What is left waits on,
   * or goes to the log if `all` shall be written or too many wait. Returns whether something went there.
   */
  write(deadline: number, all: boolean): boolean {
    this.written = [];
    if (!this.isFull) this.writeSome(deadline);
    const left = this.waiting.size - this.written.length;
    if (left === 0 || !(all || this.isFull)) return false;
    const logged = [...this.waiting].slice(this.written.length);
    this.log(logged.map(([id, { hits, lastHit }]) => [id, hits, lastHit]));
    this.written = [...this.waiting.keys()];
    return true;
  }

  /** Forgets what was written, once that is committed. */
  committed(): void {
    if (this.written.length === this.waiting.size) this.waiting.clear();
    else for (const id of this.written) this.waiting.delete(id);
    this.written = [];
    this.mostWaiting = MOST_WAITING;
  }

  /** Lets more wait, since they could not be written now: another process has the store locked. */
  postpone(): void {
    this.mostWaiting = this.waiting.size + MOST_WAITING;
  }

  forget(): void {
    this.waiting.clear();
  }

  private writeSome(deadline: number): void {
    const count = this.session.sql(
      'UPDATE entries SET hits = hits + ?, last_hit = max(coalesce(last_hit, 0), ?) WHERE id = ?',
    );
    for (const [id, { hits, lastHit }] of this.waiting) {
      if (this.written.length % BATCH === BATCH - 1 && performance.now() > deadline) break;
      count.run(hits, lastHit, id);
      this.written.push(id);
    }
  }

  private log(hits: number[][]): void {
    // Neighbours share pages.
    hits.sort((a, b) => a[0]! - b[0]!);
    const insert = this.session.sql('INSERT INTO hit_log (hits) VALUES (?)');
    for (let at = 0; at < hits.length; at += LOGGED) insert.run(JSON.stringify(hits.slice(at, at + LOGGED)));
  }
}

const FIRST_LOGGED = 'SELECT id FROM hit_log LIMIT 1';

/** Whether there are hits in the log. */
export function hasLoggedHits(session: Session): boolean {
  return session.read(() => session.sql(FIRST_LOGGED).pluck().get()) !== undefined;
}

/** Counts the hits in the log, until `deadline` (as `performance.now()` tells). Returns whether all is done. */
export function countLoggedHits(session: Session, deadline: number): boolean {
  while (hasLoggedHits(session)) {
    if (performance.now() > deadline) return false;
    session.write(() => {
      const id = session.sql(FIRST_LOGGED).pluck().get() as number | undefined;
      if (id === undefined) return;
      session.sql(COUNT_LOGGED).run(id);
      session.sql('DELETE FROM hit_log WHERE id = ?').run(id);
    });
  }
  return true;
}
