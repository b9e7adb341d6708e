import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Memory, type CachedFunction } from '../src';
import { countWork, stopTheClock, type Work } from './support/counted';

const COUNT = 1_000_000;
const BYTES = 8 * COUNT;
/** Keys, digests and an index are copied; nothing of the size of a value may be. */
const FEW_BYTES = 4096;

let folder: string;
let memory: Memory;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tslab-memory-counted-'));
  vi.stubEnv('TSLAB_MEMORY_DATA_DIR', join(folder, 'data'));
  memory = new Memory({ location: join(folder, 'store') });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  memory.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Caches the function that `code` evaluates to. It runs as a script of its own, like a cell: the test runner rewrites what it loads. */
function cached(code: string): CachedFunction<(...args: any[]) => any> {
  return memory.cache(runInThisContext(`(function () { ${code} })()`) as (...args: any[]) => any);
}

const SMALL = 'return function work(n) { return { n, square: n * n }; };';
const ARRAY = 'return function work(count, seed) { return new Float64Array(count).fill(seed); };';
const LENGTH = 'return function work(values) { return values.length; };';
const BEHIND = `
  const offset = 1, scale = 2, prefix = 'n', low = 0, high = 10, weights = [1, 2], units = new Map([['m', 1]]), on = true, base = { x: 1 }, digits = 3;
  function shift(n) { return on ? n + offset + base.x : n; }
  function clamp(n) { return Math.min(high, Math.max(low, n)); }
  function weigh(n) { return weights[0] * n * scale * units.get('m'); }
  function round(n) { return Number(n.toFixed(digits)); }
  function label(n) { return prefix + n; }
  return function work(n) { return { value: round(weigh(clamp(shift(n)))), label: label(n) }; };`;

/** Calls until the counts of hits wait for a later flush and the row is held in memory, then counts the work of `action`. */
function countSettled(warmUp: () => void, action: () => unknown): Work {
  stopTheClock(10);
  for (let i = 0; i < 6; i++) warmUp();
  return countWork(action);
}

/** Statements that begin a transaction that writes; the claim on a call is one by itself. */
const writes = ({ statements }: Work) =>
  statements.filter((sql) => /^(BEGIN|INSERT INTO running)/.test(sql)).map((sql) => sql.split(' ', 1)[0]);

/** Pages written to the log while `action` runs, each of which is a copy and two calls of the system. */
function pagesWritten(action: () => unknown): number {
  const bytes = () => statSync(join(folder, 'store/cache.sqlite-wal')).size;
  const before = bytes();
  action();
  return (bytes() - before) / (4096 + 24);
}

describe('a small hit', () => {
  test('is one statement and no look at the closure', () => {
    const work = cached(SMALL);
    for (const n of [1, 2, 3]) work(n);
    const hit = countSettled(
      () => work(1),
      () => expect(work(2)).toEqual({ n: 2, square: 4 }),
    );
    expect(hit.statements).toEqual([expect.stringMatching(/^SELECT .* FROM entries/)]);
    expect(hit).toMatchObject({ inspectorCalls: [], largeBuffers: [], readBytes: 0, writtenBytes: 0 });
    expect(hit.copiedBytes).toBeLessThan(FEW_BYTES);
  });

  test('is the question whether the store has changed, and no read, when the call is made again and again', () => {
    const work = cached(SMALL);
    const hit = countSettled(
      () => work(1),
      () => expect(work(1)).toEqual({ n: 1, square: 1 }),
    );
    expect(hit.statements).toEqual(['PRAGMA data_version']);
    expect(hit.hashes).toEqual(['sha256']);
  });

  test('is two hashes of Node’s own, key and checksum, and the first time that of the signature', () => {
    const work = cached(SMALL);
    work(1);
    expect(countWork(() => work(1)).hashes).toEqual(['sha256', 'sha512-256', 'sha256']);
    expect(countWork(() => work(1)).hashes).toEqual(['sha256', 'sha256']);
  });

  test('is the same work when the function has five helpers and ten captured constants', () => {
    const plain = cached(SMALL);
    const rich = cached(BEHIND);
    const richHit = countSettled(
      () => rich(1),
      () => rich(1),
    );
    const plainHit = countSettled(
      () => plain(1),
      () => plain(1),
    );
    // The results are not of the same length.
    expect({ ...richHit, copiedBytes: 0 }).toEqual({ ...plainHit, copiedBytes: 0 });
  });
});

