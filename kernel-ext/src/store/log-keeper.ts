import type { Session } from './session';

/** So many writes, two for each miss, are worth the two waits for the disk. */
const MANY_WRITES = 200;

/**
 * Puts the log into the file between cells. SQLite does so within the call that makes the log long, and then waits for the
 * disk, which in a large store has a page to write for each miss; where cells store less than the log holds, no call does it.
 */
export class LogKeeper {
  private settledAt = 0;
  private seen = 0;

  constructor(private readonly session: Session) {}

  /**
   * Puts the log into the file if much was written since that was last done, and nothing since the last call of this.
   * Returns false when it is to be called again after a while.
   */
  settle(): boolean {
    const { writes } = this.session;
    if (writes - this.settledAt < MANY_WRITES) return true;
    if (writes !== this.seen) {
      this.seen = writes;
      return false;
    }
    this.settledAt = writes;
    this.session.checkpoint({ truncate: false });
    return true;
  }
}
