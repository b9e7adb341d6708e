import Database from 'better-sqlite3';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkStore } from '../../src/store';
import { APART, keyOf, LARGE, openStore, put, testFolder, valueOf } from './support/store';

const location = () => path.join(testFolder(), 'store');

/** Changes the file behind the back of the library. */
function tamper(folder: string, sql: string, ...values: unknown[]): void {
  const db = new Database(path.join(folder, 'cache.sqlite'));
  db.pragma('foreign_keys = OFF');
  db.prepare(sql).run(...values);
  db.close();
}

function valueFile(folder: string): string {
  const values = path.join(folder, 'values');
  const [name] = (readdirSync(values, { recursive: true }) as string[]).filter((file) => file.includes(path.sep));
  return path.join(values, name!);
}

describe('check', () => {
  it('finds nothing in a sound store', async () => {
    const folder = location();
    const store = openStore(folder);
    put(store, 'f', 1);
    put(store, 'f', 2, { value: LARGE });
    put(store, 'g', 1);
    store.clearFunction('g');
    const seen: number[][] = [];
    const report = await store.check({ onProgress: (...progress) => seen.push(progress) });
    expect(report).toEqual({ entries: 2, problems: [], collected: { files: 0, bytes: 0 } });
    expect(seen).toEqual([[2, 2]]);
  });

  it('names values that are damaged, cut short, swapped or missing, and with fix forgets them', async () => {
    const folder = location();
    const store = openStore(folder);
    const good = put(store, 'f', 'good');
    const flipped = put(store, 'f', 'flipped', { value: APART });
    const gone = put(store, 'f', 'gone', { value: APART });
    const swapped = put(store, 'f', 'swapped');
    const cut = put(store, 'f', 'cut', { value: LARGE });
    truncateSync(valueFile(folder), 1000);
    tamper(
      folder,
      "UPDATE payloads SET value = CAST(value || x'00' AS BLOB) WHERE id = (SELECT id FROM entries WHERE args = 'flipped')",
    );
    tamper(folder, "DELETE FROM payloads WHERE id = (SELECT id FROM entries WHERE args = 'gone')");
    tamper(folder, "UPDATE entries SET value = (SELECT value FROM entries WHERE args = 'good') WHERE args = 'swapped'");
    const found = await store.check();
    expect(found.entries).toBe(5);
    const hex = [flipped, gone, swapped, cut].map((key) => key.toString('hex')).sort();
    expect(found.problems.map(({ key }) => key).sort()).toEqual(hex);
    expect(found.problems.every(({ kind, fixed }) => kind === 'value' && !fixed)).toBe(true);
    expect((await store.check({ fix: true })).problems.every(({ fixed }) => fixed)).toBe(true);
    expect((await store.check()).problems).toEqual([]);
    expect(valueOf(store, good)).toBe('value of good');
    expect(store.stats().entries).toBe(1);
  });

  it('puts wrong totals and stray rows right', async () => {
    const folder = location();
    const store = openStore(folder);
    put(store, 'f', 1, { bytes: 100 });
    tamper(folder, 'UPDATE totals SET entries = 7, bytes = -3');
    tamper(folder, 'INSERT INTO totals SELECT function_id, generation, 99, 1, 1 FROM totals');
    tamper(folder, "INSERT INTO payloads (id, value) VALUES (12345, x'00')");
    const details = (await store.check({ fix: true })).problems.map(({ kind, detail, fixed }) => [kind, detail, fixed]);
    expect(details).toContainEqual(['totals', 'the totals of 1 functions do not add up', true]);
    expect(details).toContainEqual(['row', '1 payloads without an entry', true]);
    expect(store.stats()).toMatchObject({ entries: 1, bytes: 100 });
  });

  it('collects files that killed processes left, but none that may be about to be used', async () => {
    const folder = location();
    const store = openStore(folder);
    const kept = put(store, 'f', 1, { value: LARGE });
    const values = path.join(folder, 'values/ab');
    mkdirSync(values, { recursive: true });
    const [orphan, unfinished, recent] = ['0'.repeat(30), `${'1'.repeat(30)}.tmp`, '2'.repeat(30)].map((name) =>
      path.join(values, name),
    );
    const foreign = path.join(values, 'notes.txt');
    for (const file of [orphan!, unfinished!, recent!, foreign]) writeFileSync(file, 'x');
    for (const file of [orphan!, unfinished!, foreign]) utimesSync(file, 1000, 1000);
    const report = await store.check();
    expect(report).toEqual({ entries: 1, problems: [], collected: { files: 2, bytes: 2 } });
    expect([orphan, unfinished, recent, foreign].map((file) => existsSync(file!))).toEqual([false, false, true, true]);
    expect(valueOf(store, kept)).toEqual(LARGE);
  });
});

