import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CacheOptions } from '../../src/options';
import { fromScript, useMemory } from '../support/memory';

const used = useMemory();

type Any = (...args: any[]) => any;

interface Made {
  f: Any;
  /** Changes what the cell holds. */
  set: Any;
}

/** The keys of a function before and after each change: `same` when they are all equal. */
function keysOf(code: string, ignore: string[], changes: unknown[] = [1], options: CacheOptions = {}): string {
  const { f, set } = fromScript<Made>(code);
  const cached = used.memory.cache(f, { name: 'f', ...options, ignore });
  const first = cached.keyOf(1);
  const keys = changes.map((change) => {
    set(change);
    return cached.keyOf(1);
  });
  return keys.every((key) => key === first) ? 'same' : 'moved';
}

describe('a variable that ignore names', () => {
  test.each([
    ['a value', 'let n = 0; return { set: (v) => { n = v; }, f: (x) => x + n };', 'n'],
    ['a Map', 'const seen = new Map(); return { set: (v) => seen.set(v, v), f: (x) => seen.get(x) };', 'seen'],
    [
      'an object with methods',
      'class L { #n = 0; run(x) { return x + this.#n++; } } const l = new L(); return { set: () => l.run(1), f: (x) => l.run(x) };',
      'l',
    ],
    [
      'a variable of a helper',
      'let n = 0; const help = (x) => deep(x); function deep(x) { return () => x + n; } return { set: (v) => { n = v; }, f: (x) => help(x) };',
      'n',
    ],
    [
      'a variable that a closure of a helper keeps',
      'function make() { const memo = []; return (x) => (memo.push(x), memo.length); } const g = make(); return { set: g, f: (x) => g(x) };',
      'memo',
    ],
    [
      'a helper',
      'let log = (x) => x; return { set: () => { log = (x) => x + 1; }, f: (x) => { log(x); return x; } };',
      'log',
    ],
    [
      'a class',
      'let C = class { a = 1; }; return { set: () => { C = class { a = 2; }; }, f: (x) => new C(x).a };',
      'C',
    ],
    [
      'an enum or namespace',
      'let E = { A: 0 }; return { set: (v) => { E = { A: v }; }, f: (x) => E.A + E["A"] + Object.keys(E).length };',
      'E',
    ],
    [
      'what a nested arrow captures',
      'let n = 0; return { set: (v) => { n = v; }, f: (x) => [x].map((y) => () => y + n) };',
      'n',
    ],
    [
      'what a method of a captured class captures',
      'let n = 0; class C { get() { return n; } } return { set: (v) => { n = v; }, f: () => new C().get() };',
      'n',
    ],
    [
      'a member',
      'const c = { rate: 1, debug: 0 }; return { set: (v) => { c.debug = v; }, f: (x) => x * c.rate + c.debug };',
      'c.debug',
    ],
    [
      'a member of what is read as a whole',
      'const c = { rate: 1, debug: 0 }; return { set: (v) => { c.debug = v; }, f: (x, k) => c[k] };',
      'c.debug',
    ],
    [
      'a member of an object with private fields',
      'class C { #a = 1; debug = 0; sum() { return this.#a; } } const c = new C(); return { set: (v) => { c.debug = v; }, f: (k) => c[k] };',
      'c.debug',
    ],
    [
      'a member of an object that holds something without content',
      'const c = { map: new WeakMap(), in: { n: 0, a: 1 } }; return { set: (v) => { c.in.n = v; }, f: (k) => c[k] };',
      'c.in.n',
    ],
    [
      'a member that a method reads',
      'const c = { n: 0, a: 1, next() { return this.a + this.n++; } }; return { set: () => c.next(), f: () => c.next() };',
      'c.n',
    ],
    ['a default that reads it', 'let n = 0; return { set: (v) => { n = v; }, f: (x, y = n) => x + y };', 'n'],
    [
      'a variable that has no value yet',
      'const f = () => late; let late; return { f, set: (v) => { late = v; } };',
      'late',
    ],
    ['what only a condition asks', 'let on; return { set: () => { on = {}; }, f: () => (on ? 1 : 2) };', 'on'],
  ])('does not count: %s', (_, code, name) => {
    expect(keysOf(code, [])).toBe('moved');
    expect(keysOf(code, [name])).toBe('same');
    expect(used.warned.filter((message) => message.includes('ignore'))).not.toContain(name);
  });

  test('leaves all else as it was', () => {
    const code = (n: string) =>
      `let n = 0, rate = 1; const help = (x) => x * rate; return { set: (v) => { ${n} = v; }, f: (x) => help(x) + n };`;
    expect(keysOf(code('rate'), ['n'], [2])).toBe('moved');
    expect(keysOf('const c = { a: 1, b: 1 }; return { set: (v) => { c.b = v; }, f: (k) => c[k] };', ['c.a'], [2])).toBe(
      'moved',
    );
    const key = (body: string) =>
      used.memory.cache(fromScript<Any>(`let l = []; return () => ${body};`), { name: 'f', ignore: ['l'] }).keyOf();
    expect(key('l.push(1)')).not.toBe(key('l.pop(1)'));
  });

  test('is the parameter of that name where there is one, and no variable of what it calls', () => {
    const code = 'let n = 0; const help = (x) => x + n; return { set: (v) => { n = v; }, f: (n) => help(n) };';
    const cached = used.memory.cache(fromScript<Made>(code).f, { name: 'f', ignore: ['n'] });
    expect(cached.keyOf(1)).toBe(cached.keyOf(2));
    expect(keysOf(code, ['n'])).toBe('moved');
  });

  test('may stand beside cacheKey, unless it is a parameter', () => {
    const code = 'let n = 0; return { set: (v) => { n = v; }, f: (x) => x + n };';
    expect(keysOf(code, ['n'], [1], { cacheKey: (x: number) => x })).toBe('same');
    expect(() => keysOf(code, ['x'], [1], { cacheKey: (x: number) => x })).toThrow(/`cacheKey` alone decides/);
  });

  test('costs a hit nothing', () => {
    const { f, set } = fromScript<Made>(
      'let n = 0; const rows = Array.from({ length: 1000 }, (_, i) => ({ i })); return { set: () => { n++; rows.push({ i: n }); }, f: () => rows.length + n };',
    );
    const cached = used.memory.cache(f, { name: 'f', ignore: ['n', 'rows'] });
    const key = cached.keyOf();
    set();
    expect(cached.keyOf()).toBe(key);
    expect(cached.explain().reasons.map(({ kind }) => kind)).toEqual(['never']);
  });

  test('is left out for those who call the cached function, too', () => {
    const code = 'let n = 0; return { set: (v) => { n = v; }, f: (x) => x + n };';
    const { f, set } = fromScript<Made>(code);
    const inner = used.memory.cache(f, { name: 'inner', ignore: ['n'] });
    const outer = used.memory.cache(fromScript<Any>('return (x) => inner(x) + 1;', { inner }), { name: 'outer' });
    const both = used.memory.cache(fromScript<Any>('return (x) => inner(x) + plain(x);', { inner, plain: f }), {
      name: 'both',
    });
    const before = [outer.keyOf(1), both.keyOf(1)];
    set(1);
    expect(outer.keyOf(1)).toBe(before[0]);
    expect(both.keyOf(1)).not.toBe(before[1]);
  });

  test('moves the key when it is added or taken away, and explain says why', () => {
    const { f } = fromScript<Made>('let n = 0; return { set: (v) => { n = v; }, f: (x) => x + n };');
    const counted = used.memory.cache(f, { name: 'f' });
    counted(1);
    const without = used.memory.cache(f, { name: 'f', ignore: ['n'] });
    expect(String(without.explain(1))).toMatch(/`n` is left out by `ignore` now/);
    without(1);
    counted.clear();
    without(1);
    expect(String(counted.explain(1))).toMatch(/`n` is no longer left out by `ignore`/);
  });
});

