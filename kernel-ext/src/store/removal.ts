import type { Cleared } from './clearing';
import type { Session } from './session';

/** Share of the live entries that may wait at most: each still takes a row on disk. */
const WAITING_SHARE = 1 / 8;
/** In a store of so many entries none waits: its pages are in SQLite's cache, and removing costs little more than marking. */
const SMALL = 10_000;

/** An entry that is to go. */
export interface Victim {
  readonly id: number;
  readonly bytes: number;
  /** 1: its value lies in its row, so that nothing but the row is given back once it is removed. */
  readonly inRow: 0 | 1;
}

/**
 * Removes evicted entries, or lets them wait for the reaper: then they are dead at once, of generation 0. In a large store
 * each of an entry's places in the indexes is on a page of its own, so that a mark costs a third of the removal.
 */
export class Removal {
  private room: number | undefined;

  /** @param atOnce nothing may wait: the disk is full */
  constructor(
    private readonly session: Session,
    private readonly atOnce: boolean,
  ) {}

  /** Takes entries out of the store in one transaction. `mayWait`: the search does not meet marked ones again. */
  take(victims: readonly Victim[], mayWait: boolean): Cleared {
    return this.session.write(() => {
      const gone = { entries: 0, bytes: 0 };
      let room = mayWait && !this.atOnce ? (this.room ?? this.roomToWait()) : 0;
      const remove = this.session.sql('DELETE FROM entries WHERE id = ?');
      // One that was cleared meanwhile can be brought back, and stays as it is.
      const mark = this.session.sql('UPDATE entries SET generation = 0 WHERE id = ? AND generation > 0');
      for (const { id, bytes, inRow } of victims) {
        const waits = inRow === 1 && room >= 1;
        if ((waits ? mark : remove).run(id).changes === 0) continue;
        if (waits) room -= 1;
        gone.entries += 1;
        gone.bytes += bytes;
      }
      if (mayWait) this.room = room;
      return gone;
    });
  }

  private roomToWait(): number {
    const live = this.session.sql('SELECT coalesce(sum(entries), 0) FROM live_totals').pluck().get() as number;
    const waiting = 'SELECT coalesce(sum(entries), 0) FROM totals WHERE generation = 0';
    return live <= SMALL ? 0 : live * WAITING_SHARE - (this.session.sql(waiting).pluck().get() as number);
  }
}

/** Rows of evicted entries that wait to be removed, `limit` of them. */
export function waitingRows(session: Session, limit: number): number[] {
  return session
    .sql('SELECT id FROM entries INDEXED BY entries_evicted WHERE generation = 0 LIMIT ?')
    .pluck()
    .all(limit) as number[];
}
