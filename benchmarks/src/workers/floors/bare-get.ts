import { join } from 'node:path';
import { requireAsLibrary } from '../library.ts';

/** A store's file opened by itself, with one statement prepared. */
export interface BareGet {
  /** The row of the entry with this id, as an object: what a hit needs of it, with its value. */
  get(id: number): any;
  /** Ids of all entries, in the order of the file. */
  ids(): number[];
  close(): void;
}

/** One prepared statement that gets the row of a stored result, as better-sqlite3 does it. */
export function openBareGet(location: string): BareGet {
  const db = requireAsLibrary('better-sqlite3')(join(location, 'cache.sqlite'), { readonly: true });
  db.pragma('cache_size = -8192');
  // The sign keeps SQLite from preparing the join anew for each value.
  const statement = db.prepare(
    `SELECT e.key, e.function_id, e.created, e.expires, e.duration_ms, e.checksum, coalesce(e.value, p.value) AS value
       FROM entries e LEFT JOIN payloads p ON p.id = iif(e.value IS NULL, e.id, NULL) WHERE e.id = +?`,
  );
  return {
    get: (id) => statement.get(id),
    ids: () => db.prepare('SELECT id FROM entries ORDER BY id').pluck().all(),
    close: () => db.close(),
  };
}
