import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startKernel } from './support/kernel';
import { useNotebook } from './support/notebook';

const used = useNotebook();

describe('two kernels', () => {
  test('compute a call once, and take over when the other dies', async () => {
    const cells = (tag: string) => `
      import { appendFileSync, existsSync } from 'fs';
      const slow = memory.cache(async (x: number) => {
        appendFileSync('runs.txt', x + ' ');
        await new Promise((resolve) => setTimeout(resolve, existsSync('hang') ? 600_000 : 1500));
        return x;
      }, { dependsOn: [] });
      console.log('${tag}', await slow(1));`;
    const other = await startKernel({
      cwd: used.notebook.folder,
      env: { TSLAB_MEMORY_DATA_DIR: join(used.notebook.folder, 'data') },
    });
    try {
      await other.run(
        `import { Memory } from 'tslab-memory';\nconst memory = new Memory({ location: '${used.store}' });`,
      );
      const both = await Promise.all([used.notebook.run(cells('a')), other.run(cells('b'))]);
      expect(both).toEqual(['a 1', 'b 1']);
      expect(readFileSync(join(used.notebook.folder, 'runs.txt'), 'utf8')).toBe('1 ');
      writeFileSync(join(used.notebook.folder, 'hang'), '');
      const hanging = other.execute('await slow(2);').catch(() => 'died');
      while (!readFileSync(join(used.notebook.folder, 'runs.txt'), 'utf8').includes('2'))
        await new Promise((resolve) => setTimeout(resolve, 20));
      rmSync(join(used.notebook.folder, 'hang'));
      other.kill();
      expect(await hanging).toBe('died');
      expect(await used.notebook.run('console.log(await slow(2))')).toBe('2');
    } finally {
      await other.close();
    }
  });
});

describe('a memory', () => {
  test('with location null caches nothing', async () => {
    const out = await used.notebook.run(`
      const off = new Memory({ location: null });
      const f = off.cache((x: number) => { console.log('ran'); return x; });
      console.log(f(1), f(1), f.has(1), off.stats().entries, off.clear());`);
    expect(out).toBe('ran\nran\n1 1 false 0 { entries: 0, bytes: 0 }');
  });

  test('clears the functions that are named, also ones that no cell defines any more', async () => {
    await used.notebook.run(`
      const kept = memory.cache(function kept(x: number) { return x; }), gone = memory.cache(function gone(x: number) { return x; });
      kept(1); gone(1); gone(2);`);
    await used.notebook.restart();
    await used.openMemory();
    const out = await used.notebook.run(`
      console.log(JSON.stringify(memory.clear({ functions: ['gone'] })).replace(/"bytes":\\d+/, ''));
      console.log(memory.functions().map((f) => f.name + ' ' + f.entries).sort().join());
      try { memory.clear({ functions: ['kept', 'nothing'] }); } catch (error) { console.log((error as Error).message); }
      try { memory.clear('kept' as any); } catch (error) { console.log((error as Error).message); }`);
    expect(out.split('\n')).toEqual([
      '{"entries":2,}',
      'gone 0,kept 1',
      'The store has no function nothing. It has: gone, kept.',
      "memory.clear(options) takes an object of options, not 'kept'.",
    ]);
  });

  test('caches a cached function as the function it was made of, so that nothing is stored twice', async () => {
    const out = await used.notebook.run(`
      const once = memory.cache(function once(x: number) { return x; });
      const again = memory.cache(once, { ignore: ['x'] });
      console.log(again(1), again(2), once.stats().entries, again.original === once.original);`);
    expect(out).toBe('1 1 1 true');
  });

  test('gives the cached form the properties and the source of the function', async () => {
    const out = await used.notebook.run(`
      const own = Object.assign(function own(x: number) { return x; }, { unit: 'm', has: 'taken' });
      const cached = memory.cache(own);
      console.log(cached.unit, typeof cached.has, cached.name, cached.length, String(cached) === String(own));`);
    expect(out).toBe('m function own 1 true');
  });

  test('shelves references that load when they are read', async () => {
    const out = await used.notebook.run(`
      const big = memory.cache((n: number) => { console.log('ran'); return new Float64Array(n).fill(n); });
      const ref = big.shelve(1000);
      const holder = memory.cache((n: number) => ({ table: big.shelve(n), n }));
      holder(1000);
      console.log(ref.get()[0], holder(1000).table.get().length, ref.delete());
      try { ref.get(); } catch (e) { console.log((e as Error).name); }`);
    expect(out).toBe('ran\n1000 1000 true\nStoreError');
  });

  test('tells with verbose: 1 in one line per function what it did', async () => {
    const out = await used.notebook.run(`
      const f = memory.cache((x: number) => x, { verbose: 1 });
      const quiet = memory.cache((x: number) => x + 1);
      for (let i = 0; i < 10; i++) { f(i % 2); quiet(i); }
      await new Promise((resolve) => setTimeout(resolve, 200));`);
    expect(out).toMatch(/^f: 8 hits, saved \d+ ms; 2 computed in \d+ ms$/);
  });

  test('replays printed output when asked to', async () => {
    const out = await used.notebook.run(`
      const f = memory.cache(async (x: number) => { console.log('step', x); await null; console.log('done'); return x; }, { replayOutput: true });
      await f(1); console.log('--'); await f(1); null;`);
    expect(out).toBe('step 1\ndone\n--\nstep 1\ndone');
  });

  test('runs a block once as a cached cell', async () => {
    const cell = `
      const base = 20;
      const { rows, total } = memory.cell('load', () => { console.log('ran'); const rows = [base, 2]; return { rows, total: 22 }; });
      console.log(rows, total);`;
    expect(await used.notebook.run(cell)).toBe('ran\n[ 20, 2 ] 22');
    expect(await used.notebook.run(cell)).toBe('[ 20, 2 ] 22');
    expect(await used.notebook.run(cell.replace('= 20', '= 21'))).toBe('ran\n[ 21, 2 ] 22');
  });

  test('replays what an asynchronous cell printed', async () => {
    const cell = `const data = await memory.cell('fetch', async () => { console.log('step'); await null; return [1]; }, { replayOutput: true });
      console.log(data, memory.entries({ function: 'fetch' }).length);`;
    expect(await used.notebook.run(cell)).toBe('step\n[ 1 ] 1');
    expect(await used.notebook.run(cell)).toBe('step\n[ 1 ] 1');
    expect(await used.notebook.run('console.log(memory.stats().hits)')).toBe('1');
  });
});

