import { UsageError } from '../errors';
import type { FingerprintPart } from '../keys/types';
import type { Session } from './session';
import type { ArgumentDigest } from '../keys/types';
import type { EntryInfo, EntryQuery, FunctionInfo, StoreStats, StoredCall } from './types';

/** Columns as the indexes of store.sql have them behind the function, so that a page costs the page. */
const SORT_COLUMNS = {
  created: ['e.created', 'e.generation', 'e.id'],
  lastHit: ['e.last_hit', 'e.id'],
  hits: ['e.hits', 'e.id'],
  bytes: ['e.bytes', 'e.id'],
  durationMs: ['e.duration_ms', 'e.id'],
} as const;

/** Counts of all functions, the most recently used first, or of the one with this name. */
export function listFunctions(session: Session, name?: string): FunctionInfo[] {
  const where = name === undefined ? '' : 'WHERE s.name = @name';
  return session
    .sql(
      `SELECT s.name, s.entries, s.bytes, s.hits, s.misses, s.time_saved_ms AS timeSavedMs, s.last_used AS lastUsed,
              s.versions,
              (SELECT count(*) FROM entries e
                WHERE e.function_id = f.id AND e.expires <= @now AND e.generation >= f.live_from) AS expired
         FROM function_summaries s JOIN functions f ON f.id = s.id ${where} ORDER BY s.last_used DESC, s.name`,
    )
    .all({ now: Date.now(), ...(name === undefined ? {} : { name }) }) as FunctionInfo[];
}

/** @throws UsageError that says which functions there are, when the store does not have one of these */
export function requireFunctions(session: Session, names: readonly string[]): void {
  const known = session.sql('SELECT name FROM functions ORDER BY name').pluck().all() as string[];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new UsageError(`The store has no function ${unknown.join(', ')}. It has: ${known.join(', ') || 'none'}.`);
}

/** A page of entries. Costs the page where a function is given. @throws UsageError for a query it does not know */
export function listEntries(session: Session, query: EntryQuery = {}): EntryInfo[] {
  const { function: name, limit = 100, offset = 0, sort = 'created', order = 'desc' } = query;
  if (!Object.hasOwn(SORT_COLUMNS, sort)) {
    throw new UsageError(`entries(): sort must be one of ${Object.keys(SORT_COLUMNS).join(', ')}, not '${sort}'.`);
  }
  if (order !== 'asc' && order !== 'desc')
    throw new UsageError(`entries(): order must be 'asc' or 'desc', not '${order}'.`);
  for (const [option, value] of Object.entries({ limit, offset })) {
    if (!Number.isInteger(value) || value < 0)
      throw new UsageError(`entries(): ${option} must be a whole number of 0 or more.`);
  }
  const functions = session
    .sql(`SELECT id, name FROM functions WHERE entries > 0 ${name === undefined ? '' : 'AND name = ?'}`)
    .all(...(name === undefined ? [] : [name])) as { id: number; name: string }[];
  // The page of all functions is within their first pages, each of which an index gives; sorting all entries would take seconds.
  const columns = SORT_COLUMNS[sort];
  const [skip, take] = functions.length === 1 ? [offset, limit] : [0, offset + limit];
  const page = session.sql(
    `SELECT e.key, e.args, e.bytes, e.duration_ms AS durationMs, e.hits, e.created, e.last_hit AS lastHit, e.expires,
            v.digest AS version, ${columns[0]} AS place
       FROM entries e JOIN versions v ON v.id = e.version_id
      WHERE e.function_id = +? AND e.generation >= (SELECT live_from FROM functions WHERE id = +?)
      ORDER BY ${columns.map((column) => `${column} ${order}`).join(', ')} LIMIT ? OFFSET ?`,
  );
  const rows = functions.flatMap((f) =>
    (page.all(f.id, f.id, take, skip) as EntryRow[]).map((row) => ({ ...row, function: f.name })),
  );
  if (functions.length > 1) {
    const sign = order === 'asc' ? 1 : -1;
    rows.sort((a, b) => sign * ((a.place ?? -1) - (b.place ?? -1)));
  }
  return rows.slice(offset - skip, offset - skip + limit).map(({ place: _, ...row }) => ({
    ...row,
    key: row.key.toString('hex'),
    version: row.version.toString('hex').slice(0, 12),
  }));
}

type EntryRow = Omit<EntryInfo, 'key' | 'version' | 'function'> & {
  key: Buffer;
  version: Buffer;
  place: number | null;
};

/** Totals of the store; costs the number of functions. */
export function totals(session: Session): StoreStats {
  return session
    .sql(
      `SELECT coalesce(sum(entries), 0) AS entries, coalesce(sum(bytes), 0) AS bytes, coalesce(sum(hits), 0) AS hits,
              coalesce(sum(misses), 0) AS misses, coalesce(sum(time_saved_ms), 0) AS timeSavedMs, count(*) AS functions
         FROM functions`,
    )
    .get() as StoreStats;
}

interface CandidateRow {
  key: Buffer;
  args: string;
  digests: string;
  created: number;
  expires: number | null;
  digest: Buffer;
  source: string;
  parts: string;
}

/** Stored calls of a function, newest first, with the code they were made with. */
export function storedCalls(session: Session, functionId: number, limit: number): StoredCall[] {
  const rows = session
    .sql(
      `SELECT e.key, e.args, e.digests, e.created, e.expires, v.digest, v.source, v.parts
         FROM entries e JOIN functions f ON f.id = e.function_id JOIN versions v ON v.id = e.version_id
        WHERE e.function_id = ? AND e.generation >= f.live_from ORDER BY e.created DESC LIMIT ?`,
    )
    .all(functionId, limit) as CandidateRow[];
  return rows.map(({ key, args, digests, created, expires, digest, source, parts }) => ({
    key,
    args,
    digests: JSON.parse(digests) as ArgumentDigest[],
    created,
    expires,
    version: { digest, source, parts: JSON.parse(parts) as FingerprintPart[] },
  }));
}