describe('a store file that is damaged', () => {
  it('is rebuilt from what can be read, and kept aside', async () => {
    const folder = location();
    const store = openStore(folder);
    for (let n = 0; n < 2000; n += 1) put(store, `f${n % 2}`, n);
    store.close();
    const file = path.join(folder, 'cache.sqlite');
    const bytes = readFileSync(file);
    bytes.fill(0xaa, bytes.length / 2, bytes.length / 2 + 8192);
    writeFileSync(file, bytes);
    const found = await checkStore(folder);
    expect(found.problems.length).toBeGreaterThan(0);
    expect(found.problems.every(({ fixed }) => !fixed)).toBe(true);
    expect((await checkStore(folder, { fix: true })).problems.every(({ fixed }) => fixed)).toBe(true);
    expect((await checkStore(folder)).problems).toEqual([]);
    expect(openStore(folder).stats().entries).toBeGreaterThan(500);
    const aside = readdirSync(folder).filter((name) => /^damaged-.*\.sqlite$/.test(name));
    expect(aside).toHaveLength(1);
  });

  it('is moved aside when it is no SQLite file at all', async () => {
    const folder = location();
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'cache.sqlite'), 'not a database, but longer than the header of one'.repeat(10));
    expect(() => openStore(folder)).toThrow(expect.objectContaining({ reason: 'not-a-store' }));
    expect(await checkStore(folder)).toMatchObject({ entries: 0, problems: [{ kind: 'open', fixed: false }] });
    expect(await checkStore(folder, { fix: true })).toMatchObject({
      entries: 0,
      problems: [{ kind: 'open', fixed: true }],
    });
    put(openStore(folder), 'f', 1);
  });

  it('is noticed when it was copied by half', async () => {
    const folder = location();
    const store = openStore(folder);
    for (let n = 0; n < 500; n += 1) put(store, 'f', n);
    store.close();
    const half = path.join(testFolder(), 'half');
    mkdirSync(half);
    copyFileSync(path.join(folder, 'cache.sqlite'), path.join(half, 'cache.sqlite'));
    truncateSync(path.join(half, 'cache.sqlite'), 65_536);
    expect(() => put(openStore(half), 'f', 1)).toThrow(
      expect.objectContaining({ reason: 'corrupt', message: expect.stringContaining('check --fix') }),
    );
    expect((await checkStore(half, { fix: true })).problems.every(({ fixed }) => fixed)).toBe(true);
    expect((await checkStore(half)).problems).toEqual([]);
  });

  it('fails with words when it is cut short under an open store, and can be repaired then', async () => {
    const folder = location();
    const store = openStore(folder);
    for (let n = 0; n < 500; n += 1) put(store, 'f', n);
    store.close();
    const open = openStore(folder);
    put(open, 'g', 1);
    truncateSync(path.join(folder, 'cache.sqlite'), 16_384);
    const readAll = () => Array.from({ length: 500 }, (_, n) => open.get(keyOf('f', n)));
    expect(readAll).toThrow(expect.objectContaining({ code: 'STORE', message: expect.stringContaining(folder) }));
    expect((await checkStore(folder, { fix: true })).problems.every(({ fixed }) => fixed)).toBe(true);
    put(open, 'f', 'new');
    expect(valueOf(open, keyOf('f', 'new'))).toBe('value of new');
  });

  it('goes on being used by a kernel that had it open when it was rebuilt', async () => {
    const folder = location();
    const store = openStore(folder);
    put(store, 'f', 1);
    const { rebuild } = await import('../../src/store/rebuild');
    expect(rebuild(folder).saved).toBe(1);
    put(store, 'f', 2);
    expect(valueOf(store, keyOf('f', 1))).toBe('value of 1');
    expect(openStore(folder).stats().entries).toBe(2);
    expect((await store.check()).problems).toEqual([]);
  });
});
