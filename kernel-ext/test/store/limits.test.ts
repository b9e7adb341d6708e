import Database from 'better-sqlite3';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_MAX_BYTES } from '../../src/store/limit-guard';
import type { Session } from '../../src/store/session';
import { functionsByName, openStore, put, testFolder } from './support/store';

const location = () => path.join(testFolder(), 'store');
const names = (store: ReturnType<typeof openStore>, name?: string) =>
  store.entries({ limit: 1000, ...(name === undefined ? {} : { function: name }) }).map(({ args }) => args);

describe('limits of a store', () => {
  it('are kept as it writes', () => {
    const store = openStore(location(), { maxEntries: 5 });
    for (let n = 0; n < 20; n += 1) {
      put(store, 'f', n);
      expect(store.stats().entries).toBeLessThanOrEqual(5);
    }
    expect(store.stats().entries).toBe(5);
    expect(names(store)).toContain('19');
  });

  it('are kept on a disk so slow that looking takes all the time that a write may be delayed', () => {
    let now = performance.now();
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
    try {
      const store = openStore(location(), { maxEntries: 5, maxAgeMs: 60_000 });
      for (let n = 0; n < 20; n += 1) put(store, 'f', n);
      expect(store.stats().entries).toBe(5);
    } finally {
      clock.mockRestore();
    }
  });

  it('count bytes', () => {
    const store = openStore(location(), { maxBytes: 1000 });
    for (let n = 0; n < 20; n += 1) put(store, 'f', n, { bytes: 300 });
    expect(store.stats()).toMatchObject({ entries: 3, bytes: 900 });
  });

  it('are left in the store for the panel, the last writer’s', () => {
    const folder = location();
    const told = () => {
      const db = new Database(path.join(folder, 'cache.sqlite'), { readonly: true });
      const value: unknown = db.prepare("SELECT value FROM meta WHERE name = 'maxBytes'").pluck().get();
      db.close();
      return value;
    };
    put(openStore(folder), 'f', 1);
    expect(told()).toBe(DEFAULT_MAX_BYTES);
    put(openStore(folder, { maxBytes: 1000 }), 'f', 2);
    expect(told()).toBe(1000);
  });

  it('let an entry go that is larger than all that may be held', () => {
    const store = openStore(location(), { maxBytes: 1000 });
    put(store, 'f', 'small', { bytes: 10 });
    put(store, 'f', 'huge', { bytes: 5000, durationMs: 1 });
    expect(names(store)).toEqual(['small']);
  });

  it.each([1000, 100_000])('let it go first, however dear: all else would go for nothing (%s bytes)', (maxBytes) => {
    const store = openStore(location(), { maxBytes });
    for (let n = 0; n < 600; n += 1) put(store, `f${n % 2}`, n, { bytes: 1, durationMs: 1 });
    put(store, 'f1', 'huge', { bytes: maxBytes * 5, durationMs: 3_600_000 });
    expect(store.stats()).toMatchObject({ entries: 600, bytes: 600 });
    expect(names(store)).not.toContain('huge');
  });

  it('find what is larger than all that may be held by an index', () => {
    const store = openStore(location(), { maxBytes: 100_000 });
    put(store, 'f', 'small', { bytes: 10 });
    const { session } = store as unknown as { session: Session };
    const asked = vi.spyOn(session, 'sql');
    put(store, 'f', 'huge', { bytes: 500_000 });
    const search = asked.mock.calls.map(([text]) => text).find((text) => text.includes('@most'))!;
    const plan = session.db.prepare(`EXPLAIN QUERY PLAN ${search}`).all({ id: 1, most: 100_000, limit: 1, from: 0 });
    expect(JSON.stringify(plan)).toContain('INDEX entries_large (function_id=? AND bytes>?)');
  });

  it('take entries of old code first, however often they hit', () => {
    const store = openStore(location(), { maxEntries: 3 });
    const old = put(store, 'f', 'old', { code: 'v1', durationMs: 1e6 });
    store.recordHit(store.get(old)!, 1);
    for (const n of [1, 2, 3]) put(store, 'f', n, { code: 'v2', durationMs: 1 });
    expect(names(store).sort()).toEqual(['1', '2', '3']);
  });

  it('let go what is cheap to compute before what is dear', () => {
    const store = openStore(location(), { maxEntries: 2 });
    put(store, 'f', 'dear', { durationMs: 60_000 });
    put(store, 'f', 'cheap', { durationMs: 1 });
    put(store, 'f', 'as dear', { durationMs: 60_000 });
    expect(names(store).sort()).toEqual(['as dear', 'dear']);
  });

  it('let go what is large before what is small', () => {
    const store = openStore(location(), { maxEntries: 2 });
    put(store, 'f', 'small', { bytes: 10 });
    put(store, 'f', 'large', { bytes: 10_000_000 });
    put(store, 'f', 'as small', { bytes: 10 });
    expect(names(store).sort()).toEqual(['as small', 'small']);
  });

  it('can be set for one function', () => {
    const store = openStore(location());
    store.limitFunction(store.functionRef('f').id, { maxEntries: 2 });
    for (let n = 0; n < 5; n += 1) {
      put(store, 'f', n);
      put(store, 'g', n);
    }
    expect(functionsByName(store).map(({ name, entries }) => [name, entries])).toEqual([
      ['f', 2],
      ['g', 5],
    ]);
  });

  it('hold in a store that is too large to be looked at whole', () => {
    const store = openStore(location(), { maxEntries: 1000 });
    for (let n = 0; n < 1100; n += 1) put(store, `f${n % 3}`, n);
    expect(store.stats().entries).toBeLessThanOrEqual(1000);
    expect(store.stats().entries).toBeGreaterThan(900);
    const kept = new Set(names(store));
    const keptOf = (from: number) =>
      Array.from({ length: 100 }, (_, n) => kept.has(String(from + n))).filter(Boolean).length;
    expect(keptOf(1000)).toBeGreaterThan(keptOf(0));
  });

  it('are generous by default, and the cap is said once', () => {
    const store = openStore(location());
    put(store, 'f', 1, { bytes: DEFAULT_MAX_BYTES - 1 });
    expect(store.notices).toEqual([]);
    put(store, 'f', 2, { bytes: 100 });
    expect(store.stats().entries).toBe(1);
    expect(store.notices.filter((notice) => notice.startsWith('cap: '))).toHaveLength(1);
    expect(store.notices[0]).toContain('10 GB');
  });
});

