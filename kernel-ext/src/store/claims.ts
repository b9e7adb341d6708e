import { setTimeout as sleep } from 'node:timers/promises';
import { prefixOf } from './by-key';
import { isAlive, isThisProcess, thisProcess, type ProcessIdentity } from './process-identity';
import type { Session } from './session';
import type { FunctionRef } from './types';

/** Longest pause between two looks at a call that another process computes. */
const POLL_MS = 50;
/** A claim that could not be given back is given back after this long. */
const RELEASE_AGAIN_MS = 1000;
/** A computation on another machine, whose life cannot be seen from here, is waited for this long. */
const FOREIGN_WAIT_MS = 60_000;

/** The outcome of `Store.claim`. */
export type Claim =
  /**
   * This process computes the call; `release` when it is stored or has failed. Releasing twice is harmless.
   * `ref` is the function's row at that moment, if it was read along.
   */
  | { readonly claimed: true; readonly ref?: FunctionRef | undefined; release(): void }
  /** Someone else computes it (`owner`), or has just stored it (no owner): wait, then look it up again. */
  | { readonly claimed: false; readonly owner: ProcessIdentity | undefined };

// The usual case: nobody computes the call, and there is no entry of it, not even a cleared one.
const TAKE = `
INSERT INTO running (key, pid, process_start, host, since)
SELECT ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM entries WHERE ${prefixOf('key')} = ${prefixOf('+?')}) ON CONFLICT DO NOTHING
RETURNING (SELECT id FROM functions WHERE name = +?), (SELECT generation FROM functions WHERE name = +?)`;

interface RunningRow {
  pid: number;
  process_start: string;
  host: string;
  since: number;
  waits_for: Buffer | null;
}

const toIdentity = (row: RunningRow): ProcessIdentity => ({ pid: row.pid, start: row.process_start, host: row.host });

/**
 * Which calls are being computed, across processes: a row in `running` per call. A row counts only as long as its process
 * lives, so that a killed kernel blocks nobody.
 */
export class Claims {
  /** Keys that this process holds, in hex. */
  private readonly held = new Set<string>();
  /** The key that this process waits for, in hex. */
  private waiting: string | null = null;

  constructor(private readonly session: Session) {
    session.onReplaced.push(() => this.held.clear());
  }

  /**
   * Takes the call for this process unless a living process has it.
   *
   * @param name of the called function, to read its row along
   * @param storedMeanwhile asked within the transaction: whether the result is there by now
   */
  take(key: Buffer, name: string | undefined, storedMeanwhile: () => boolean): Claim {
    if (this.session.readOnly) return { claimed: true, release: () => undefined };
    const taken = this.takeUnknown(key, name);
    if (taken) return taken;
    const outcome = this.session.write(() => {
      if (storedMeanwhile()) return { owner: undefined };
      const row = this.row(key);
      if (row && this.counts(row, key)) return { owner: toIdentity(row) };
      const { pid, start, host } = thisProcess();
      this.session
        .sql('INSERT OR REPLACE INTO running (key, pid, process_start, host, since) VALUES (?, ?, ?, ?, ?)')
        .run(key, pid, start, host, Date.now());
      return undefined;
    });
    return outcome ? { claimed: false, owner: outcome.owner } : this.hold(key);
  }

  /** Takes a call that nobody computes and that has no entry, not even a cleared one. Undefined when it was not taken. */
  takeUnknown(key: Buffer, name = ''): Claim | undefined {
    if (this.session.readOnly) return undefined;
    const { pid, start, host } = thisProcess();
    const [row] = this.session.writeOne(() =>
      this.session.rawSql(TAKE).all(key, pid, start, host, Date.now(), key, name, name),
    ) as [id: number | null, generation: number][];
    return row && this.hold(key, row[0] === null ? undefined : { id: row[0], generation: row[1] });
  }

  private hold(key: Buffer, ref?: FunctionRef): Claim {
    const id = key.toString('hex');
    this.held.add(id);
    return { claimed: true, ref, release: () => this.release(key, id) };
  }

