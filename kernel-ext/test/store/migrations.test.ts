import Database from 'better-sqlite3';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import * as folders from '../../src/store/folder';
import { APPLICATION_ID, migrate, migrations, storeSql } from '../../src/store/migrations';
import { functionsByName, keyOf, openStore, put, testFolder, valueOf } from './support/store';

const GOLDEN = path.join(__dirname, '../../../schema/golden');
const NEWEST = migrations().at(-1)!.version;

vi.mock('../../src/store/folder', { spy: true });

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

  it('is read from a copy in memory where it cannot be written', () => {
    const folder = path.join(testFolder(), 'store');
    cpSync(path.join(GOLDEN, version), folder, { recursive: true });
    // What SQLite opens without being asked to read only, it would write to.
    const connect = vi.spyOn(folders, 'makeStoreFolder').mockImplementation(() => {
      throw Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' });
    });
    const before = readFileSync(path.join(folder, 'cache.sqlite'));
    const store = openStore(folder);
    connect.mockRestore();
    expect(store.readOnly).toBe(true);
    expect(functionsByName(store).map(({ name, entries }) => [name, entries])).toEqual([
      ...[
        ['forgotten', 0],
        ['loadPrices', 3],
        ['simulate', 2],
      ],
    ]);
    expect(readFileSync(path.join(folder, 'cache.sqlite'))).toEqual(before);
  });

  it('is imported from what was exported of it', async () => {
    const folder = path.join(testFolder(), 'store');
    cpSync(path.join(GOLDEN, version), folder, { recursive: true });
    const exported = path.join(folder, 'cache.sqlite');
    const db = new Database(exported);
    // As an export has it.
    db.pragma('journal_mode = DELETE');
    db.exec('CREATE TABLE packed (file TEXT, part INTEGER, bytes BLOB)');
    const [file] = db.prepare('SELECT file FROM entries WHERE file IS NOT NULL').pluck().all() as string[];
    db.prepare('INSERT INTO packed VALUES (?, 0, ?)').run(file, readFileSync(path.join(folder, 'values', file!)));
    db.close();

    const store = openStore(path.join(testFolder(), 'other'));
    expect(await store.importFrom(exported, { trust: true })).toEqual({ added: 5, kept: 0, refused: 0 });
    const [newest] = store.entries({ function: 'simulate', sort: 'bytes' });
    expect((valueOf(store, Buffer.from(newest!.key, 'hex')) as Float64Array)[39_999]).toBe(19_999.5);
  });
});

it('leaves out rows that are not those of their keys, when a store is brought to version 5', () => {
  const db = new Database(':memory:');
  migrate(db, 'folder', migrations().slice(0, 4));
  db.exec(`INSERT INTO functions (id, name, created) VALUES (1, 'f', 1)`);
  const add = db.prepare(
    `INSERT INTO entries (id, key, function_id, version_id, generation, created, duration_ms, bytes, args, digests, format, checksum)
     VALUES (?, ?, 1, 1, 1, 1, 1, 1, '', '[]', 1, x'00')`,
  );
  const [key, other] = [keyOf('f', 1), keyOf('f', 2)];
  add.run(key.readUIntBE(0, 6), key);
  add.run(1, key);
  add.run(other.readUIntBE(0, 6), other);
  migrate(db, 'folder');
  expect(db.prepare('SELECT key FROM entries ORDER BY key').pluck().all()).toEqual([key, other].sort(Buffer.compare));
  expect(db.prepare('SELECT entries FROM totals').pluck().all()).toEqual([2]);
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