describe('what a function does besides giving a result', () => {
  test('is told once, with the remedy', async () => {
    const { stdout, stderr } = await used.notebook.execute(`
      let frame: number[] = [];
      memory.cell('fill', () => { frame = [1]; });
      const memo = new Map<number, number>();
      const slow = memory.cache((x: number) => { if (!memo.has(x)) memo.set(x, x * 2); return memo.get(x)!; });
      const smallest = memory.cache((xs: number[]) => xs.sort()[0]);
      let count = 0;
      const counted = memory.cache((x: number) => { count++; return x; });
      for (const x of [1, 2, 3]) { slow(x); smallest([x, 0]); counted(x); }
      console.log(frame);`);
    expect(stdout.trim()).toBe('[ 1 ]');
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/The cell fill changes `frame`, .*Return it instead/),
      expect.stringMatching(/smallest changes its argument `xs`, .*Change a copy/),
      expect.stringMatching(/slow changes `memo`, which it reads as well, .*leave it out: `ignore: \['memo'\]`/),
    ]);
  });
});

describe('misuse and faults', () => {
  test('a shouldCache that throws loses no result', async () => {
    const { stdout, stderr } = await used.notebook.execute(`
      const f = memory.cache((x: number) => x, { shouldCache: () => { throw new Error('oops'); } });
      console.log(f(1), f(1));`);
    expect(stdout.trim()).toBe('1 1');
    expect(stderr.match(/oops/g)).toHaveLength(1);
  });

  test('are named in words', async () => {
    const out = await used.notebook.run(`
      const says = (action: () => unknown) => { try { action(); console.log('no error'); } catch (e) { console.log((e as Error).name + ': ' + (e as Error).message); } };
      const any = memory as any;
      says(() => any.cache(42));
      says(() => any.cache((x: number) => x, { ignored: ['x'] }));
      says(() => any.cache((x: number) => x, { ignore: ['y'] }));
      says(() => any.cache((x: number) => x, { ignore: 'x' }));
      says(() => new Memory({ location: '/proc/nowhere' }));
      says(() => any.cache((x: object) => x)(new WeakMap()));
      says(() => any.cache(class A {}));
      says(() => any.cache((x: number) => x, { ttl: '1 fortnight' }));`);
    const lines = out.split('\n');
    expect(lines[0]).toMatch(/^UsageError: memory\.cache takes a function, not 42/);
    expect(lines[1]).toMatch(/^UsageError: .*unknown option "ignored"\. Known options: name, /);
    expect(lines[2]).toMatch(/^UsageError: .*\by\b.*\bx\b/);
    expect(lines[3]).toMatch(/^UsageError: .*"ignore" must be an array of strings, not 'x'/);
    expect(lines[4]).toMatch(/^UsageError: The location '\/proc\/nowhere' cannot be used/);
    expect(lines[5]).toMatch(/^UnhashableArgumentError: .*`x`/);
    expect(lines[6]).toMatch(/^UsageError: .*class A/);
    expect(lines[7]).toMatch(/^UsageError: .*option "ttl" must be .* like '30d', not '1 fortnight'/);
  });

  test('a result that cannot be stored is returned with one warning that names the member', async () => {
    const { stdout, stderr } = await used.notebook.execute(`
      const f = memory.cache((x: number) => ({ x, run: () => x }));
      console.log(f(1).run(), f(1).run());`);
    expect(stdout.trim()).toBe('1 1');
    expect(stderr.match(/tslab-memory:/g)).toHaveLength(1);
    expect(stderr).toContain('`result.run`');
  });
});
