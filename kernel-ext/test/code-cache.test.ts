import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { requireCached } from '../src/code-cache';

const load = createRequire(import.meta.url);
let folder: string;
let cache: string;
let file: string;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  folder = mkdtempSync(join(tmpdir(), 'tslab-memory-code-'));
  cache = join(folder, 'data', 'compiled');
  file = join(folder, 'library.js');
  writeFileSync(
    file,
    "exports.sum = (a, b) => a + b; exports.name = __filename; exports.sep = require('node:path').sep;",
  );
});

afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

/** Loads the file and lets the time pass after which what was compiled is kept. */
function loadAndKeep(): any {
  const library = requireCached(file, load, cache);
  vi.runAllTimers();
  return library;
}

describe('a file that is loaded with the code cache', () => {
  test('gives what a require of it gives, the first time and later', () => {
    for (let i = 0; i < 2; i++) {
      const library = loadAndKeep();
      expect([library.sum(1, 2), library.name, library.sep]).toEqual([3, file, join('/')]);
    }
    expect(readdirSync(cache)).toHaveLength(1);
  });

  test('is written to the cache once, readable by its user only, and taken up by the next load', () => {
    const listeners = process.listenerCount('exit');
    loadAndKeep();
    const [kept] = readdirSync(cache).map((name) => join(cache, name));
    utimesSync(kept!, 1_000_000_000, 1_000_000_000);
    const before = readFileSync(kept!);
    loadAndKeep();
    expect(readFileSync(kept!)).toEqual(before);
    expect(process.listenerCount('exit')).toBe(listeners);
  });

  test('is compiled anew when its text changes', () => {
    loadAndKeep();
    writeFileSync(file, readFileSync(file, 'utf8').replace('a + b', 'a - b'));
    expect(loadAndKeep().sum(1, 2)).toBe(-1);
    expect(readdirSync(cache)).toHaveLength(2);
  });

  test('leaves behind what was kept a month ago', () => {
    loadAndKeep();
    const [kept] = readdirSync(cache);
    utimesSync(join(cache, kept!), 1_000_000_000, 1_000_000_000);
    writeFileSync(file, 'exports.sum = () => 0;');
    loadAndKeep();
    expect(readdirSync(cache)).not.toContain(kept);
    expect(readdirSync(cache)).toHaveLength(1);
  });

  // In processes of their own: one process remembers what it compiled, whatever the cache says.
  test('is kept when the process ends, and compiled anew when what was kept is damaged', () => {
    const library = JSON.stringify(join(__dirname, '../dist/index.js'));
    const env = { ...process.env, TSLAB_MEMORY_DATA_DIR: join(folder, 'data') };
    const start = () =>
      execFileSync(process.execPath, ['-p', `typeof require(${library}).Memory`], { cwd: folder, env });
    start();
    const [kept] = readdirSync(cache).map((name) => join(cache, name));
    writeFileSync(kept!, 'damaged');
    expect(start().toString().trim()).toBe('function');
    const sound = readFileSync(kept!);
    expect(sound.length).toBeGreaterThan(100_000);
    writeFileSync(kept!, Buffer.from(sound).fill(0, sound.length / 2));
    expect(start().toString().trim()).toBe('function');
    expect(readFileSync(kept!).subarray(-1000)).not.toEqual(Buffer.alloc(1000));
  });

  test('is loaded all the same where nothing can be written', () => {
    writeFileSync(join(folder, 'data'), 'no folder');
    expect(loadAndKeep().sum(1, 2)).toBe(3);
  });
});
