import { hash } from 'node:crypto';
import { join } from 'node:path';
import { openWork, type Cells } from '../../cells.ts';
import { requireAsLibrary } from '../library.ts';
import type { Job } from '../protocol.ts';
import { openBareGet, type BareGet } from './bare-get.ts';
import { xxh3, type Floor } from './floor.ts';
import { record } from './replay.ts';

/** Floors of what is kept in rows of SQLite. */
export const rowFloors: Record<string, Floor> = {
  /** One prepared statement that gets the row of a stored result. */
  async 'row-get'(job) {
    const { bare, ids } = await stored(job);
    return { call: (index) => bare.get(ids[index % ids.length]!), close: () => bare.close() };
  },

  /** The same, and the bytes of its value in memory of their own, as an array that a person may keep and change. */
  async 'row-copy'(job) {
    const { bare, ids } = await stored(job);
    return {
      call(index) {
        const value = bare.get(ids[index % ids.length]!).value as Uint8Array;
        const bytes = new Uint8Array(value.byteLength & ~7);
        bytes.set(value.subarray(0, bytes.length));
        return new Float64Array(bytes.buffer);
      },
      close: () => bare.close(),
    };
  },

  /** The same statement, XXH3 of the value, and the value as a text. */
  async 'row-text'(job) {
    const { bare, ids } = await stored(job);
    const hash = xxh3();
    return {
      call(index) {
        const value = bare.get(ids[index % ids.length]!).value as Buffer;
        hash(value);
        return value.toString('latin1');
      },
      close: () => bare.close(),
    };
  },

  /** A row is looked for and committed by itself. */
  async commit() {
    const { look, insert, keyOf, ...rest } = emptyTable();
    return {
      ...rest,
      call() {
        const [id, key] = keyOf();
        look.get(id);
        insert.run(id, key);
      },
    };
  },

  /** A row is looked for, claimed so that other processes see it, and committed together with the end of the claim. */
  async 'claim-commit'() {
    const { db, look, insert, keyOf, ...rest } = emptyTable();
    const claim = db.prepare('INSERT INTO running VALUES (?, ?) ON CONFLICT DO NOTHING');
    const settle = db.prepare('DELETE FROM running WHERE key = ? AND pid = ?');
    const [begin, commit] = ['BEGIN IMMEDIATE', 'COMMIT'].map((sql) => db.prepare(sql));
    const { pid } = process;
    return {
      ...rest,
      call() {
        const [id, key] = keyOf();
        look.get(id);
        claim.run(key, pid);
        begin.run();
        insert.run(id, key);
        settle.run(key, pid);
        commit.run();
      },
    };
  },

  /** The statements of a miss of the library on its own schema, executed by themselves. */
  async 'miss-statements'({ work, constants }) {
    const { cached, memory, fresh } = await openCachedWork(work, constants);
    // The first ones prepare statements, and make rows of function and code version.
    for (let call = 0; call < 5; call++) cached(...fresh(call));
    const recording = record(() => cached(...fresh(5)));
    const keys: Buffer[] = [];
    return {
      call() {
        const key = hash('sha256', `call ${keys.length}`, 'buffer');
        keys.push(key);
        recording.replay(key);
      },
      settle() {
        for (const key of keys.splice(0)) recording.remove(key);
      },
      close: () => memory.close(),
    };
  },
};

/** The results of a work, stored by the library, and the bare statement on them. */
async function stored({ work, constants }: Job): Promise<{ bare: BareGet; ids: readonly number[] }> {
  const { cached, memory, calls } = await openCachedWork(work, constants);
  for (const args of calls) cached(...args);
  const location = memory.location as string;
  memory.close();
  const bare = openBareGet(location);
  return { bare, ids: bare.ids() };
}

async function openCachedWork(work: string, constants: Job['constants']): Promise<Cells['names']> {
  const cells = await openWork(work, constants);
  await cells.run(`import { memory } from 'tslab-memory';\nconst cached = memory.cache(work);`);
  return cells.names;
}

/** A table with nothing but key and value, in a file with the library's settings; and random keys. */
function emptyTable() {
  const db = requireAsLibrary('better-sqlite3')(join(process.cwd(), 'floor.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('wal_autocheckpoint = 4000');
  db.exec(`CREATE TABLE entries (id INTEGER PRIMARY KEY, key BLOB NOT NULL, value BLOB NOT NULL) STRICT;
           CREATE TABLE running (key BLOB PRIMARY KEY, pid INTEGER NOT NULL) STRICT, WITHOUT ROWID;`);
  const value = Buffer.alloc(60, 7);
  const add = db.prepare('INSERT INTO entries VALUES (?, ?, ?)');
  const key = Buffer.alloc(32, 7);
  let count = 0;
  return {
    db,
    look: db.prepare('SELECT value FROM entries WHERE id = ?'),
    insert: { run: (id: number, ofRow: Buffer) => add.run(id, ofRow, value) },
    /** A new row's id and key; those of different rows are as far apart as hashes are. */
    keyOf(): [id: number, key: Buffer] {
      count++;
      key.writeUInt32BE(Math.imul(count, 2_654_435_761) >>> 0, 0);
      key.writeUInt32BE(count, 4);
      return [key.readUIntBE(0, 6), key];
    },
    settle: () => void db.exec('DELETE FROM entries'),
    close: () => void db.close(),
  };
}
