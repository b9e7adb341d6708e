import { readdirSync, statSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { isValueFileName } from '../values';
import { isAlive } from './process-identity';
import { VALUES } from './location';
import type { Collected } from './maintenance';
import type { Session } from './session';

/** A value file without a row is left alone for this long: another process may be about to write its row. */
const IN_FLIGHT_MS = 600_000;

/**
 * Removes what killed processes left behind: value files without a row, half-written ones, and claims.
 * Goes through one of up to 256 folders between two `yield`s, so that it can run in the background.
 *
 * @param olderThanMs files younger than this may belong to a computation that is just being stored
 */
export function* collectOrphans(session: Session, olderThanMs = IN_FLIGHT_MS): Generator<undefined, Collected> {
  const collected = { files: 0, bytes: 0 };
  if (session.readOnly) return collected;
  dropVoidClaims(session);
  const values = path.join(session.folder, VALUES);
  for (const name of list(values)) {
    yield;
    for (const file of list(path.join(values, name)))
      collect(session, `${name}/${file}`, Date.now() - olderThanMs, collected);
  }
  return collected;
}

function collect(session: Session, name: string, before: number, collected: Collected): void {
  const file = path.join(session.folder, VALUES, name);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile() || stats.mtimeMs > before || !isLeftBehind(session, name)) return;
  unlinkSync(file);
  collected.files += 1;
  collected.bytes += stats.size;
}

/** Only names that this library gives are looked at: what else lies there is not ours to delete. */
function isLeftBehind(session: Session, name: string): boolean {
  if (name.endsWith('.tmp')) return isValueFileName(name.slice(0, -'.tmp'.length));
  if (!isValueFileName(name)) return false;
  return session.read(() => session.sql('SELECT 1 FROM entries WHERE file = ?').get(name)) === undefined;
}

function dropVoidClaims(session: Session): void {
  const rows = session.read(() => session.sql('SELECT key, pid, process_start AS start, host FROM running').all()) as {
    key: Buffer;
    pid: number;
    start: string;
    host: string;
  }[];
  const dead = rows.filter((row) => isAlive(row) === false);
  if (dead.length === 0) return;
  session.write(() => {
    const remove = session.sql('DELETE FROM running WHERE key = ? AND pid = ? AND process_start = ?');
    for (const { key, pid, start } of dead) remove.run(key, pid, start);
  });
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
