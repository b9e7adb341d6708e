import { BY_KEY, prefixOf } from './by-key';
import type { Session } from './session';
import type { Signer } from './trust';
import type { NewEntry, StoredEntry } from './types';

/** Values up to this many bytes are kept in the row itself: one page fewer to read and to write. docs/format.md */
export const INLINE_BYTES = 512;

/** Payloads up to this many bytes come in one buffer with checksum and signature: making a buffer costs more than the copy. */
const JOINED_BYTES = 1024;

// A plain parameter in a join is a value that the planner may look at: SQLite would then prepare the statement anew for each
// call, which costs more than the search. The sign keeps it from looking; so do the others in this folder.
const FIND = `
SELECT e.id, e.function_id, e.created, e.expires, e.duration_ms, e.bytes, e.hits, e.async, e.format, e.file, p.output,
       CAST(e.checksum || coalesce(e.mac, x'') || coalesce(e.value, iif(length(p.value) <= ${JOINED_BYTES}, p.value, x'')) AS BLOB),
       length(e.checksum), length(coalesce(e.value, p.value)), iif(length(p.value) > ${JOINED_BYTES}, p.value, NULL)
  FROM entries e JOIN functions f ON f.id = e.function_id LEFT JOIN payloads p ON p.id = iif(e.value IS NULL, e.id, NULL)
 WHERE ${BY_KEY} AND e.generation >= f.live_from`;

type FoundRow = [
  id: number,
  functionId: number,
  created: number,
  expires: number | null,
  durationMs: number,
  bytes: number,
  hits: number,
  async: number,
  format: number,
  file: string | null,
  output: string | null,
  joined: Buffer,
  checksumBytes: number,
  payloadBytes: number | null,
  largePayload: Buffer | null,
];

/** The entry of a call as a hit needs it, `'untrusted'` when another user wrote it, undefined when there is none. */
export function findEntry(session: Session, signer: Signer, key: Buffer): StoredEntry | 'untrusted' | undefined {
  const row = session.rawSql(FIND).get(key, key) as FoundRow | undefined;
  if (!row) return undefined;
  const [
    id,
    functionId,
    created,
    expires,
    durationMs,
    bytes,
    hits,
    async,
    format,
    file,
    output,
    joined,
    checksumBytes,
    payloadBytes,
    largePayload,
  ] = row;
  if (expires !== null && expires <= Date.now()) return undefined;
  const macEnd = joined.length - (largePayload === null ? (payloadBytes ?? 0) : 0);
  if (!signer.verifyRow(key, joined, checksumBytes, macEnd, output)) return 'untrusted';
  const payload = payloadBytes === null ? null : (largePayload ?? joined.subarray(macEnd));
  const body = { format, bytes, checksum: joined.subarray(0, checksumBytes), payload, file, isVerified: false };
  return { id, functionId, body, created, expires, durationMs, hits, async: async === 1, output };
}

/** Writes an entry as part of a transaction under way, in place of the one of the same call. */
export function writeEntry(
  session: Session,
  versionId: number,
  signer: Signer,
  entry: NewEntry,
  notebook: string | undefined,
): void {
  const { key, functionId, body, output } = entry;
  const inline = inlineValue(body.payload, output);
  session
    .sql(
      `INSERT INTO entries (key, function_id, version_id, generation, created, expires, duration_ms, bytes, args, digests,
         async, format, checksum, mac, file, notebook, value)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (${prefixOf('key')}) DO UPDATE SET key = excluded.key, function_id = excluded.function_id, version_id = excluded.version_id,
         generation = excluded.generation, created = excluded.created, expires = excluded.expires,
         duration_ms = excluded.duration_ms, bytes = excluded.bytes, hits = 0, last_hit = NULL, args = excluded.args,
         digests = excluded.digests, async = excluded.async, format = excluded.format, checksum = excluded.checksum,
         mac = excluded.mac, file = excluded.file, notebook = excluded.notebook, value = excluded.value`,
    )
    .run(
      key,
      functionId,
      versionId,
      entry.generation,
      Date.now(),
      entry.expires,
      entry.durationMs,
      body.bytes,
      entry.args,
      JSON.stringify(entry.digests),
      entry.async ? 1 : 0,
      body.format,
      body.checksum,
      signer.sign(key, body.checksum, output),
      body.file,
      notebook ?? null,
      inline,
    );
  if (inline === null) {
    session
      .sql(`INSERT OR REPLACE INTO payloads (id, value, output) SELECT e.id, ?, ? FROM entries e WHERE ${BY_KEY}`)
      .run(body.payload, output, key, key);
  }
}

/** The value as it is kept in the row of `entries`; null for one that is kept apart. */
export function inlineValue(value: Buffer | null, output: string | null): Buffer | null {
  return value !== null && output === null && value.length <= INLINE_BYTES ? value : null;
}
