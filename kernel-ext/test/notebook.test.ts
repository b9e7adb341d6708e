import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { useNotebook } from './support/notebook';

/** For what hangs; how fast a machine is does not matter. */
const PATIENCE_MS = 120_000;

const used = useNotebook();

describe('a cached function', () => {
  test('is computed once for each distinct argument, also after a restart', async () => {
    const cell = `
      function slow(x: number) { console.log('ran', x); return { x, big: 2n ** 70n, map: new Map([[x, undefined]]) }; }
      const f = memory.cache(slow);
      console.log(f(1), f(1), f(2));`;
    const first = await used.notebook.run(cell);
    expect(first.match(/ran/g)).toHaveLength(2);
    await used.notebook.restart();
    await used.openMemory();
    const second = await used.notebook.run(cell);
    expect(second).not.toContain('ran');
    expect(second).toBe(first.replace(/ran \d\n/g, ''));
  });

  test('runs once when calls differ only in an ignored parameter', async () => {
    const out = await used.notebook.run(`
      const my_func = memory.cache((x: number, { debug = false } = {}) => { console.log('ran'); return x; }, { ignore: ['debug'] });
      my_func(0); my_func(0, { debug: false }); my_func(0, { debug: true }); null;`);
    expect(out).toBe('ran');
  });

  test('stays synchronous or asynchronous', async () => {
    const out = await used.notebook.run(`
      const a = memory.cache(async (x: number) => { console.log('ran'); return x + 1; });
      const p = a(1);
      console.log(p instanceof Promise, await p, a(1) instanceof Promise, await a(1), await Promise.all([a(5), a(5)]));
      const s = memory.cache((x: number) => x + 1);
      console.log(s(1), s(1));`);
    expect(out).toBe('ran\nran\ntrue 2 true 2 [ 6, 6 ]\n2 2');
  });

  test('serves a pure function used inside a class', async () => {
    const out = await used.notebook.run(`
      function pure(x: number) { console.log('ran', x); return x * 2; }
      const cached = memory.cache(pure);
      class User { constructor(readonly n: number) {} twice() { return cached(this.n); } }
      console.log(new User(3).twice(), new User(3).twice(), new User(4).twice());`);
    expect(out).toBe('ran 3\nran 4\n6 6 8');
  });

  test('works as a method cached at instantiation', async () => {
    const out = await used.notebook.run(`
      class Model {
        constructor(readonly rate: number, readonly label: string) { this.compute = memory.cache(this.compute); }
        compute(x: number) { console.log('ran', this.rate, x); return this.rate * x; }
      }
      console.log(new Model(2, 'a').compute(3), new Model(2, 'b').compute(3), new Model(5, 'a').compute(3));`);
    expect(out).toBe('ran 2 3\nran 5 3\n6 6 15');
  });

  test('works as a method decorated at class definition', async () => {
    const out = await used.notebook.run(`
      class Model {
        constructor(readonly rate: number, readonly label: string) {}
        @memory.cache compute(x: number) { console.log('ran', this.rate, x); return this.rate * x; }
        @memory.cache({ ignore: ['debug'] }) other(x: number, debug = false) { console.log('other', x); return x; }
        @memory.cache static make(x: number) { console.log('make', x); return [x]; }
      }
      console.log(new Model(2, 'a').compute(3), new Model(2, 'b').compute(3), new Model(5, 'a').compute(3));
      console.log(new Model(1, '').other(1), new Model(1, '').other(1, true), Model.make(1), Model.make(1));
      console.log(memory.functions().map((f) => f.name).sort().join());`);
    expect(out).toBe(
      'ran 2 3\nran 5 3\n6 6 15\nother 1\nmake 1\n1 1 [ 1 ] [ 1 ]\nModel.compute,Model.make,Model.other',
    );
  });

  test('caches neither exceptions nor rejected promises', async () => {
    const out = await used.notebook.run(`
      const bad = memory.cache((x: number): number => { console.log('ran'); throw new RangeError('no ' + x); });
      for (let i = 0; i < 2; i++) try { bad(1); } catch (e) { console.log(String(e)); }
      const worse = memory.cache(async (x: number) => { console.log('async'); throw new Error('never'); });
      for (let i = 0; i < 2; i++) await worse(1).catch((e: Error) => console.log(e.message));
      console.log(bad.has(1), worse.has(1), memory.stats().entries);`);
    expect(out).toBe('ran\nRangeError: no 1\nran\nRangeError: no 1\nasync\nnever\nasync\nnever\nfalse false 0');
  });

  test('offers has, keyOf, delete, refresh, set and clear', async () => {
    const out = await used.notebook.run(`
      let n = 0;
      const f = memory.cache((x: number) => { console.log('ran'); return x; });
      const g = memory.cache((x: string) => x.length);
      g('abc');
      console.log(f.has(1), f(1), f.has(1), /^[0-9a-f]{64}$/.test(f.keyOf(1)), f.keyOf(1) === f.keyOf(2));
      console.log(f.refresh(1), f.delete(1), f.delete(1), f.has(1));
      f.set([7], 49);
      console.log(f(7), f.stats().entries, f.entries().map((e) => e.args), f.original(3));
      console.log(f.clear().entries, f.has(7), g.has('abc'), memory.clear().entries, g.has('abc'), memory.stats().entries);`);
    expect(out.split('\n')).toEqual([
      'ran',
      'false 1 true true false',
      'ran',
      '1 true false false',
      'ran',
      "49 1 [ '7' ] 3",
      '1 false true 1 false 0',
    ]);
  });

  test('counts hits, misses and sizes per function', async () => {
    const out = await used.notebook.run(`
      const f = memory.cache((x: number) => new Float64Array(x));
      f(10); f(10); f(10); f(20);
      const { name, entries, hits, misses, bytes } = memory.functions()[0]!;
      console.log(name, entries, hits, misses, bytes > 240, memory.stats().hits);`);
    expect(out).toBe('f 2 2 2 true 2');
  });
});

