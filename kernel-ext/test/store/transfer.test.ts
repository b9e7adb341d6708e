import Database from 'better-sqlite3';
import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { functionsByName, keyOf, LARGE, openStore, put, testFolder, valueOf } from './support/store';

function twoStores() {
  const folder = testFolder();
  return {
    file: path.join(folder, 'export.tslab-memory'),
    ours: openStore(path.join(folder, 'ours')),
    theirs: openStore(path.join(folder, 'theirs')),
  };
}

describe('export and import', () => {
  it('carry entries with their values to another store', async () => {
    const { file, ours, theirs } = twoStores();
    const small = put(ours, 'f', 1, { output: '[]', async: true });
    const large = put(ours, 'g', 1, { value: LARGE });
    expect(await ours.exportTo(file)).toBe(2);
    expect(await theirs.importFrom(file)).toEqual({ added: 2, kept: 0, refused: 0 });
    expect(valueOf(theirs, small)).toBe('value of 1');
    expect(theirs.get(small)).toMatchObject({ async: true, output: '[]' });
    expect(valueOf(theirs, large)).toEqual(LARGE);
    expect(theirs.candidates(theirs.functionRef('f').id)[0]!.version.source).toBe('function f() { /* v1 */ }');
    expect((await theirs.check()).problems).toEqual([]);
    expect(await theirs.importFrom(file)).toEqual({ added: 0, kept: 2, refused: 0 });
  });

  it('can be about some functions only', async () => {
    const { file, ours, theirs } = twoStores();
    put(ours, 'f', 1);
    put(ours, 'g', 1);
    expect(await ours.exportTo(file, { functions: ['g'] })).toBe(1);
    await theirs.importFrom(file);
    expect(functionsByName(theirs).map(({ name }) => name)).toEqual(['g']);
    await expect(ours.exportTo(file, { functions: ['h'] })).rejects.toThrow(
      'The store has no function h. It has: f, g.',
    );
  });

  it('keep the better of two entries of one call', async () => {
    const { file, ours, theirs } = twoStores();
    const soon = Date.now() + 60_000;
    put(theirs, 'f', 'newer here', { value: 'old' });
    put(theirs, 'f', 'lasts longer here', { expires: soon, value: 'old' });
    put(ours, 'f', 'newer here', { value: 'new' });
    put(ours, 'f', 'lasts longer here', { expires: soon - 1000, value: 'new' });
    put(ours, 'f', 'only here');
    new Database(path.join(theirs.folder, 'cache.sqlite')).exec('UPDATE entries SET created = created - 1000').close();
    await ours.exportTo(file);
    expect(await theirs.importFrom(file)).toEqual({ added: 2, kept: 1, refused: 0 });
    expect(valueOf(theirs, keyOf('f', 'newer here'))).toBe('new');
    expect(valueOf(theirs, keyOf('f', 'lasts longer here'))).toBe('old');
    expect(theirs.stats().entries).toBe(3);
  });

  it('leave out what was cleared', async () => {
    const { file, ours } = twoStores();
    put(ours, 'f', 1);
    put(ours, 'g', 1);
    ours.clearFunction('g');
    expect(await ours.exportTo(file)).toBe(1);
  });

  it('leave no half-written file behind', async () => {
    const { file, ours } = twoStores();
    await expect(ours.exportTo(path.join(file, 'missing', 'x'))).rejects.toMatchObject({ reason: 'missing' });
    expect(readdirSync(path.dirname(file)).filter((name) => name.startsWith('export'))).toEqual([]);
  });

  it('refuse a file that is no export, is missing, or was copied by half', async () => {
    const { file, ours, theirs } = twoStores();
    await expect(theirs.importFrom(file)).rejects.toMatchObject({ reason: 'missing' });
    writeFileSync(file, 'hello '.repeat(1000));
    await expect(theirs.importFrom(file)).rejects.toMatchObject({ reason: 'not-a-store' });
    for (let n = 0; n < 300; n += 1) put(ours, 'f', n);
    await ours.exportTo(file);
    truncateSync(file, 50_000);
    await expect(theirs.importFrom(file)).rejects.toMatchObject({
      reason: 'corrupt',
      message: expect.stringContaining('not copied completely'),
    });
    expect((await theirs.check()).problems).toEqual([]);
  });

  it('take no file names from outside that lead out of the store', async () => {
    const { file, ours, theirs } = twoStores();
    put(ours, 'f', 1, { value: LARGE });
    await ours.exportTo(file);
    const db = new Database(file);
    db.exec("UPDATE entries SET file = '../../escaped'; UPDATE packed SET file = '../../escaped'");
    db.close();
    await theirs.importFrom(file);
    const written = readdirSync(path.dirname(theirs.folder));
    expect(written).not.toContain('escaped');
    expect((await theirs.check()).problems).toEqual([]);
  });
});

describe('entries of another user', () => {
  it('are not served until they are trusted, and that is said', async () => {
    const { file, ours, theirs } = twoStores();
    const key = put(ours, 'f', 1);
    await ours.exportTo(file);
    vi.stubEnv('TSLAB_MEMORY_DATA_DIR', path.join(path.dirname(file), 'data-of-someone-else'));
    const reader = openStore(path.join(path.dirname(file), 'reader'));
    await reader.importFrom(file);
    expect(reader.get(key)).toBeUndefined();
    expect(reader.notices.filter((notice) => notice.startsWith('untrusted: '))).toHaveLength(1);
    expect(theirs.folder).not.toBe(reader.folder);
    expect(reader.trust()).toBe(1);
    expect(reader.trust()).toBe(0);
    expect(valueOf(reader, key)).toBe('value of 1');
    vi.unstubAllEnvs();
  });

  it('are not served when value or printed output were changed, with a checksum to match', () => {
    const store = openStore(path.join(testFolder(), 'store'));
    const changed = put(store, 'f', 1, { output: '[["stdout","hello"]]' });
    const other = put(store, 'f', 2);
    const db = new Database(path.join(store.folder, 'cache.sqlite'));
    db.exec('UPDATE payloads SET output = \'[["stdout","<script>"]]\' WHERE output IS NOT NULL');
    db.prepare('UPDATE entries SET checksum = ? WHERE key = ?').run(Buffer.alloc(16, 1), other);
    db.close();
    expect(store.get(changed)).toBeUndefined();
    expect(store.get(other)).toBeUndefined();
  });

  it('are served at once when imported as trusted', async () => {
    const { file, ours } = twoStores();
    const key = put(ours, 'f', 1);
    await ours.exportTo(file);
    vi.stubEnv('TSLAB_MEMORY_DATA_DIR', path.join(path.dirname(file), 'data-of-someone-else'));
    const reader = openStore(path.join(path.dirname(file), 'reader'));
    await reader.importFrom(file, { trust: true });
    expect(valueOf(reader, key)).toBe('value of 1');
    vi.unstubAllEnvs();
  });
});
