import Database from 'better-sqlite3';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { storeId, type EntryQuery } from '../../src/store';
import { functionsByName, keyOf, LARGE, newEntry, openStore, put, testFolder, valueOf } from './support/store';

function folderOfStore(): string {
  return path.join(testFolder(), '.tslab-memory');
}

function valueFiles(folder: string): string[] {
  return (readdirSync(path.join(folder, 'values'), { recursive: true }) as string[]).filter((name) =>
    name.includes(path.sep),
  );
}

describe('a store', () => {
  it('gives back what was put, also after it was closed and opened again', () => {
    const folder = folderOfStore();
    const first = openStore(folder);
    const key = put(first, 'f', 1, { output: '[["stdout","hello"]]', async: true });
    first.close();
    const second = openStore(folder);
    expect(valueOf(second, key)).toBe('value of 1');
    expect(second.get(key)).toMatchObject({
      durationMs: 5,
      hits: 0,
      expires: null,
      async: true,
      output: '[["stdout","hello"]]',
    });
  });

  it('finds nothing for another key, even one that shares the row', () => {
    const store = openStore(folderOfStore());
    const key = put(store, 'f', 1);
    const other = Buffer.from(key);
    other[31]! ^= 1;
    expect(store.get(other)).toBeUndefined();
    store.put(newEntry(store, 'f', 2, { key: other }));
    expect(store.get(key)).toBeUndefined();
    expect(store.stats().entries).toBe(1);
  });

  it('does not serve an entry that has expired', () => {
    const store = openStore(folderOfStore());
    const key = put(store, 'f', 1, { expires: Date.now() - 1 });
    expect(store.get(key)).toBeUndefined();
    expect(store.get(put(store, 'f', 2, { expires: Date.now() + 60_000 }))).toBeDefined();
  });

  it('keeps totals right as entries are added, replaced, deleted and cleared', () => {
    const store = openStore(folderOfStore());
    put(store, 'f', 1, { bytes: 100 });
    put(store, 'f', 2, { bytes: 50 });
    put(store, 'g', 1, { bytes: 10 });
    put(store, 'f', 2, { bytes: 70, code: 'v2' });
    expect(
      functionsByName(store).map(({ name, entries, bytes, versions }) => ({ name, entries, bytes, versions })),
    ).toEqual([
      { name: 'f', entries: 2, bytes: 170, versions: 2 },
      { name: 'g', entries: 1, bytes: 10, versions: 1 },
    ]);
    expect(store.delete(keyOf('f', 1))).toBe(true);
    expect(store.delete(keyOf('f', 1))).toBe(false);
    expect(store.stats()).toMatchObject({ entries: 2, bytes: 80, functions: 2 });
    expect(store.clearFunction('f')).toEqual({ entries: 1, bytes: 70 });
    expect(store.stats()).toMatchObject({ entries: 1, bytes: 10 });
    expect(store.clearAll()).toEqual({ entries: 1, bytes: 10 });
    expect(store.stats()).toMatchObject({ entries: 0, bytes: 0 });
  });

  it('tells how many entries of a function have expired', () => {
    const store = openStore(folderOfStore());
    for (const [argument, expires] of [1, Date.now() - 1, Date.now() - 60_000, Date.now() + 60_000, null].entries()) {
      put(store, 'f', argument, { expires });
    }
    put(store, 'g', 1);
    store.delete(keyOf('f', 0));
    expect(functionsByName(store).map(({ expired }) => expired)).toEqual([2, 0]);
  });

  it('counts hits, misses and the time saved', () => {
    const store = openStore(folderOfStore());
    const key = put(store, 'f', 1, { durationMs: 100 });
    for (let n = 0; n < 3; n += 1) store.recordHit(store.get(key)!, 90);
    store.recordMiss(store.functionRef('f').id);
    expect(store.functions('f')).toMatchObject([{ hits: 3, misses: 2, timeSavedMs: 270 }]);
    expect(store.entries()).toMatchObject([{ hits: 3, lastHit: expect.any(Number) }]);
  });

  it('lists the most recently used function first', () => {
    const store = openStore(folderOfStore());
    for (const name of ['a', 'b', 'c']) put(store, name, 1);
    // The counts are written with this; later they would say `now` again.
    store.stats();
    const db = new Database(path.join(store.folder, 'cache.sqlite'));
    db.exec("UPDATE functions SET last_used = CASE name WHEN 'a' THEN 2 WHEN 'b' THEN 3 ELSE 1 END");
    db.close();
    expect(store.functions().map(({ name }) => name)).toEqual(['b', 'a', 'c']);
  });

  it('pages over the entries of all functions', () => {
    const store = openStore(folderOfStore());
    for (const size of [10, 40, 20]) put(store, 'f', size, { bytes: size });
    for (const size of [30, 50]) put(store, 'g', size, { bytes: size });
    put(store, 'h', 1);
    store.clearFunction('h');
    const page = (query: EntryQuery) => store.entries(query).map((entry) => `${entry.function} ${entry.args}`);
    expect(page({ sort: 'bytes', limit: 2 })).toEqual(['g 50', 'f 40']);
    expect(page({ sort: 'bytes', limit: 2, offset: 2 })).toEqual(['g 30', 'f 20']);
    expect(page({ sort: 'bytes', order: 'asc', limit: 3, offset: 3 })).toEqual(['f 40', 'g 50']);
    expect(page({ sort: 'lastHit' })).toHaveLength(5);
  });

  it('pages and sorts entries', () => {
    const store = openStore(folderOfStore());
    for (const size of [30, 10, 20]) put(store, 'f', size, { bytes: size });
    put(store, 'g', 1);
    const args = (query: Parameters<typeof store.entries>[0]) => store.entries(query).map((entry) => entry.args);
    expect(args({ function: 'f', sort: 'bytes', order: 'asc' })).toEqual(['10', '20', '30']);
    expect(args({ function: 'f', sort: 'bytes', limit: 1, offset: 1 })).toEqual(['20']);
    expect(store.entries({ function: 'f' })[0]!.version).toHaveLength(12);
    expect(() => store.entries({ sort: 'size' as never })).toThrow(/sort must be one of created, lastHit/);
    expect(() => store.entries({ limit: -1 })).toThrow(/limit must be a whole number/);
  });

  it('lists stored calls with the code they were made with, newest first', () => {
    const store = openStore(folderOfStore());
    put(store, 'f', 1, { code: 'old' });
    put(store, 'f', 2, { code: 'new' });
    const calls = store.candidates(store.functionRef('f').id, 10);
    expect(calls.map(({ args }) => args).sort()).toEqual(['1', '2']);
    expect(calls.find(({ args }) => args === '1')).toMatchObject({
      digests: [{ name: 'x', digest: '1', text: '1' }],
      version: { source: 'function f() { /* old */ }' },
    });
  });

  it('keeps large values in files, and removes a file with its entry', () => {
    const folder = folderOfStore();
    const store = openStore(folder);
    const key = put(store, 'f', 1, { value: LARGE });
    expect(valueFiles(folder)).toHaveLength(1);
    put(store, 'f', 1, { value: LARGE });
    store.delete(key);
    expect(valueFiles(folder)).toHaveLength(0);
    put(store, 'f', 2, { value: LARGE });
    store.clearFunction('f');
    store.reclaim();
    expect(valueFiles(folder)).toHaveLength(0);
  });

  it('gives the disk space of cleared entries back', () => {
    const folder = folderOfStore();
    const store = openStore(folder);
    for (let n = 0; n < 1000; n += 1) put(store, 'f', n, { value: 'x'.repeat(5000) });
    put(store, 'g', 1);
    store.close();
    const file = path.join(folder, 'cache.sqlite');
    expect(statSync(file).size).toBeGreaterThan(5e6);
    const second = openStore(folder);
    second.clearFunction('f');
    second.reclaim();
    second.close();
    expect(statSync(file).size).toBeLessThan(2e6);
  });

  it('forgets the code of a function with the last entry made with it, but not its newest', () => {
    const store = openStore(folderOfStore());
    put(store, 'f', 1, { code: 'v1' });
    put(store, 'f', 2, { code: 'v2' });
    store.clearFunction('f');
    store.reclaim();
    put(store, 'f', 3, { code: 'v1' });
    expect(store.functions('f')).toMatchObject([{ entries: 1, versions: 1 }]);
    expect(store.candidates(store.functionRef('f').id)[0]!.version.source).toContain('v1');
  });

  it('refuses to be used once it is closed', () => {
    const store = openStore(folderOfStore());
    store.close();
    expect(() => store.get(keyOf('f', 1))).toThrow(expect.objectContaining({ reason: 'closed' }));
  });
});

