import { BY_KEY } from './by-key';
import type { Session } from './session';

/** What went: number of entries, and their bytes on disk. */
export interface Cleared {
  entries: number;
  bytes: number;
}

/** Deletes the entry of one call. Returns whether there was one. A computation of it under way is not stored. */
export function deleteEntry(session: Session, key: Buffer): boolean {
  return session.write(() => {
    session.sql('DELETE FROM running WHERE key = ?').run(key);
    const live = `e.generation >= (SELECT f.live_from FROM functions f WHERE f.id = e.function_id)`;
    return session.sql(`DELETE FROM entries AS e WHERE ${BY_KEY} AND ${live}`).run(key, key).changes > 0;
  });
}

/** Clears one function, however many entries it has, in an instant: its entries are dead and wait for the reaper. */
export function clearFunction(session: Session, name: string): Cleared {
  return clearWhere(session, 'WHERE name = ?', name);
}

/** Clears all functions. */
export function clearAll(session: Session): Cleared {
  return clearWhere(session, '');
}

function clearWhere(session: Session, where: string, ...names: string[]): Cleared {
  return session.write(() => {
    const total = session
      .sql(
        `SELECT coalesce(sum(t.entries), 0) AS entries, coalesce(sum(t.bytes), 0) AS bytes
           FROM live_totals t JOIN functions f ON f.id = t.function_id ${where}`,
      )
      .get(...names) as Cleared;
    const now = Date.now();
    session
      .sql(
        `UPDATE functions SET generation = generation + 1, live_from = generation + 1, cleared_at = ?, emptied_at = ? ${where}`,
      )
      .run(now, now, ...names);
    return total;
  });
}
