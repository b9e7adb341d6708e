import { UsageError } from '../errors';
import type { FingerprintPart } from '../keys/types';
import type { Session } from './session';
import type { ArgumentDigest } from '../keys/types';
import { BY_KEY } from './by-key';
import type { Clears, EntryInfo, EntryQuery, FunctionInfo, StoreStats, StoredCall } from './types';

/** Rows of one index of store.sql; all but those by size and duration in its order, so that a page costs the page. */
interface Part {
  readonly where: string;
  readonly by: readonly string[];
}

function allBy(...by: string[]): Part {
  return { where: '', by };
}
const BY_CREATED = allBy('e.created', 'e.id');
const NEVER_HIT = { ...BY_CREATED, where: 'AND e.used = 0' };

/** What each order lists one after the other, ascending. */
const ORDERS: Record<NonNullable<EntryQuery['sort']>, readonly Part[]> = {
  created: [BY_CREATED],
  lastHit: [NEVER_HIT, { where: 'AND e.last_hit IS NOT NULL', by: ['e.last_hit', 'e.id'] }],
  hits: [NEVER_HIT, { where: 'AND e.last_hit IS NOT NULL', by: ['e.hits', 'e.id'] }],
  bytes: [allBy('e.bytes', 'e.created', 'e.id')],
  durationMs: [allBy('e.duration_ms', 'e.id')],
};
const PLACES = {
  created: 'e.created',
  lastHit: 'e.last_hit',
  hits: 'e.hits',
  bytes: 'e.bytes',
  durationMs: 'e.duration_ms',
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

/**
 * A page of entries. Costs the page where a function is given, and its index by age where they are sorted by size or duration.
 *
 * @throws UsageError for a query it does not know
 */
export function listEntries(session: Session, query: EntryQuery = {}): EntryInfo[] {
  const { function: name, limit = 100, offset = 0, sort = 'created', order = 'desc' } = query;
  if (!Object.hasOwn(ORDERS, sort)) {
    throw new UsageError(`entries(): sort must be one of ${Object.keys(ORDERS).join(', ')}, not '${sort}'.`);
  }
  if (order !== 'asc' && order !== 'desc')
    throw new UsageError(`entries(): order must be 'asc' or 'desc', not '${order}'.`);
  for (const [option, value] of Object.entries({ limit, offset })) {
    if (!Number.isInteger(value) || value < 0)
      throw new UsageError(`entries(): ${option} must be a whole number of 0 or more.`);
  }
  const functions = session
    .sql(
      `SELECT id, name FROM functions JOIN function_totals USING (id)
        WHERE entries > 0 ${name === undefined ? '' : 'AND name = ?'}`,
    )
    .all(...(name === undefined ? [] : [name])) as { id: number; name: string }[];
  // The page of all functions is within their first pages, each of which an index gives without a look at other rows.
  const [skip, take] = functions.length === 1 ? [offset, limit] : [0, offset + limit];
  const rows = functions.flatMap((f) =>
    pageOf(session, f.id, { sort, order, skip, take }).map((row) => ({ ...row, function: f.name })),
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

interface Page {
  readonly sort: NonNullable<EntryQuery['sort']>;
  readonly order: 'asc' | 'desc';
  readonly skip: number;
  readonly take: number;
}

function pageOf(session: Session, functionId: number, { sort, order, skip, take }: Page): EntryRow[] {
  const rows: EntryRow[] = [];
  const parts = ORDERS[sort];
  for (const { where, by } of order === 'asc' ? parts : parts.toReversed()) {
    const source = `entries e WHERE e.function_id = +? AND e.generation >= (SELECT live_from FROM functions WHERE id = +?) ${where}`;
    const ordered = `ORDER BY ${by.map((column) => `${column} ${order}`).join(', ')}`;
    // Rows are looked at once it is known which ones make the page, for an index tells that.
    const found = session
      .sql(
        `SELECT e.key, e.args, e.bytes, e.duration_ms AS durationMs, e.hits, e.created, e.last_hit AS lastHit, e.expires,
                v.digest AS version, ${PLACES[sort]} AS place
           FROM (SELECT e.id FROM ${source} ${ordered} LIMIT ? OFFSET ?) page
           CROSS JOIN entries e USING (id) JOIN versions v ON v.id = e.version_id ${ordered}`,
      )
      .all(functionId, functionId, take - rows.length, skip) as EntryRow[];
    rows.push(...found);
    if (rows.length === take) break;
    if (found.length > 0 || skip === 0) skip = 0;
    else skip -= session.sql(`SELECT count(*) FROM ${source}`).pluck().get(functionId, functionId) as number;
  }
  return rows;
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
      `SELECT coalesce(sum(t.entries), 0) AS entries, coalesce(sum(t.bytes), 0) AS bytes, coalesce(sum(f.hits), 0) AS hits,
              coalesce(sum(f.misses), 0) AS misses, coalesce(sum(f.time_saved_ms), 0) AS timeSavedMs, count(*) AS functions
         FROM functions f JOIN function_totals t USING (id)`,
    )
    .get() as StoreStats;
}

/** Whether the result of a call, or all of its function, was cleared. */
export function clearsOf(session: Session, functionId: number, key: Buffer): Clears {
  const found = session
    .sql(
      `SELECT iif(e.id IS NULL, NULL, coalesce(f.cleared_at, f.emptied_at)) AS result,
              iif(f.live_from = f.generation, f.emptied_at, NULL) AS everything
         FROM functions f
         LEFT JOIN entries e ON ${BY_KEY} AND e.function_id = f.id AND e.generation < f.live_from
              AND e.generation <> 0
        WHERE f.id = +?`,
    )
    .get(key, key, functionId) as Clears | undefined;
  return found ?? { result: null, everything: null };
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