describe('what is told of clears', () => {
  it('is when the result was cleared, as long as its row is there, and when everything was', () => {
    const folder = folderOfStore();
    const store = openStore(folder);
    const key = put(store, 'f', 1);
    const { id } = store.functionRef('f');
    expect(store.clears(id, key)).toEqual({ result: null, everything: null });
    // As the panel does: nothing is removed for good yet.
    const panel = new Database(path.join(folder, 'cache.sqlite'));
    panel.exec('UPDATE entries SET generation = -generation; UPDATE functions SET cleared_at = 5');
    expect(store.clears(id, key)).toEqual({ result: 5, everything: null });
    panel.exec('UPDATE entries SET generation = -generation; UPDATE functions SET cleared_at = NULL');
    expect(store.clears(id, key)).toEqual({ result: null, everything: null });
    panel.close();
    const before = Date.now();
    store.clearFunction('f');
    store.reclaim();
    const { result, everything } = store.clears(id, key);
    expect(result).toBeNull();
    expect(everything).toBeGreaterThanOrEqual(before);
  });
});

describe('a computation that was overtaken by a clear', () => {
  it('is not stored when its function was cleared', () => {
    const folder = folderOfStore();
    const store = openStore(folder);
    const late = newEntry(store, 'f', 1, { value: LARGE });
    openStore(folder).clearFunction('f');
    expect(store.put(late)).toBe(false);
    expect(store.get(late.key)).toBeUndefined();
    store.reclaim();
    expect(valueFiles(folder)).toHaveLength(0);
  });

  it('is not stored when its entry was deleted', () => {
    const folder = folderOfStore();
    const store = openStore(folder);
    const key = put(store, 'f', 1);
    const claim = store.claim(key);
    const late = newEntry(store, 'f', 1);
    expect(openStore(folder).delete(key)).toBe(true);
    expect(store.put(late)).toBe(false);
    expect(claim.claimed).toBe(true);
    expect(store.get(key)).toBeUndefined();
  });

  it('is not stored in a store that was deleted and made anew', () => {
    const folder = folderOfStore();
    const store = openStore(folder);
    const late = newEntry(store, 'f', 1);
    rmSync(folder, { recursive: true });
    put(store, 'other', 1);
    expect(store.put(late)).toBe(false);
    expect(functionsByName(store).map(({ name }) => name)).toEqual(['other']);
  });
});

