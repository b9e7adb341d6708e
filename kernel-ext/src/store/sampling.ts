import { randomBytes } from 'node:crypto';
import { prefixOf, PREFIX_BYTES } from './by-key';
import type { Victim } from './removal';
import type { Session } from './session';
import { REFRESH_MS } from './versions';

/** Entries looked at to choose which go; a store with fewer is looked at whole. */
export const SAMPLE = 512;
/** It is taken in so many places of the store. */
const PLACES = 8;

/** What is searched. */
export interface Scope {
  /** One function; undefined: the whole store. */
  readonly functionId?: number | undefined;
}

/** An entry that may have to go, and what its worth is told by. */
export interface Candidate extends Victim {
  durationMs: number;
  used: number;
  /** Where it lies in the order of the entries that were hit, or of those that were not. */
  place: number;
  versionId: number;
}

/** Entries among which to choose. `mayWait`: the search for the next ones does not meet again what is marked of these. */
export interface Sample {
  readonly candidates: Candidate[];
  readonly mayWait: boolean;
}

/** SQL: live entries, with what a `Candidate` has. Conditions follow. */
export const CANDIDATE = `
SELECT e.id, e.bytes, e.value IS NOT NULL AS inRow, e.duration_ms AS durationMs,
       max(e.created, coalesce(e.last_hit, 0)) AS used, coalesce(e.last_hit, e.created) AS place, e.version_id AS versionId
  FROM entries e JOIN functions f ON f.id = e.function_id
 WHERE e.generation >= f.live_from`;

// A live entry with a random key, and the rows before it; dead ones among them are not looked past, for they may be many.
const NEAR = `${CANDIDATE} AND e.id IN (
  SELECT id FROM entries WHERE id <= (
    SELECT o.id FROM entries o JOIN functions f ON f.id = o.function_id
     WHERE ${prefixOf('o.key')} >= +@from AND o.generation >= f.live_from ORDER BY ${prefixOf('o.key')} LIMIT 1)
   ORDER BY id DESC LIMIT @limit)`;

/** Some entries of a store, or of one function, that has `entries` of them. */
export function sample(session: Session, { functionId }: Scope, entries: number): Sample {
  const old = sampleOldVersion(session, functionId);
  if (old.length > 0 && entries > SAMPLE) return { candidates: old, mayWait: false };
  if (functionId !== undefined) return { candidates: sampleFunction(session, functionId), mayWait: false };
  if (entries <= SAMPLE) return { candidates: session.sql(CANDIDATE).all() as Candidate[], mayWait: false };
  return { candidates: sampleRows(session), mayWait: true };
}

/**
 * Entries from several places of the store: some with random keys, so that of all its entries each is as likely as any other,
 * and with each of them those that lie before it in the file, for these share its pages. Only the newest few are less likely.
 */
function sampleRows(session: Session): Candidate[] {
  const some = new Map<number, Candidate>();
  for (let place = 0; place < PLACES; place += 1) {
    const near = session.sql(NEAR).all({ limit: SAMPLE / PLACES, from: randomBytes(PREFIX_BYTES) }) as Candidate[];
    for (const candidate of near) some.set(candidate.id, candidate);
  }
  if (some.size > 0) return [...some.values()];
  return session.sql(`${CANDIDATE} LIMIT ?`).all(SAMPLE) as Candidate[];
}

/** Entries of the code version that was replaced the longest ago. */
function sampleOldVersion(session: Session, functionId: number | undefined): Candidate[] {
  const version = session
    .sql(
      `SELECT v.id, v.function_id AS functionId, v.created, v.last_used AS lastUsed
         FROM live_totals t JOIN versions v ON v.id = t.version_id
        WHERE t.function_id = coalesce(?, t.function_id)
          AND v.id <> (SELECT w.id FROM versions w WHERE w.function_id = v.function_id ORDER BY w.last_used DESC, w.id DESC LIMIT 1)
        ORDER BY v.last_used LIMIT 1`,
    )
    .get(functionId ?? null) as { id: number; functionId: number; created: number; lastUsed: number } | undefined;
  if (!version) return [];
  const written = session.sql(
    `${CANDIDATE} AND e.function_id = +? AND e.created BETWEEN +? AND +? AND e.version_id = +? LIMIT ?`,
  );
  const between = (from: number, to: number) =>
    written.all(version.functionId, from, to, version.id, SAMPLE) as Candidate[];
  // The first look reads a part of the index. It misses entries that were imported, or written while clocks were set.
  const recorded = between(version.created, version.lastUsed + REFRESH_MS);
  return recorded.length > 0 ? recorded : between(0, Number.MAX_SAFE_INTEGER);
}

/** The oldest entries of a function and the ones hit longest ago. */
function sampleFunction(session: Session, functionId: number): Candidate[] {
  const byCreation = session
    .sql(`${CANDIDATE} AND e.function_id = ? ORDER BY e.created LIMIT ?`)
    .all(functionId, SAMPLE);
  const byHit = session
    .sql(`${CANDIDATE} AND e.function_id = ? AND e.last_hit IS NOT NULL ORDER BY e.last_hit LIMIT ?`)
    .all(functionId, SAMPLE);
  const candidates = [...byCreation, ...byHit] as Candidate[];
  return [...new Map(candidates.map((candidate) => [candidate.id, candidate])).values()];
}
