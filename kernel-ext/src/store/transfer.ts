import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { StoreError, UsageError } from '../errors';
import { BY_KEY } from './by-key';
import { sqlite, Statements, writeUnsafely } from './connection';
import { reasonOf } from './faults';
import { makePrivate, syncFile } from './folder';
import type { ExportOptions, Imported, ImportOptions } from './maintenance';
import { applicationId, APPLICATION_ID, knownVersion, migrate, refuseForeignCode } from './migrations';
import { isSound, readEntries, writePortable, type PortableEntry } from './rows';
import { requireFunctions } from './queries';
import type { Session } from './session';
import { packFile, unpackFile } from './packed-files';
import type { Signer } from './trust';
import { discardFile, emptyTrash } from './value-files';

/** Entries copied in one transaction, between two turns of the event loop. */
const BATCH = 100;

/**
 * Writes live entries with their value files into one file, which any store can import. Resolves to their number.
 * The file appears under its name when it is complete.
 *
 * @throws UsageError for a function that the store does not have, StoreError
 */
export async function exportTo(session: Session, file: string, options: ExportOptions = {}): Promise<number> {
  const wanted = selection(session, options.functions);
  const total = [...wanted.values()].reduce((sum, entries) => sum + entries, 0);
  const target = path.resolve(file);
  if (!existsSync(path.dirname(target))) throw new StoreError('missing', `There is no folder ${path.dirname(target)}.`);
  const unfinished = `${target}.${process.pid}.tmp`;
  rmSync(unfinished, { force: true });
  const Sqlite = sqlite();
  try {
    const db = new Sqlite(unfinished);
    try {
      makePrivate(unfinished);
      writeUnsafely(db);
      migrate(db, target);
      db.exec(
        'CREATE TABLE packed (file TEXT, part INTEGER, bytes BLOB, PRIMARY KEY (file, part)) STRICT, WITHOUT ROWID',
      );
      const done = await copyOut(session, db, wanted, (count) => options.onProgress?.(count, total));
      db.close();
      syncFile(unfinished);
      renameSync(unfinished, target);
      return done;
    } finally {
      db.close();
    }
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw inFile(error, target, 'written');
  }
}

function selection(session: Session, names: readonly string[] | undefined): Map<string, number> {
  const all = session.read(() =>
    session.sql('SELECT name, entries FROM functions JOIN function_totals USING (id)').all(),
  ) as {
    name: string;
    entries: number;
  }[];
  const known = new Map(all.map(({ name, entries }) => [name, entries]));
  if (!names) return known;
  requireFunctions(session, names);
  return new Map(names.map((name) => [name, known.get(name)!]));
}

async function copyOut(
  session: Session,
  db: Database,
  wanted: Map<string, number>,
  onProgress: (done: number) => void,
): Promise<number> {
  const statements = new Statements(db);
  let done = 0;
  for (let last = -1; ;) {
    const batch = session.read(() => readEntries(session.statements, last, BATCH));
    if (batch.length === 0) return done;
    last = batch.at(-1)!.rowid;
    db.exec('BEGIN');
    for (const entry of batch) {
      if (!wanted.has(entry.name) || !isSound(entry)) continue;
      // Cleared meanwhile, its file is gone: it is no part of the store any more.
      if (entry.file !== null && !packFile(statements, session.folder, entry.file)) continue;
      writePortable(statements, entry);
      done += 1;
    }
    db.exec('COMMIT');
    onProgress(done);
    await nextTurn();
  }
}

/**
 * Merges the entries of an exported file into the store. Of two entries of one call the better one stays: the one that
 * expires later, or else the newer one.
 *
 * @throws StoreError when the file is no export, is damaged, or was written by a newer version
 */
export async function importFrom(
  session: Session,
  signer: Signer,
  file: string,
  options: ImportOptions = {},
): Promise<Imported> {
  const source = openExport(path.resolve(file));
  try {
    const statements = new Statements(source);
    const total = statements.of('SELECT count(*) FROM entries').pluck().get() as number;
    const imported: Imported = { added: 0, kept: 0, refused: 0 };
    for (let last = -1, done = 0; ;) {
      const batch = readEntries(statements, last, BATCH);
      if (batch.length === 0) break;
      last = batch.at(-1)!.rowid;
      takeIn(session, statements, batch, options.trust ? signer : undefined, imported);
      options.onProgress?.((done += batch.length), total);
      await nextTurn();
    }
    emptyTrash(session, Infinity);
    return imported;
  } catch (error) {
    throw inFile(error, path.resolve(file), 'read');
  } finally {
    source.close();
  }
}

function openExport(file: string): Database {
  if (!existsSync(file)) throw new StoreError('missing', `There is no file ${file}.`);
  const Sqlite = sqlite();
  let db: Database | undefined;
  try {
    db = new Sqlite(file, { readonly: true });
    db.pragma('trusted_schema = OFF');
    if (applicationId(db) !== APPLICATION_ID) throw noExport(file);
    knownVersion(db, file);
    refuseForeignCode(db, file);
    const packed = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'packed'").get();
    if (!packed) throw noExport(file);
    return db;
  } catch (error) {
    db?.close();
    throw inFile(error, file, 'read');
  }
}

function takeIn(
  session: Session,
  source: Statements,
  batch: readonly PortableEntry[],
  signer: Signer | undefined,
  imported: Imported,
): void {
  for (const entry of batch) {
    if (!isSound(entry)) imported.refused += 1;
    else if (!isBetter(session, entry)) imported.kept += 1;
    else if (add(session, source, entry, signer)) imported.added += 1;
    else imported.refused += 1;
  }
}

function isBetter(session: Session, { key, expires, created }: PortableEntry): boolean {
  const own = session.read(() =>
    session
      .sql(
        `SELECT e.expires, e.created FROM entries e JOIN functions f ON f.id = e.function_id
          WHERE ${BY_KEY} AND e.generation >= f.live_from`,
      )
      .get(key, key),
  ) as { expires: number | null; created: number } | undefined;
  if (!own) return true;
  const ownEnd = own.expires ?? Infinity;
  const end = expires ?? Infinity;
  return end === ownEnd ? created > own.created : end > ownEnd;
}

function add(session: Session, source: Statements, entry: PortableEntry, signer: Signer | undefined): boolean {
  const file = entry.file === null ? null : unpackFile(source, session.folder, entry.file, entry.bytes);
  if (file === undefined) return false;
  const mac = signer ? signer.sign(entry.key, entry.checksum, entry.output) : entry.mac;
  try {
    session.write(() => writePortable(session.statements, { ...entry, file, mac }));
    return true;
  } catch (error) {
    if (file !== null) discardFile(session.folder, file);
    throw error;
  }
}

function noExport(file: string): StoreError {
  return new StoreError('not-a-store', `${file} is no export of tslab-memory. Make one with memory.export(file).`);
}

/** The fault of a file that is not the store, in its own words. */
function inFile(error: unknown, file: string, verb: 'read' | 'written'): unknown {
  if (error instanceof StoreError || error instanceof UsageError) return error;
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return error;
  const reason = reasonOf(error);
  if (reason === 'not-a-store') return noExport(file);
  const cause = reason === 'corrupt' ? 'it is damaged or was not copied completely' : (error as Error).message;
  return new StoreError(reason, `${file} cannot be ${verb}: ${cause}.`, { cause: error });
}