describe('a small miss', () => {
  test('is two write transactions: the claim on the call, and its result with all counts', () => {
    const work = cached(SMALL);
    const miss = countSettled(
      () => work(1),
      () => work(2),
    );
    expect(writes(miss)).toEqual(['INSERT', 'BEGIN']);
    expect(miss.statements.length).toBeLessThanOrEqual(10);
    expect(miss).toMatchObject({ inspectorCalls: [], largeBuffers: [], readBytes: 0, writtenBytes: 0 });
  });

  test('writes a page for the claim, and one each for entry, key, age, totals and claim', () => {
    const work = cached(SMALL);
    stopTheClock(0);
    for (let n = 0; n < 3; n += 1) work(n);
    expect(pagesWritten(() => work(3))).toBeLessThanOrEqual(6);
  });

  test('is claimed without a lookup after others, until a call is a hit', () => {
    const work = cached(SMALL);
    const lookups = (n: number) => {
      const { statements } = countWork(() => expect(work(n)).toEqual({ n, square: n * n }));
      return statements.filter((sql) => /^SELECT .* FROM entries/.test(sql)).length;
    };
    expect([1, 2, 3, 4].map(lookups)).toEqual([1, 1, 0, 0]);
    // The hit is looked up once its claim was refused; from then on a miss is not expected any more.
    expect([3, 5, 6, 7].map(lookups)).toEqual([1, 1, 1, 0]);
  });

  test('looks at the store’s file unless that was done within a millisecond', () => {
    const work = cached(SMALL);
    stopTheClock(0);
    const now = Date.now();
    work(0);
    expect(countWork(() => [work(1), work(2)]).looks).toBe(0);
    vi.mocked(Date.now).mockReturnValue(now + 1);
    expect(countWork(() => [work(3), work(4)]).looks).toBe(1);
    vi.mocked(Date.now).mockReturnValue(now - 3_600_000);
    expect(countWork(() => [work(5), work(6)]).looks).toBe(1);
  });

  test('looks at the closure the first time only', () => {
    const work = cached(BEHIND);
    expect(countWork(() => work(1)).inspectorCalls).not.toEqual([]);
    expect(countWork(() => work(2)).inspectorCalls).toEqual([]);
  });
});

describe('a large result', () => {
  test('is read at most once into memory at most once, and not copied, on a hit', () => {
    const work = cached(ARRAY);
    const hit = countSettled(
      () => work(COUNT, 1),
      () => expect(work(COUNT, 1)[COUNT - 1]).toBe(1),
    );
    expect(hit.statements).toHaveLength(1);
    expect(hit.largeBuffers.length).toBeLessThanOrEqual(1);
    expect(hit.readBytes).toBeLessThan(BYTES + FEW_BYTES);
    expect(hit.copiedBytes).toBeLessThan(FEW_BYTES);
  });

  test('is written once from where it is, on a miss', () => {
    const work = cached(ARRAY);
    const miss = countSettled(
      () => work(COUNT, 1),
      () => work(COUNT, 2),
    );
    // The one that the function made.
    expect(miss.largeBuffers).toEqual([BYTES]);
    expect(miss.writtenBytes).toBeGreaterThanOrEqual(BYTES);
    expect(miss.writtenBytes).toBeLessThan(BYTES + FEW_BYTES);
    expect(miss.copiedBytes).toBeLessThan(FEW_BYTES);
    expect(writes(miss)).toHaveLength(2);
  });
});

describe('a large argument', () => {
  test.each([
    ['an array of numbers', () => new Float64Array(COUNT)],
    ['ten thousand objects', () => Array.from({ length: 10_000 }, (_, id) => ({ id, name: `row ${id}` }))],
  ])('is read where it is: %s', (_, make) => {
    const work = cached(LENGTH);
    const values = make();
    const hit = countSettled(
      () => work(values),
      () => expect(work(values)).toBe(values.length),
    );
    expect(hit.statements).toHaveLength(1);
    expect(hit).toMatchObject({ inspectorCalls: [], largeBuffers: [] });
    expect(hit.hashes.length).toBeLessThan(40);
    expect(hit.copiedBytes).toBeLessThan(FEW_BYTES);
  });
});