  /**
   * Gives the call back as part of a transaction under way, if this process holds it; `forget` it once that is committed.
   * Returns false when a clear meanwhile has taken it away.
   */
  settle(key: Buffer): boolean {
    return !this.held.has(key.toString('hex')) || this.remove(key);
  }

  forget(key: Buffer): void {
    this.held.delete(key.toString('hex'));
  }

  /** Blocks until nobody computes the call any more, or this process should do so itself. */
  waitSync(key: Buffer): void {
    const cell = new Int32Array(new SharedArrayBuffer(4));
    let pause = 1;
    try {
      while (this.mustWait(key, true)) {
        Atomics.wait(cell, 0, 0, pause);
        pause = Math.min(POLL_MS, pause * 2);
      }
    } finally {
      this.noteWaiting(null);
    }
  }

  /** Resolves when nobody computes the call any more. */
  async wait(key: Buffer): Promise<void> {
    let pause = 1;
    while (this.mustWait(key, false)) {
      await sleep(pause);
      pause = Math.min(POLL_MS, pause * 2);
    }
  }

  /** Gives back all that this process holds. */
  releaseAll(): void {
    if (this.held.size === 0) return;
    this.session.write(() => {
      for (const id of this.held) this.remove(Buffer.from(id, 'hex'));
    });
    this.held.clear();
  }

  /** Never throws: it ends a computation whose result the caller has, and a fault has shown when that was to be stored. */
  private release(key: Buffer, id: string): void {
    if (!this.held.has(id)) return;
    try {
      this.session.write(() => this.remove(key));
      this.held.delete(id);
    } catch {
      // Others would wait for this call as long as this process lives.
      setTimeout(() => this.release(key, id), RELEASE_AGAIN_MS).unref();
    }
  }

  private remove(key: Buffer): boolean {
    const { pid, start, host } = thisProcess();
    const removed = this.session
      .sql('DELETE FROM running WHERE key = ? AND pid = ? AND process_start = ? AND host = ?')
      .run(key, pid, start, host).changes;
    return removed > 0;
  }

  private row(key: Buffer): RunningRow | undefined {
    return this.session.sql('SELECT pid, process_start, host, since, waits_for FROM running WHERE key = ?').get(key) as
      RunningRow | undefined;
  }

  private mustWait(key: Buffer, blocking: boolean): boolean {
    return this.session.read(() => {
      const row = this.row(key);
      if (!row || !this.counts(row, key)) return false;
      if (!blocking) return true;
      // Blocked, this process could never finish what it is being waited for.
      if (this.waitsForThis(row)) return false;
      this.noteWaiting(key);
      return true;
    });
  }

  /** Whether a row stands for a computation that another one may wait for. */
  private counts(row: RunningRow, key: Buffer): boolean {
    const owner = toIdentity(row);
    // Two computations of one call within this process: it is left from one that was interrupted, or a nested one.
    if (isThisProcess(owner)) return false;
    const alive = isAlive(owner);
    if (alive === undefined) return Date.now() - row.since < FOREIGN_WAIT_MS;
    if (!alive && !this.session.readOnly && this.session.db.inTransaction) {
      this.session.sql('DELETE FROM running WHERE key = ? AND pid = ?').run(key, row.pid);
    }
    return alive;
  }

  /** Follows who waits for whom from `row`; true when that leads back to this process. */
  private waitsForThis(row: RunningRow): boolean {
    for (let next: RunningRow | undefined = row, steps = 0; next?.waits_for && steps < 100; steps += 1) {
      next = this.row(next.waits_for);
      if (next && isThisProcess(toIdentity(next))) return true;
    }
    return false;
  }

  /** Lets others see that all this process computes stands still until `key` is done. */
  private noteWaiting(key: Buffer | null): void {
    const id = key?.toString('hex') ?? null;
    if (this.held.size === 0 || id === this.waiting || this.session.readOnly) return;
    const { pid, start, host } = thisProcess();
    this.session.write(() =>
      this.session
        .sql('UPDATE running SET waits_for = ? WHERE pid = ? AND process_start = ? AND host = ?')
        .run(key, pid, start, host),
    );
    this.waiting = id;
  }
}