describe('a field that ignore names', () => {
  const Repo = (body: string) =>
    fromScript<new () => Record<string, any>>(
      `return class Repo { base = 1; cache = []; options = { debug: 0, rate: 1 }; ${body} };`,
    );
  test.each([
    ['load(n) { return (this.cache[n] ??= n + this.base); }', 'this.cache', (repo: any) => repo.cache.push(1)],
    ['load(k) { return this[k]; }', 'this.cache', (repo: any) => repo.cache.push(1)],
    [
      'load(n) { return n + this.options.rate + this.options.debug; }',
      'this.options.debug',
      (repo: any) => repo.options.debug++,
    ],
    ['load(k) { return this.options[k]; }', 'this.options.debug', (repo: any) => repo.options.debug++],
    [
      'load(n) { return this.help(n); } help(n) { return n + this.cache.length; }',
      'this.cache',
      (repo: any) => repo.cache.push(1),
    ],
    ['#n = 0; up() { this.#n++; } load() { return this.#n; }', 'this.#n', (repo: any) => repo.up()],
  ])('does not count: %s', (body, name, change) => {
    for (const ignore of [[], [name]]) {
      const repo = new (Repo(body))();
      const load = used.memory.cache(repo.load as Any, { name: 'load', ignore }).on(repo);
      const key = load.keyOf('base');
      change(repo);
      expect([ignore, load.keyOf('base') === key]).toEqual([ignore, ignore.length > 0]);
      repo.base = 2;
      repo.options.rate = 2;
    }
  });

  test('leaves the rest of an object that counts as a whole, private fields too', () => {
    const repo = new (Repo(
      '#secret = 1; set(v) { this.#secret = v; } get() { return this.#secret; } load(k) { return this[k]; }',
    ))();
    const load = used.memory.cache(repo.load as Any, { name: 'load', ignore: ['this.cache'] }).on(repo);
    const keys = [load.keyOf('base')];
    repo.cache.push(1);
    keys.push(load.keyOf('base'));
    repo.set(2);
    keys.push(load.keyOf('base'));
    expect(keys.map((key) => keys.indexOf(key))).toEqual([0, 0, 2]);
    expect(used.warned).toEqual([]);
  });

  test('does not count in an arrow function of a field, nor in its default', () => {
    const Field = fromScript<new (cache: Any) => any>(
      'return class { n = 0; rate = 1; constructor(cache) { this.load = cache((x, y = this.n) => x + y + this.n + this.rate); } };',
    );
    const made = new Field((fn: Any) => used.memory.cache(fn, { name: 'load', ignore: ['this.n'] }));
    const load = made.load.on(made);
    const keys = [load.keyOf(1)];
    made.n = 1;
    keys.push(load.keyOf(1));
    made.rate = 2;
    keys.push(load.keyOf(1));
    expect(keys.map((key) => keys.indexOf(key))).toEqual([0, 0, 2]);
  });

  test('leaves out no field of another object', () => {
    const Part = fromScript<new () => object>('return class Part { cache = []; get() { return this.cache.length; } };');
    const repo = Object.assign(new (Repo('load() { return this.part.get() + this.cache.length; }'))(), {
      part: new Part() as any,
    });
    const load = used.memory.cache(repo.load as Any, { name: 'load', ignore: ['this.cache'] }).on(repo);
    const key = load.keyOf();
    repo.cache.push(1);
    expect(load.keyOf()).toBe(key);
    repo.part.cache.push(1);
    expect(load.keyOf()).not.toBe(key);
  });
});