describe('pruning', () => {
  it('goes down to the limits that are given, and tells what went', () => {
    const store = openStore(location());
    for (let n = 0; n < 10; n += 1) put(store, 'f', n, { bytes: 100 });
    expect(store.prune({ maxBytes: 400 })).toEqual({ entries: 6, bytes: 600 });
    expect(store.prune({ maxEntries: 1 })).toEqual({ entries: 3, bytes: 300 });
    expect(store.prune({ maxEntries: 1 })).toEqual({ entries: 0, bytes: 0 });
  });

  it('takes what was not used for some time', () => {
    const store = openStore(location());
    put(store, 'f', 'unused');
    const used = put(store, 'f', 'used');
    const db = new Database(path.join(store.folder, 'cache.sqlite'));
    db.exec('UPDATE entries SET created = created - 3600000');
    db.close();
    store.recordHit(store.get(used)!, 1);
    expect(store.prune({ maxAgeMs: 7_200_000 })).toMatchObject({ entries: 0 });
    expect(store.prune({ maxAgeMs: 1_800_000 })).toMatchObject({ entries: 1 });
    expect(names(store)).toEqual(['used']);
  });

  it('can be about one function', () => {
    const store = openStore(location());
    put(store, 'f', 1);
    put(store, 'g', 1);
    expect(store.prune({ function: 'f', maxEntries: 0 })).toMatchObject({ entries: 1 });
    expect(names(store, 'g')).toEqual(['1']);
  });
});
