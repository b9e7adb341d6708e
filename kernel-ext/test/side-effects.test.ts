import { describe, expect, test } from 'vitest';
import { Memory } from '../src';
import { countWork } from './support/counted';
import { fromScript, useMemory } from './support/memory';

const used = useMemory();

type Any = (...args: any[]) => any;

function cached(code: string): Any {
  return used.memory.cache(fromScript<Any>(code));
}

describe('a function that changes its argument', () => {
  test('is told once that a hit does not', () => {
    const smallest = cached('return function smallest(xs, by) { xs.sort(); return xs[0]; };');
    const xs = [3, 1];
    expect(smallest(xs)).toBe(1);
    expect(smallest([3, 1])).toBe(1);
    smallest([9, 8]);
    expect(used.warned).toEqual([
      expect.stringMatching(/^smallest changes its argument `xs`, .*structuredClone\(xs\)/),
    ]);
  });

  test('is told nothing of what does not count, of objects with methods, and of arguments that stay as they are', () => {
    const ignored = used.memory.cache(fromScript<Any>('return function ignored(x, log) { log.push(x); return x; };'), {
      ignore: ['log'],
    });
    const counting = cached('return function counting(client) { client.calls++; return 1; };');
    const reading = cached('return function reading(rows) { return rows.map((x) => x + 1); };');
    ignored(1, []);
    counting(fromScript('class Client { calls = 0; get() {} } return new Client();'));
    reading([1]);
    expect(used.warned).toEqual([]);
  });

  test('is looked at for its first computations only', () => {
    const work = cached('return function work(n) { return { n }; };');
    for (let n = 0; n < 3; n++) work(n);
    const later = [3, 4].map((n) => countWork(() => work(n)).hashes.length);
    expect(later[0]).toBe(later[1]);
    const other = cached('return function other(n) { return { n }; };');
    other(0);
    expect(countWork(() => other(1)).hashes.length).toBeGreaterThan(later[0]!);
  });
});

describe('a function that changes what it reads', () => {
  test('is told, when it does so again and again, that each call has another key', () => {
    const slow = cached(`
      const memo = new Map();
      return function slow(x) { if (!memo.has(x)) memo.set(x, x * 2); return memo.get(x); };`);
    slow(1);
    expect(used.warned).toEqual([]);
    slow(2);
    slow(3);
    expect(used.warned).toEqual([
      expect.stringMatching(/^slow changes `memo`, which it reads as well.*`ignore: \['memo'\]`\.$/),
    ]);
  });

  test('is told so when it is asynchronous', async () => {
    const next = cached(
      'let last = 0; return async function next(x) { const wait = last; await wait; last = x; return x; };',
    );
    for (const x of [1, 2]) await next(x);
    expect(used.warned).toEqual([expect.stringMatching(/^next changes `last`/)]);
  });

  test('is told the object by the name that the code has for it', async () => {
    const page = cached(`
      class Semaphore {
        running = 0;
        waiting = [];
        async run(work) {
          if (this.running > 0) await new Promise((go) => this.waiting.push(go));
          this.running++;
          try { return await work(); } finally { this.running--; this.waiting.shift()?.(); }
        }
      }
      const semaphore = new Semaphore();
      return async function page(n) { return semaphore.run(async () => n); };`);
    expect(await Promise.all([1, 2, 3].map((n) => page(n) as Promise<number>))).toEqual([1, 2, 3]);
    expect(used.warned.filter((message) => message.includes('changes'))).toEqual([
      expect.stringMatching(/^page changes `semaphore\.running`, .*`ignore: \['semaphore'\]`\.$/),
    ]);
    expect(used.warned.join()).not.toContain('is not cached');
  });

  test('is told the field, when it is a method', () => {
    const Repo = fromScript<new () => { load: Any }>(
      'return class Repo { cache = []; base = 1; load(n) { return (this.cache[n] ??= n + this.base); } };',
    );
    const repo = new Repo();
    repo.load = used.memory.cache(repo.load, { name: 'load' });
    for (const n of [0, 1]) repo.load(n);
    expect(used.warned).toEqual([expect.stringMatching(/^load changes `this\.cache`.*`ignore: \['this\.cache'\]`\.$/)]);
  });

  test('is told nothing of what its first call sets up, nor of what it only counts or collects', async () => {
    const lazy = cached('let rows; return function lazy(x) { rows ??= [1, 2]; return rows[x]; };');
    const counting = cached('let n = 0; const log = []; return function counting(x) { n++; log.push(x); return x; };');
    const login = cached('let token; return async function login(x) { token ??= await "t"; return token + x; };');
    for (const x of [0, 1, 0, 1]) {
      lazy(x);
      counting(x);
      await login(x);
    }
    expect(used.warned).toEqual([]);
  });
});

describe('a cached cell', () => {
  test('that sets variables of the notebook is told to return them', () => {
    const block = fromScript<() => number>(
      'let df, log = [], n = 0; return () => { let own; own = 1; df = [n, own]; log.push(df); return 1; };',
    );
    used.memory.cell('load', block);
    used.memory.cell('load', block);
    expect(used.warned).toEqual([
      expect.stringMatching(/^The cell load changes `df`, `log`, .*const { df } = memory\.cell\('load'/),
    ]);
  });

  test('that changes the environment is told to do that outside', () => {
    const block = fromScript<() => void>('return () => { process.env.TSLAB_MEMORY_UNUSED = "1"; };');
    used.memory.cell('set', block);
    delete process.env['TSLAB_MEMORY_UNUSED'];
    expect(used.warned).toEqual([expect.stringMatching(/^The cell set changes `process`, .*outside of the cell\.$/)]);
  });

  test('is told nothing where nothing is stored', () => {
    const block = fromScript<() => void>('let df; return () => { df = 1; };');
    new Memory({ location: null }).cell('load', block);
    expect(used.warned).toEqual([]);
  });
});