describe('a cached method', () => {
  test('has typed controls for one object', async () => {
    const out = await used.notebook.run(`
      class Model { constructor(readonly rate: number) {} @memory.cache growth(x: number) { return this.rate * x; } }
      const model = new Model(2);
      model.growth(3);
      console.log(memory.method(model, 'growth').has(3), memory.method(new Model(9), 'growth').has(3));
      try { memory.method(new Map(), 'get'); } catch (e) { console.log((e as Error).message); }`);
    expect(out).toBe('true false\nget is not a cached method of this object. Decorate it with @memory.cache.');
  });

  test('is computed again when a method that it calls by super changes', async () => {
    const base = (k: number) => `class Base { k() { return ${k}; } }`;
    const derived = `class Derived extends Base { @memory.cache run(x: number) { return super.k() + x; } }`;
    const outputs: string[] = [];
    for (const k of [1, 3, 1]) {
      await used.notebook.run(base(k));
      await used.notebook.run(derived);
      outputs.push(
        await used.notebook.run('console.log(memory.method(new Derived(), "run").has(2), new Derived().run(2))'),
      );
    }
    expect(outputs).toEqual(['false 3', 'false 5', 'true 3']);
  });
});

describe('a cached function called by another', () => {
  test('counts with the version and the dependencies that its options declare', async () => {
    const out = await used.notebook.run(`
      import { writeFileSync } from 'node:fs';
      writeFileSync('declared.csv', 'a');
      let unit = 'kg';
      const inner = memory.cache((x: number) => x, { dependsOn: [file('declared.csv'), () => unit] });
      const outer = memory.cache((x: number) => { console.log('ran'); return inner(x); });
      const over = memory.cache((call: (x: number) => number) => { console.log('ran over'); return call(1); });
      class Part { @memory.cache({ dependsOn: [() => unit] }) run() { return 1; } }
      const made = memory.cache(() => { console.log('ran made'); return new Part().run(); });
      const all = () => { outer(1); over(inner); made(); };
      all(); all();
      console.log('file'); writeFileSync('declared.csv', 'b'); all();
      console.log('unit'); unit = 'g'; all();
      const versioned = (version: number) => memory.cache((x: number) => x, { name: 'versioned', version });
      over(versioned(1)); over(versioned(1)); over(versioned(2));`);
    expect(out.replace(/\n\d$/, '').split('\n')).toEqual([
      ...['ran', 'ran over', 'ran made', 'file', 'ran', 'ran over', 'unit', 'ran', 'ran over', 'ran made'],
      ...['ran over', 'ran over'],
    ]);
  });
});

