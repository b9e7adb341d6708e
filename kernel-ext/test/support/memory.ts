import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { afterEach, beforeEach, vi } from 'vitest';
import { Memory } from '../../src';
import { setWarningSink } from '../../src/warnings';

/** What `useMemory` gives. */
export interface TestMemory {
  memory: Memory;
  /** A folder for the test's files; the store is below it. */
  folder: string;
  /** What was warned of in the test so far. */
  warned: string[];
}

/** A memory with a store of its own for each test. */
export function useMemory(): TestMemory {
  const used = {} as TestMemory;
  let restore: () => void;
  beforeEach(() => {
    used.folder = mkdtempSync(join(tmpdir(), 'tslab-memory-test-'));
    vi.stubEnv('TSLAB_MEMORY_DATA_DIR', join(used.folder, 'data'));
    used.memory = new Memory({ location: join(used.folder, 'store') });
    used.warned = [];
    restore = setWarningSink((message) => used.warned.push(message));
  });
  afterEach(() => {
    restore();
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    used.memory.close();
    rmSync(used.folder, { recursive: true, force: true });
  });
  return used;
}

/**
 * What `code` returns, with the members of `scope` as variables around it. It runs as a script of its own, like a cell: the
 * test runner rewrites what it loads.
 */
export function fromScript<T>(code: string, scope: Record<string, unknown> = {}): T {
  const make = runInThisContext(`(function (${Object.keys(scope).join()}) { ${code} })`) as (...values: unknown[]) => T;
  return make(...Object.values(scope));
}
