import type { Statements } from './connection';
import { prefixOf } from './by-key';
import { inlineValue } from './entries';
import type { FunctionRef } from './types';

/** An entry with its function and code version spelled out, as it travels from one store file to another. */
export interface PortableEntry {
  readonly key: Buffer;
  readonly created: number;
  readonly expires: number | null;
  readonly duration_ms: number;
  readonly bytes: number;
  readonly hits: number;
  readonly last_hit: number | null;
  readonly args: string;
  readonly digests: string;
  readonly async: number;
  readonly format: number;
  readonly checksum: Buffer;
  readonly mac: Buffer | null;
  readonly file: string | null;
  readonly notebook: string | null;
  readonly value: Buffer | null;
  readonly output: string | null;
  readonly name: string;
  readonly digest: Buffer;
  readonly source: string;
  readonly parts: string;
  readonly version_created: number;
  readonly version_used: number;
  readonly rowid: number;
}

const KEY_BYTES = 32;

const READ = `
SELECT e.key, e.created, e.expires, e.duration_ms, e.bytes, e.hits, e.last_hit, e.args, e.digests, e.async, e.format,
       e.checksum, e.mac, e.file, e.notebook, coalesce(e.value, p.value) AS value, p.output, f.name, v.digest, v.source, v.parts,
       v.created AS version_created, v.last_used AS version_used, e.id AS rowid
  FROM entries e JOIN functions f ON f.id = e.function_id JOIN versions v ON v.id = e.version_id
       LEFT JOIN payloads p ON p.id = e.id
 WHERE e.generation >= f.live_from`;

/**
 * Live entries in the order of their rows, `size` of them after row `after` (or before it, going down).
 * Rows that break the rules of the schema (in a file from elsewhere) are left out.
 */
export function readEntries(
  on: Statements,
  after: number,
  size: number,
  direction: 'up' | 'down' = 'up',
): PortableEntry[] {
  const [sign, order] = direction === 'up' ? ['>', 'ASC'] : ['<', 'DESC'];
  return on.of(`${READ} AND e.id ${sign} +? ORDER BY e.id ${order} LIMIT ?`).all(after, size) as PortableEntry[];
}

/** Whether an entry is one that this library could have written. */
export function isSound({ key, checksum, value, file }: PortableEntry): boolean {
  return key.length === KEY_BYTES && checksum.length > 0 && (value === null) !== (file === null);
}

/** Writes an entry into a store file, within a transaction of the caller, in place of the one of the same call. */
export function writePortable(on: Statements, entry: PortableEntry): void {
  const row = functionRow(on, entry.name, Date.now());
  const versionId = versionRow(on, row.id, entry);
  const inline = inlineValue(entry.value, entry.output);
  on.of(`DELETE FROM entries WHERE ${prefixOf('key')} = ${prefixOf('?')}`).run(entry.key);
  const { lastInsertRowid } = on
    .of(
      `INSERT INTO entries (key, function_id, version_id, generation, created, expires, duration_ms, bytes, hits, last_hit,
       args, digests, async, format, checksum, mac, file, notebook, value)
     VALUES (@key, @functionId, @versionId, @generation, @created, @expires, @duration_ms, @bytes, @hits, @last_hit,
       @args, @digests, @async, @format, @checksum, @mac, @file, @notebook, @value)`,
    )
    .run({ ...entry, ...hitsOf(entry), functionId: row.id, versionId, generation: row.generation, value: inline });
  if (inline === null) {
    on.of('INSERT OR REPLACE INTO payloads (id, value, output) VALUES (?, ?, ?)').run(
      ...[lastInsertRowid, entry.value, entry.output],
    );
  }
}

/** Hits as the orders of entries expect them: none without its time, whatever a file from elsewhere says. */
function hitsOf({ hits, last_hit }: PortableEntry): Pick<PortableEntry, 'hits' | 'last_hit'> {
  return hits > 0 && last_hit !== null ? { hits, last_hit } : { hits: 0, last_hit: null };
}

/** The row of a function, made if need be, within a transaction of the caller. */
export function functionRow(on: Statements, name: string, created: number): FunctionRef {
  // Generations begin at the clock, so that one remembered from a store that was deleted meanwhile is an old one here.
  on.of('INSERT OR IGNORE INTO functions (name, created, generation, live_from) VALUES (?, ?, ?, ?)').run(
    name,
    created,
    created,
    created,
  );
  return findFunction(on, name)!;
}

/** The row of a function, if there is one. */
export function findFunction(on: Statements, name: string): FunctionRef | undefined {
  return on.of('SELECT id, generation FROM functions WHERE name = ?').get(name) as FunctionRef | undefined;
}

function versionRow(on: Statements, functionId: number, entry: PortableEntry): number {
  on.of(
    'INSERT OR IGNORE INTO versions (function_id, digest, source, parts, created, last_used) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(functionId, entry.digest, entry.source, entry.parts, entry.version_created, entry.version_used);
  return on
    .of('SELECT id FROM versions WHERE function_id = +? AND digest = +?')
    .pluck()
    .get(functionId, entry.digest) as number;
}