describe('what a function changes and ignore names', () => {
  test('is no side effect that it is told of', async () => {
    const code =
      'const memo = new Map(); let last = 0; return (x) => { memo.set(x, memo.size + last); last = x; return memo.get(x); };';
    for (const wrap of [fromScript<Any>(code), fromScript<Any>(code.replace('(x) =>', 'async (x) =>'))]) {
      const f = used.memory.cache(wrap, { name: 'f', ignore: ['memo', 'last'] });
      for (const x of [1, 2, 3, 1]) await f(x);
      expect(f.stats().entries).toBe(3);
      f.clear();
    }
    used.memory.cell('block', fromScript<Any>('let n; return () => { n = 1; return 1; };'), { ignore: ['n'] });
    expect(used.warned).toEqual([]);
  });

  test('is told by the word that leaves it out, also for what a closure keeps', () => {
    const word = (code: string, ...args: unknown[]): string => {
      const f = used.memory.cache(fromScript<Any>(code), { name: `f${used.warned.length}` });
      for (const x of [1, 2]) f(x, ...args);
      return /`ignore: (\[.*\])`/.exec(used.warned.at(-1) ?? '')?.[1] ?? 'none';
    };
    expect(word('const state = { n: 0, rows: [] }; return (x) => x + state.n++;')).toBe("['state.n']");
    expect(
      word(
        'const api = { client: new (class { n = 0; get() { return this.n++; } })() }; return () => api.client.get();',
      ),
    ).toBe("['api.client']");
    expect(word('function make() { let n = 0; return () => n++; } const next = make(); return () => next();')).toBe(
      "['n']",
    );
  });

  test('is told by the name under which a package is used that keeps it', async () => {
    const folder = join(used.folder, 'node_modules/limits');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "name": "limits", "version": "1.0.0" }');
    writeFileSync(
      join(folder, 'index.js'),
      'module.exports = () => { let active = 0; return async (work) => { active = active + 1; return work(active); }; };',
    );
    const slots = (createRequire(folder)('limits') as () => Any)();
    const page = fromScript<Any>('return async function page(id) { return slots(async () => id); };', { slots });
    const moving = used.memory.cache(page);
    for (const id of [1, 2]) await moving(id);
    expect(used.warned).toEqual([expect.stringContaining("`ignore: ['slots']`")]);
    const still = used.memory.cache(page, { ignore: ['slots'] });
    for (const id of [1, 2, 1, 2]) await still(id);
    expect(still.stats().hits).toBe(2);
  });
});
