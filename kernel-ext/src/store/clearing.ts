import { rowIdOf } from './row-id';
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
    const live = session
      .sql(
        `SELECT 1 FROM entries e JOIN functions f ON f.id = e.function_id
         WHERE e.id = ? AND e.key = ? AND e.generation >= f.live_from`,
      )
      .get(rowIdOf(key), key);
    if (!live) return false;
    session.sql('DELETE FROM entries WHERE id = ?').run(rowIdOf(key));
    return true;
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