describe('a result that took time', () => {
  const sleep = 'const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));';

  test('is not stored when others changed meanwhile what it reads', async () => {
    const { stdout, stderr } = await used.notebook.execute(`${sleep}
      let rate = 1;
      const f = memory.cache(async (x: number) => { await sleep(1); return x * rate; });
      const pending = f(1); rate = 2; console.log(await pending);
      rate = 1; console.log(f.has(1), await f(1), f.has(1));
      const size = memory.cache(async (rows: number[]) => { await sleep(1); return rows.length; });
      const rows = [1]; const sizes = size(rows); rows.push(2);
      console.log(await sizes, await size([1]));`);
    expect(stdout.trim().split('\n')).toEqual(['2', 'false 1 true', '2 1']);
    expect(stderr).toMatch(
      /result of f is not cached: \`rate\` changed while[^]*result of size is not cached: \`rows\`/,
    );
  });

  test('is stored when an object with methods, of a package or not, changed itself', async () => {
    // Not beside the notebook, where tslab would begin to watch it.
    const folder = mkdtempSync(join(tmpdir(), 'tslab-memory-test-'));
    const client = join(folder, 'node_modules', 'some-client', 'index.js');
    mkdirSync(dirname(client), { recursive: true });
    writeFileSync(client, 'exports.Client = class { requests = 0; async get(x) { this.requests += 1; return x; } };');
    const { stdout, stderr } = await used.notebook.execute(`
      const { Client } = require('${client}');
      const client = new Client();
      class Limit { running = 0; async run<T>(f: () => Promise<T>) { this.running++; return f(); } }
      const through = (limit: Limit, id: number) => limit.run(async () => id);
      const captured = memory.cache((id: number) => client.get(id));
      const given = memory.cache((by: any, id: number) => by instanceof Limit ? through(by, id) : by.get(id));
      class Source { client = new Client(); @memory.cache load(id: number) { return this.client.get(id); } }
      const limit = new Limit(), other = memory.cache(async (id: number) => through(limit, id));
      await captured(1); await given(client, 1); await given(new Limit(), 1); await new Source().load(1); await other(1);
      console.log(memory.stats().entries);`);
    rmSync(folder, { recursive: true });
    expect([stdout.trim(), stderr]).toEqual(['5', '']);
  });

  test('is stored when the function itself changed what it reads', async () => {
    const out = await used.notebook.run(`${sleep}
      let token: string | undefined; const seen = new Map<number, number>();
      async function login() { if (!token) token = await sleep(1).then(() => 't'); return token; }
      const f = memory.cache(async (x: number, at = Math.random()) => {
        if (!seen.has(x)) seen.set(x, 1);
        return (await login()) + x;
      });
      class Model { rows = [1]; @memory.cache async load() { await sleep(1); this.rows.push(2); return this.rows.length; } }
      await f(1); await new Model().load();
      console.log(memory.stats().entries);`);
    expect(out).toBe('2');
  });
});

describe('an asynchronous function with ignored arguments', () => {
  test('tries again by calling itself, and does not hand on that another caller has given up', async () => {
    const out = await used.notebook.run(`
      const load: (url: string, options?: { attempt?: number; signal?: AbortSignal }) => Promise<string> = memory.cache(
        async (url: string, { attempt = 0, signal }: { attempt?: number; signal?: AbortSignal } = {}) => {
          console.log('ran', url, attempt);
          await new Promise((resolve) => setTimeout(resolve, 1));
          signal?.throwIfAborted();
          return attempt < 1 ? load(url, { attempt: attempt + 1, signal: signal }) : url;
        }, { ignore: ['attempt', 'signal'] });
      console.log(await load('a'), await load('a'));
      const signal = AbortSignal.abort();
      const [first, second] = await Promise.allSettled([load('b', { signal: signal }), load('b')]);
      console.log(first!.status, second!.status);`);
    expect(out.split('\n')).toEqual([
      ...['ran a 0', 'ran a 1', 'a a'],
      ...['ran b 0', 'ran b 0', 'ran b 1', 'rejected fulfilled'],
    ]);
  });
});

describe('a call that is stuck', () => {
  test('is computed anew after an interrupt', async () => {
    await used.notebook.run(`
      import { existsSync, writeFileSync } from 'node:fs';
      const load = memory.cache(async (url: string) => {
        if (!existsSync('stuck')) { writeFileSync('stuck', ''); await new Promise(() => {}); }
        return url;
      });`);
    const stuck = used.notebook.execute(`await load('a')`);
    await expect.poll(() => existsSync(join(used.notebook.folder, 'stuck')), { timeout: PATIENCE_MS }).toBe(true);
    process.kill(used.notebook.pid, 'SIGINT');
    expect((await stuck).status).toBe('error');
    // tslab refuses cells for a moment after an error.
    await expect
      .poll(async () => (await used.notebook.execute(`console.log(await load('a'))`)).stdout, { timeout: PATIENCE_MS })
      .toBe('a\n');
  });
});

describe('a miss', () => {
  test('is explained by what differs from the nearest stored call', async () => {
    await used.notebook.run(`
      let rate = 0.02;
      const helper = (x: number) =>
        x * 2;
      const grow = memory.cache((symbol: string, start: string) => symbol.length * rate + helper(start.length));
      const setRate = (r: number) => { rate = r; };
      grow('AAPL', '2024-01-01');`);
    const argument = await used.notebook.run(
      `console.log(String(grow.explain('AAPL', '2024-02-01')), grow.explain('AAPL', '2024-01-01').hit)`,
    );
    expect(argument).toContain("argument 2 (\`start\`): '2024-01-01' -> '2024-02-01'");
    expect(argument).toMatch(/ true$/);
    const captured = await used.notebook.run(`setRate(0.03); console.log(grow.explain('AAPL', '2024-01-01'))`);
    expect(captured).toContain('captured \`rate\`: 0.02 -> 0.03');
  });

  test('names the changed line of a helper', async () => {
    const cell = (factor: number) => `function double(x: number) {\n  return x * ${factor};\n}`;
    await used.notebook.run(cell(2));
    await used.notebook.run('const f = memory.cache((x: number) => double(x)); f(4);');
    await used.notebook.run(cell(3));
    const out = await used.notebook.run('console.log(String(f.explain(4)))');
    expect(out).toContain('\`double\` changed: line 2 \`x * 2\` -> \`x * 3\`');
  });

  test('is explained in the store, for the panel', async () => {
    await used.notebook.run(`const f = memory.cache((x: number) => x); f(1); f(2);`);
    const db = new Database(join(used.notebook.folder, used.store, 'cache.sqlite'), { readonly: true });
    const lastMiss = () => db.prepare('SELECT last_miss FROM functions').pluck().get() as string | null;
    await expect.poll(lastMiss, { timeout: PATIENCE_MS }).not.toBeNull();
    expect(JSON.parse(lastMiss()!)).toMatchObject({
      args: '2',
      reasons: [{ kind: 'argument', before: '1', after: '2' }],
    });
    db.close();
  });

  test('tells that the results were cleared, also in the store', async () => {
    await used.notebook.run(`const f = memory.cache((x: number) => x); f(1); f.clear();`);
    expect(await used.notebook.run('console.log(String(f.explain(1)))')).toMatch(/were cleared (just now|.* ago)/);
    await used.notebook.run('f(1)');
    const db = new Database(join(used.notebook.folder, used.store, 'cache.sqlite'), { readonly: true });
    const lastMiss = () => db.prepare('SELECT last_miss FROM functions').pluck().get() as string | null;
    await expect.poll(lastMiss, { timeout: PATIENCE_MS }).toContain('"kind":"cleared"');
    db.close();
  });

  test('renders as HTML when it is the last expression of a cell', async () => {
    await used.notebook.run(`const f = memory.cache((x: string) => x); f('<a>');`);
    const { displays, stdout } = await used.notebook.execute(`f.explain('<b>')`);
    expect(stdout.trim()).toBe('');
    expect(displays[0]!['text/html']).toContain('&#60;b&#62;');
    const report = await used.notebook.execute('memory.report()');
    expect(report.displays[0]!['text/html']).toMatch(/^<table.*<td>f<\/td><td>1<\/td>/);
    expect(await used.notebook.run('console.log(memory.report())')).toMatch(/^function +entries +size/);
  });
});

describe('conditions on a result', () => {
  test('ttl, validate and shouldCache', async () => {
    const out = await used.notebook.run(`
      const short = memory.cache((x: number) => { console.log('short'); return x; }, { ttl: 1 });
      short(1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      short(1);
      let valid = false;
      const checked = memory.cache((x: number) => { console.log('checked'); return x; }, { validate: ({ durationMs }) => valid && durationMs >= 0 });
      checked(1); checked(1);
      valid = true;
      checked(1);
      const odd = memory.cache((x: number) => { console.log('odd', x); return x; }, { shouldCache: (result) => result % 2 === 1 });
      odd(1); odd(1); odd(2); odd(2);
      null;`);
    expect(out).toBe('short\nshort\nchecked\nchecked\nodd 1\nodd 2\nodd 2');
  });
});