describe('the folder of a store', () => {
  it('is private, ignored by git and says what it is', () => {
    const folder = folderOfStore();
    openStore(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of ['cache.sqlite', '.gitignore', 'README.md']) {
      expect(statSync(path.join(folder, name)).mode & 0o077).toBe(0);
    }
    expect(readFileSync(path.join(folder, '.gitignore'), 'utf8')).toBe('*\n');
    expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toContain('may be deleted at any time');
  });

  it('is noted in the registry of this user', () => {
    const folder = folderOfStore();
    openStore(folder);
    const note = path.join(process.env['TSLAB_MEMORY_DATA_DIR']!, 'stores', `${storeId(folder)}.json`);
    expect(JSON.parse(readFileSync(note, 'utf8'))).toEqual({ path: folder, lastUsed: expect.any(Number) });
    expect(statSync(note).mode & 0o777).toBe(0o600);
  });

  it('is made anew when it is deleted under an open store', () => {
    const folder = folderOfStore();
    const store = openStore(folder);
    put(store, 'f', 1);
    rmSync(folder, { recursive: true });
    const key = put(store, 'f', 2, { value: LARGE });
    expect(existsSync(path.join(folder, 'cache.sqlite'))).toBe(true);
    expect(store.get(key)).toBeDefined();
    expect(store.get(keyOf('f', 1))).toBeUndefined();
    expect(store.stats().entries).toBe(1);
  });
});
