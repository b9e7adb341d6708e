import Database from 'better-sqlite3';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { APPLICATION_ID, migrate, migrations, storeSql } from '../../src/store/migrations';
import { functionsByName, keyOf, openStore, put, testFolder, valueOf } from './support/store';

const GOLDEN = path.join(__dirname, '../../../schema/golden');
const NEWEST = migrations().at(-1)!.version;

function names(db: Database.Database): unknown[] {
  return db.prepare('SELECT type, name, sql FROM sqlite_master ORDER BY name').all();
}

describe('store.sql', () => {
  it('numbers its migrations from 1 without gaps', () => {
    expect(migrations().map(({ version }) => version)).toEqual(Array.from({ length: NEWEST }, (_, n) => n + 1));
  });

  it('is what the golden store of the newest version was made with', () => {
    const fresh = new Database(':memory:');
    migrate(fresh, 'fresh');
    // A copy: a connection leaves a log beside the file.
    const copy = path.join(testFolder(), 'cache.sqlite');
    cpSync(path.join(GOLDEN, `v${NEWEST}/cache.sqlite`), copy);
    const golden = new Database(copy, { readonly: true });
    expect(names(golden)).toEqual(names(fresh));
    expect(golden.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
    golden.close();
  });
});

describe.each(readdirSync(GOLDEN))('a store of version %s', (version) => {
  it('is brought to the newest version and keeps what it held', async () => {
    const folder = path.join(testFolder(), 'store');
    cpSync(path.join(GOLDEN, version), folder, { recursive: true });
    const store = openStore(folder);
    expect(store.trust()).toBe(6);
    expect(functionsByName(store).map(({ name, entries, hits, versions }) => [name, entries, hits, versions])).toEqual([
      ['forgotten', 0, 0, 0],
      ['loadPrices', 3, 6, 2],
      ['simulate', 2, 2, 1],
    ]);
    expect((await store.check()).problems).toEqual([]);
    const [newest] = store.entries({ function: 'simulate', sort: 'bytes' });
    expect(newest).toMatchObject({ args: '{ steps: 40000, seed: 7n }', durationMs: 60_000, hits: 2 });
    const value = valueOf(store, Buffer.from(newest!.key, 'hex')) as Float64Array;
    expect([value.length, value[39_999]]).toEqual([40_000, 19_999.5]);
    put(store, 'loadPrices', 'GOOG');
    expect(store.get(keyOf('loadPrices', 'GOOG'))).toBeDefined();
  });
});

describe('a migration', () => {
  const steps = [
    ...migrations(),
    { version: NEWEST + 1, sql: 'ALTER TABLE meta ADD COLUMN extra TEXT; CREATE TABLE added (x);' },
  ];

  it('runs once, in order, and raises the version', () => {
    const db = new Database(':memory:');
    migrate(db, 'folder', migrations());
    migrate(db, 'folder', steps);
    migrate(db, 'folder', steps);
    expect(db.pragma('user_version', { simple: true })).toBe(NEWEST + 1);
    expect(db.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'added'").pluck().get()).toBe(1);
  });

  it('that fails leaves the store as it was', () => {
    const db = new Database(':memory:');
    migrate(db, 'folder', migrations());
    const before = names(db);
    const failing = [...migrations(), { version: NEWEST + 1, sql: 'CREATE TABLE added (x); CREATE TABLE meta (x);' }];
    expect(() => migrate(db, 'folder', failing)).toThrow(/meta/);
    expect(names(db)).toEqual(before);
    expect(db.pragma('user_version', { simple: true })).toBe(NEWEST);
    expect(() => migrate(db, 'folder', steps)).not.toThrow();
  });

  it('is refused for a store that knows more than this version', () => {
    const db = new Database(':memory:');
    migrate(db, 'folder', steps);
    expect(() => migrate(db, 'folder', migrations())).toThrow(expect.objectContaining({ reason: 'newer' }));
  });
});

it('store.sql is read from the repository when run from source', () => {
  expect(storeSql()).toBe(readFileSync(path.join(__dirname, '../../../schema/store.sql'), 'utf8'));
});
