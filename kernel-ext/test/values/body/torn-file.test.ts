import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Memory, type CachedFunction } from '../../../src';

/** What a power cut may leave of a file whose row exists, since files are synced in the background. */
const TORN: Record<string, (path: string) => void> = {
  missing: unlinkSync,
  empty: (path) => truncateSync(path, 0),
  short: (path) => truncateSync(path, 100_000),
  'filled with zeros': (path) => writeFileSync(path, Buffer.alloc(readFileSync(path).byteLength)),
  'filled with zeros at its end': (path) => {
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0, 150_000));
  },
};

let folder: string;
let memory: Memory;
let warnings: string[];
let runs: number;
let work: CachedFunction<(seed: number) => Float64Array>;

/** A memory as a kernel has it that starts after the power cut. */
function restart(): void {
  memory?.close();
  memory = new Memory({ location: join(folder, 'store') });
  work = memory.cache(
    (seed: number) => {
      runs++;
      return new Float64Array(25_000).fill(seed + 0.5);
    },
    { name: 'work', invalidateOn: 'never' },
  );
}

const files = (): string[] =>
  (readdirSync(join(folder, 'store', 'values'), { recursive: true }) as string[])
    .filter((name) => /^..[\\/].{30}$/.test(name))
    .map((name) => join(folder, 'store', 'values', name));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tslab-memory-torn-'));
  vi.stubEnv('TSLAB_MEMORY_DATA_DIR', join(folder, 'data'));
  warnings = [];
  vi.spyOn(console, 'warn').mockImplementation((text: string) => void warnings.push(text));
  runs = 0;
  restart();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  memory.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(Object.entries(TORN))('a value file that is %s', (_, tear) => {
  test('is a miss with one warning for all such files, and healed by computing', () => {
    for (const seed of [1, 2]) work(seed);
    for (const path of files()) tear(path);
    restart();
    for (const seed of [1, 2]) expect(work(seed)).toEqual(new Float64Array(25_000).fill(seed + 0.5));
    expect(runs).toBe(4);
    expect(warnings).toEqual([
      expect.stringMatching(/A stored result of work cannot be read \(.*\)\. It is computed again/),
    ]);
    restart();
    for (const seed of [1, 2]) expect(work(seed)[24_999]).toBe(seed + 0.5);
    expect(runs).toBe(4);
    expect(warnings).toHaveLength(1);
  });

  test('is found and removed by a check', async () => {
    work(1);
    for (const path of files()) tear(path);
    const found = await memory.check();
    expect(found.problems).toEqual([expect.objectContaining({ kind: 'value', fixed: false })]);
    const mended = await memory.check({ fix: true });
    expect(mended.problems).toEqual([expect.objectContaining({ kind: 'value', fixed: true })]);
    expect((await memory.check()).problems).toEqual([]);
    expect(work(1)[0]).toBe(1.5);
    expect(warnings).toEqual([]);
  });
});
