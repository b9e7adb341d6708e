import Database from 'better-sqlite3';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import * as fileSystem from '../../src/file-system';
import { StoreError } from '../../src';
import { atEnd, keyOf, newEntry, openStore, put, testFolder, valueOf } from './support/store';

vi.mock('../../src/file-system', { spy: true });

const location = () => path.join(testFolder(), 'store');

/** Permissions do not bind the superuser, so that such a test becomes another user for a while. */
function asOrdinaryUser<T>(action: () => T): T {
  if (process.geteuid?.() !== 0) return action();
  process.seteuid!(65_534);
  try {
    return action();
  } finally {
    process.seteuid!(0);
  }
}

/** A store that the ordinary user may read but not write. */
function readOnlyStore(): string {
  const folder = location();
  const store = openStore(folder);
  put(store, 'f', 1);
  store.close();
  const data = process.env['TSLAB_MEMORY_DATA_DIR']!;
  for (const part of [path.dirname(folder), data, path.join(data, 'stores')]) chmodSync(part, 0o755);
  for (const name of readdirSync(folder)) chmodSync(path.join(folder, name), name === 'values' ? 0o555 : 0o444);
  chmodSync(path.join(data, 'secret'), 0o644);
  chmodSync(folder, 0o555);
  atEnd(() => chmodSync(folder, 0o755));
  return folder;
}

const failing = (reason: StoreError['reason'], ...words: string[]) =>
  expect.objectContaining({ reason, message: expect.stringMatching(new RegExp(words.join('.*'), 's')) });

describe('a store that cannot be written', () => {
  it('is read where that is possible, and says so when a result would be stored', () => {
    const folder = readOnlyStore();
    asOrdinaryUser(() => {
      const store = openStore(folder);
      expect(store.readOnly).toBe(true);
      expect(valueOf(store, keyOf('f', 1))).toBe('value of 1');
      store.recordHit(store.get(keyOf('f', 1))!, 1);
      expect(store.claim(keyOf('f', 2)).claimed).toBe(true);
      expect(() => put(store, 'f', 2)).toThrow(failing('read-only', 'Make the folder writable'));
      expect(store.notices).toEqual([]);
      store.close();
    });
  });

  it('is named when its folder may not be made', () => {
    const folder = testFolder();
    chmodSync(folder, 0o555);
    expect(() => asOrdinaryUser(() => openStore(path.join(folder, 'store')))).toThrow(
      failing('permission', 'No permission', 'another location'),
    );
  });

  it('is named when its disk is full, and can be written again when there is space', () => {
    const store = openStore(location());
    const key = put(store, 'f', 1);
    const db = (store as unknown as { session: { db: Database.Database } }).session.db;
    const pages = db.pragma('page_count', { simple: true }) as number;
    db.pragma(`max_page_count = ${pages}`);
    const fill = () => {
      for (let n = 0; n < 50; n += 1) put(store, 'f', `filler ${n}`, { value: 'x'.repeat(4000) });
    };
    expect(fill).toThrow(failing('full', 'disk or quota is full', 'prune'));
    expect(valueOf(store, key)).toBe('value of 1');
    expect(() => put(store, 'f', 'large', { value: 'x'.repeat(100_000) })).toThrow(failing('full'));
    db.pragma('max_page_count = 1000000');
    fill();
    expect(store.stats().entries).toBe(51);
  });
});

describe('a store that another program has locked', () => {
  it('is waited for once, and then hardly, until it is free again', () => {
    const folder = location();
    const store = openStore(folder, { busyTimeoutMs: 300 });
    const key = put(store, 'f', 1);
    const entry = newEntry(store, 'f', 2);
    const other = new Database(path.join(folder, 'cache.sqlite'));
    other.exec('BEGIN EXCLUSIVE');
    expect(() => store.put(entry)).toThrow(failing('locked', 'locked by another program'));
    expect(valueOf(store, key)).toBe('value of 1');
    const waitMs = () =>
      (store as unknown as { session: { db: Database.Database } }).session.db.pragma('busy_timeout', { simple: true });
    expect(waitMs()).toBe(20);
    expect(() => store.put(entry)).toThrow(failing('locked'));
    store.recordHit(store.get(key)!, 7);
    other.exec('COMMIT');
    other.close();
    expect(store.put(entry)).toBe(true);
    expect(waitMs()).toBe(300);
    expect(store.functions('f')).toMatchObject([{ entries: 2, hits: 1, timeSavedMs: 7 }]);
  });
});

describe('a file that is not a store of this version', () => {
  it('is refused when a newer version wrote it', () => {
    const folder = location();
    openStore(folder).close();
    const db = new Database(path.join(folder, 'cache.sqlite'));
    db.pragma('user_version = 99');
    db.close();
    expect(() => openStore(folder)).toThrow(failing('newer', 'newer tslab-memory', 'Update the package'));
  });

  it('is refused when it belongs to another program', () => {
    const folder = location();
    mkdirSync(folder);
    const file = path.join(folder, 'cache.sqlite');
    new Database(file).exec('CREATE TABLE bookmarks (url TEXT)').close();
    expect(() => openStore(folder)).toThrow(failing('not-a-store', 'Move it away'));
    const db = new Database(file);
    expect(db.prepare('SELECT name FROM sqlite_master').pluck().all()).toEqual(['bookmarks']);
    db.close();
  });

  it('is refused when it brings triggers or views of its own', () => {
    const folder = location();
    openStore(folder).close();
    const db = new Database(path.join(folder, 'cache.sqlite'));
    db.exec('CREATE TRIGGER extra AFTER INSERT ON entries BEGIN DELETE FROM functions; END');
    db.close();
    expect(() => openStore(folder)).toThrow(failing('not-a-store', 'extra'));
  });

  it('is refused when it is a symbolic link to something else', () => {
    const folder = location();
    mkdirSync(folder);
    const victim = path.join(path.dirname(folder), 'victim.sqlite');
    symlinkSync(victim, path.join(folder, 'cache.sqlite'));
    expect(() => openStore(folder)).toThrow(failing('not-a-store', 'symbolic link'));
    expect(existsSync(victim)).toBe(false);
  });
});

describe('a folder', () => {
  it('on a network file system gets a journal that works there, and that is said once', () => {
    vi.mocked(fileSystem.isOnNetwork).mockReturnValue(true);
    atEnd(() => vi.mocked(fileSystem.isOnNetwork).mockReset());
    const folder = location();
    const store = openStore(folder);
    const key = put(store, 'f', 1);
    expect(readdirSync(folder)).not.toContain('cache.sqlite-wal');
    expect(valueOf(store, key)).toBe('value of 1');
    expect(store.notices).toEqual([expect.stringMatching(/^journal: .*delete mode/)]);
  });

  it('that is gone for good is named', () => {
    const folder = location();
    const store = openStore(folder);
    put(store, 'f', 1);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file in its place');
    const key = keyOf('f', 1);
    expect(() => store.functionRef('f')).toThrow(StoreError);
    rmSync(folder);
    put(store, 'f', 1);
    expect(valueOf(store, key)).toBe('value of 1');
  });

  it('for notes that cannot be written does not keep the store from working', () => {
    const folder = location();
    writeFileSync(process.env['TSLAB_MEMORY_DATA_DIR']!, 'a file in its place');
    const store = openStore(folder);
    expect(valueOf(store, put(store, 'f', 1))).toBe('value of 1');
    expect(store.notices).toEqual([expect.stringMatching(/^registry: .*TSLAB_MEMORY_DATA_DIR/)]);
  });
});
