import Database from 'better-sqlite3';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Removal } from '../../src/store/removal';
import { Session } from '../../src/store/session';
import { APART, atEnd, keyOf, openStore, put, testFolder, valueOf } from './support/store';

/** So many entries that evicted ones may wait. */
const ENTRIES = 12_000;

let folder: string;

/** Answers of SQL by a connection of its own. */
function ask<T>(sql: string): T {
  const db = new Database(path.join(folder, 'cache.sqlite'));
  try {
    const statement = db.prepare(sql);
    return (statement.reader ? statement.pluck().get() : statement.run()) as T;
  } finally {
    db.close();
  }
}

const rows = () => ask<number>('SELECT count(*) FROM entries');
const waiting = () => ask<number>('SELECT count(*) FROM entries WHERE generation = 0');

/** Adds entries like the one of `f(model)` until there are `count`, all of them as old. */
function fill(count: number, model: string): void {
  const db = new Database(path.join(folder, 'cache.sqlite'));
  const columns = (db.prepare("SELECT name FROM pragma_table_info('entries')").pluck().all() as string[]).filter(
    (name) => name !== 'id' && name !== 'key',
  );
  const like = db.prepare(
    `INSERT INTO entries (key, ${columns.join()}) SELECT ?, ${columns.join()} FROM entries WHERE key = ?`,
  );
  db.transaction(() => {
    for (let n = rows(); n < count; n += 1) {
      like.run(keyOf('f', n), keyOf('f', model));
    }
  })();
  db.close();
}

beforeEach(() => {
  folder = path.join(testFolder(), 'store');
});

describe('evicted entries of a large store', () => {
  it('are gone at once, and their rows later', () => {
    const store = openStore(folder);
    put(store, 'f', 'model');
    fill(ENTRIES, 'model');

    expect(store.prune({ maxEntries: ENTRIES - 700 }).entries).toBe(700);

    expect([store.stats().entries, rows(), waiting()]).toEqual([ENTRIES - 700, ENTRIES, 700]);
    expect(store.entries({ limit: ENTRIES })).toHaveLength(ENTRIES - 700);
    store.reclaim();
    expect([store.stats().entries, rows(), waiting()]).toEqual([ENTRIES - 700, ENTRIES - 700, 0]);
  });

  it('are removed by the next process when theirs was killed', () => {
    const store = openStore(folder);
    put(store, 'f', 'model');
    fill(ENTRIES, 'model');
    store.prune({ maxEntries: ENTRIES - 10 });
    store.close();
    expect(waiting()).toBe(10);

    openStore(folder).reclaim();
    expect(rows()).toBe(ENTRIES - 10);
  });

  it('wait up to an eighth of what is live', () => {
    const store = openStore(folder);
    put(store, 'f', 'model');
    fill(ENTRIES, 'model');
    store.prune({ maxEntries: ENTRIES - 1600 });
    expect([store.stats().entries, rows(), waiting()]).toEqual([ENTRIES - 1600, ENTRIES - 100, ENTRIES / 8]);
    store.prune({ maxEntries: ENTRIES - 1700 });
    expect([store.stats().entries, rows(), waiting()]).toEqual([ENTRIES - 1700, ENTRIES - 200, ENTRIES / 8]);
  });

  it('go by age however many are as old', () => {
    const store = openStore(folder);
    put(store, 'f', 'model');
    fill(ENTRIES / 2, 'model');
    const used = put(store, 'f', 'used');
    store.recordHit(store.get(used)!, 1);
    ask('UPDATE entries SET created = created - 7200000, last_hit = last_hit - 7200000');
    put(store, 'f', 'young');
    fill(ENTRIES, 'young');

    expect(store.prune({ maxAgeMs: 3_600_000 }).entries).toBe(ENTRIES / 2 + 1);

    expect(store.stats().entries).toBe(ENTRIES / 2 - 1);
    expect(waiting()).toBe(ENTRIES / 8);
    expect(ask('SELECT count(*) FROM live_entries WHERE created < (SELECT max(created) FROM entries)')).toBe(0);
  });

  it('live again when they are computed again', async () => {
    const store = openStore(folder);
    const key = put(store, 'f', 'model');
    ask('UPDATE entries SET generation = 0');
    expect(store.get(key)).toBeUndefined();

    const claim = store.claim(key, 'f');
    expect(claim.claimed).toBe(true);
    put(store, 'f', 'model', { value: 'new' });
    store.reclaim();

    expect(valueOf(store, key)).toBe('new');
    expect((await store.check()).problems).toEqual([]);
  });

  it('are not said to have been cleared', () => {
    const store = openStore(folder);
    const { id } = store.functionRef('f');
    store.clearFunction('f');
    const key = put(store, 'f', 'model');
    ask('UPDATE entries SET generation = 0');
    expect(store.clears(id, key).result).toBeNull();
  });
});

describe('a removal', () => {
  const victim = (key: Buffer, inRow: 0 | 1 = 1) => ({ id: rowOf(key), bytes: 10, inRow });
  const rowOf = (key: Buffer) =>
    ask<number>(`SELECT id FROM entries WHERE hex(key) = '${key.toString('hex').toUpperCase()}'`);
  let session: Session;
  let keys: Buffer[];

  beforeEach(() => {
    const store = openStore(folder);
    put(store, 'f', 'model');
    fill(ENTRIES, 'model');
    keys = [0, 1, 2].map((n) => keyOf('f', n + 1));
    session = new Session(folder);
    atEnd(() => session.close());
  });

  it('does not wait on a full disk, nor when the search would meet the entries again', () => {
    new Removal(session, true).take([victim(keys[0]!)], true);
    new Removal(session, false).take([victim(keys[1]!)], false);
    expect([rows(), waiting()]).toEqual([ENTRIES - 2, 0]);
  });

  it('gives the space of values that are not in their rows back at once', () => {
    const store = openStore(folder);
    const apart = put(store, 'f', 'apart', { value: APART });
    expect(new Removal(session, false).take([victim(apart, 0), victim(keys[0]!)], true).entries).toBe(2);
    expect([rows(), waiting()]).toEqual([ENTRIES, 1]);
    expect(ask('SELECT count(*) FROM payloads')).toBe(0);
  });

  it('leaves entries alone that were cleared meanwhile, and does not count those that are gone', () => {
    ask(`UPDATE entries SET generation = -generation WHERE id = ${rowOf(keys[0]!)}`);
    ask(`DELETE FROM entries WHERE id = ${rowOf(keys[1]!)}`);
    const gone = new Removal(session, false).take(
      keys.map((key) => victim(key)),
      true,
    );
    expect(gone).toEqual({ entries: 1, bytes: 10 });
    expect(ask('SELECT count(*) FROM entries WHERE generation < 0')).toBe(1);
  });
});

it('the rows of a small store are removed at once', () => {
  const store = openStore(folder);
  for (let n = 0; n < 600; n += 1) put(store, 'f', n);
  store.prune({ maxEntries: 500 });
  expect([rows(), waiting()]).toEqual([500, 0]);
});
