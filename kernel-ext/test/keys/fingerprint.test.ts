import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCells, type Cells } from './support/cells';

let cells: Cells;
beforeAll(() => {
  cells = openCells();
});
afterAll(() => cells.close());

/** Numbers the keys by first appearance: `[0, 0, 1]` says that the third differs from the first two. */
async function pattern(source: readonly string[], files?: Record<string, string>): Promise<number[]> {
  const { keys } = await cells.run(source, files);
  return keys.map((key) => [...new Set(keys)].indexOf(key));
}

describe('names', () => {
  test('a name declared anew in a later cell changes what reads the new one and nothing else', async () => {
    expect(
      await pattern([
        'const K = 1; const f = (x: number) => x * K;',
        'const g = (x: number) => x * K; key(f); key(g);',
        'const K = 2; key(f); key(g);',
        'const K = 1; key(f); key(g);',
      ]),
    ).toEqual([0, 0, 0, 1, 0, 0]);
  });

  test('running a cell again gives the same key', async () => {
    const cell =
      'class P { k = 1; m() { return this.k; } } const h = (x: number) => new P().m() + x; const f = (x: number) => h(x); key(f);';
    expect(await pattern([cell, cell, 'key(f);'])).toEqual([0, 0, 0]);
  });

  test('names of helpers, of captured variables and of local variables are no content', async () => {
    expect(
      await pattern([
        'const rate = 2; function helper(x: number) { const y = x * rate; return y; } const f = (x: number) => helper(x); key(f);',
        'const other = 2; function assist(z: number) { const w = z * other; return w; } const f = (a: number) => assist(a); key(f);',
      ]),
    ).toEqual([0, 0]);
  });

  test('a name that code can see counts', async () => {
    expect(
      await pattern([
        'function helper() {} const f = () => helper.name; key(f);',
        'function other() {} const f = () => other.name; key(f);',
        'class A {} const g = () => new A(); key(g);',
        'class B {} const g = () => new B(); key(g);',
      ]),
    ).toEqual([0, 1, 2, 3]);
  });
});

describe('captured state that changes', () => {
  test('is seen by the next call: variables, members, contents', async () => {
    expect(
      await pattern([
        `let rate = 1; const list = [1]; const config: any = { deep: { low: 1 }, unread: 1 }; const prices = new Map([[1, { z: 1 }]]);
         const f = (x: number) => [x * rate, list, config.deep.low, prices.get(1)];
         key(f); key(f);
         rate = 2; key(f);
         rate = 1; key(f);
         list.push(2); key(f);
         list.pop(); config.deep = { low: 3 }; key(f);
         config.deep.low = 1; config.unread = 9; key(f);
         prices.get(1)!.z = 2; key(f);`,
      ]),
    ).toEqual([0, 0, 1, 0, 2, 3, 0, 4]);
  });

  test('is seen through helpers and through the closures of functions that were returned', async () => {
    expect(
      await pattern([
        `function counter() { let n = 0; return { up: () => { n += 1; }, f: (x: number) => x + n }; }
         const c = counter(); const inner = () => c.f(1); const f = () => inner();
         key(f); c.up(); key(f); key(f);`,
      ]),
    ).toEqual([0, 1, 1]);
  });

  test('a variable that gets its value after the function was wrapped', async () => {
    expect(
      await pattern([
        'const f = () => late; const early = () => key(f); try { early(); } catch {}; const late = 1; key(f);',
      ]),
    ).toEqual([0, 1]);
  });

  test('a helper that is replaced in the cell, and one that is replaced on an object', async () => {
    expect(
      await pattern([
        `let helper = (x: number) => x + 1; const api = { go: (x: number) => x }; const f = (x: number) => helper(x) + api.go(x); key(f);
         helper = (x: number) => x + 2; key(f);
         helper = (x: number) => x + 1; key(f);
         api.go = (x) => x * 2; key(f);`,
      ]),
    ).toEqual([0, 1, 0, 2]);
  });
});

describe('modules', () => {
  const deep = (k: number) => `export function deep(x: number) { return x * ${k}; }\nexport let unread = ${k};\n`;

  test('code of local modules is followed, whichever way it is imported', async () => {
    const files = {
      'deep1.ts': deep(1),
      'top.ts': `import { deep } from './deep1';\nexport const K = 3;\nexport default function top(x: number) { return deep(x) + K; }\n`,
    };
    expect(
      await pattern(
        [
          `import top, { K } from './top'; const f = (x: number) => top(x) + K; key(f);`,
          `const f = (x: number) => top(x) + K; key(f);`,
          `import * as whole from './top'; const f = (x: number) => whole.default(x) + whole.K; key(f);`,
          `const K = 3; const deep = (x: number) => x * 1; function top(x: number) { return inner(x) + K; } function inner(x: number) { return x * 1; } const f = (x: number) => top(x) + K; key(f);`,
        ],
        files,
      ),
    ).toEqual([0, 0, 0, 0]);
  });

  test('a change at depth is seen, a change of what is not read is not', async () => {
    const using = (name: string) => `import { deep } from './${name}'; const f = (x: number) => deep(x); key(f);`;
    const files = {
      'deep2.ts': deep(2),
      'deep3.ts': deep(3),
      'deep4.ts': `// Note\n${deep(2).replace('unread = 2', 'unread = 5')}`,
    };
    expect(await pattern([using('deep2'), using('deep3'), using('deep4')], files)).toEqual([0, 1, 0]);
  });

  test('@module cells are followed as code', async () => {
    const module = (k: number) => `/** @module lib${k % 10} */\nexport function g(x: number) { return x * ${k}; }`;
    const using = (k: number) => `import { g } from './lib${k % 10}'; const f = (x: number) => g(x); key(f);`;
    expect(await pattern([module(1), using(1), module(2), using(2)])).toEqual([0, 1]);
  });

  test('modules that the code imports when it runs are followed', async () => {
    const using = (name: string) => `const f = async (x: number) => (await import('./${name}')).deep(x); key(f);`;
    expect(await pattern([using('deep5'), using('deep6')], { 'deep5.ts': deep(5), 'deep6.ts': deep(6) })).toEqual([
      0, 1,
    ]);
  });

  test('a package counts by name and version, and by which of its functions is used', async () => {
    const install = (version: string, body: string) => {
      const folder = join(cells.folder, 'node_modules', `pack${version[0]}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(
        join(folder, 'package.json'),
        JSON.stringify({ name: 'pack', version, main: 'index.js', types: 'index.d.ts' }),
      );
      writeFileSync(join(folder, 'index.js'), body);
      writeFileSync(
        join(folder, 'index.d.ts'),
        'export function one(x: number): number; export function two(x: number): number; export function make(n: number): (x: number) => number;',
      );
    };
    const body = (k: number) =>
      `const make = (n) => (x) => x + n;\nmodule.exports = { one: (x) => x + ${k}, two: (x) => x, make };`;
    install('1.0.0', body(1));
    install('2.0.0', body(1));
    install('3.0.0', body(7));
    expect(
      await pattern([
        `import { one } from 'pack1'; import * as all from 'pack1'; const f = (x: number) => one(x); key(f); const g = (x: number) => all.one(x); key(g);
         const h = (x: number) => all.two(x); key(h); const add = all.make(1), more = all.make(2); const i = (x: number) => add(x); key(i); const j = (x: number) => more(x); key(j);`,
        `import { one } from 'pack2'; const f = (x: number) => one(x); key(f);`,
      ]),
    ).toEqual([0, 0, 1, 2, 3, 4]);
  });

  test('built-ins count by name, and a function put in their place by its code', async () => {
    expect(
      await pattern([
        `import { basename } from 'path'; import * as path from 'path'; const f = (x: string) => basename(x); const g = (x: string) => path.basename(x); key(f); key(g);
         const h = (x: number) => Math.max(x, 1); key(h); const { max } = Math; const i = (x: number) => max(x, 1); key(i);
         const saved = Math.max; Math.max = () => 5; key(h); Math.max = saved; key(h);`,
      ]),
    ).toEqual([0, 0, 1, 1, 2, 1]);
  });
});

describe('what cannot be seen', () => {
  test('is named in one warning with the remedy, and counts by name', async () => {
    const { keys, warnings } = await cells.run([
      `const seen = new WeakMap<object, number>(); const f = (x: object) => seen.get(x); key(f); seen.set({}, 1); key(f);`,
    ]);
    expect(new Set(keys).size).toBe(1);
    expect(warnings[0]).toMatch(/^f reads `seen`, which is a WeakMap.*dependsOn.*version/);
  });

  test('is not mentioned when the person has said what matters', async () => {
    const { keys, warnings } = await cells.run([
      `const seen = new WeakMap<object, number>(); const f = (x: object) => seen.get(x);
       key(f, undefined, [], { version: 1 }); key(f, undefined, [], { version: 2 }); key(f, undefined, [], { dependsOn: ['v1'] });`,
    ]);
    expect(new Set(keys).size).toBe(3);
    expect(warnings).toEqual([]);
  });

  test('a module that is imported by a computed name is pointed out', async () => {
    const { warnings } = await cells.run(['const f = async (name: string) => import("./" + name); key(f);']);
    expect(warnings.join()).toContain('`require`, which loads a module whose name is not written out');
  });

  test('eval is pointed out', async () => {
    const { warnings } = await cells.run(['const f = (x: string) => eval(x); key(f);']);
    expect(warnings.join()).toContain('`eval`');
  });
});

describe('invalidateOn', () => {
  const cell = (k: number, body: string, policy: string) =>
    `const helper = (x: number) => x * ${k}; const f = (x: number) => helper(x)${body}; key(f, undefined, [1], { invalidateOn: '${policy}' });`;

  test("'source' counts the own code only, 'never' nothing of it", async () => {
    const edits = (policy: string) => pattern([cell(1, '', policy), cell(2, '', policy), cell(2, '+ 1', policy)]);
    expect(await edits('dependencies')).toEqual([0, 1, 2]);
    expect(await edits('source')).toEqual([0, 0, 1]);
    expect(await edits('never')).toEqual([0, 0, 0]);
  });

  test.each(['source', 'never'])("'%s' tells the objects apart on which a method is called", async (policy) => {
    const objects = (
      k: number,
    ) => `class Model { constructor(readonly rate: number, readonly label: string) {} scale(x: number) { return x * this.rate + ${k}; } run(x: number) { return this.scale(x); } }
      for (const model of [new Model(1, 'a'), new Model(1, 'b'), new Model(2, 'a')]) key(Model.prototype.run, model, [1], { invalidateOn: '${policy}' });`;
    expect(await pattern([objects(1), objects(2)])).toEqual([0, 0, 1, 0, 0, 1]);
  });
});

describe('dependsOn', () => {
  test('functions by their code, values by content, files by content', async () => {
    writeFileSync(join(cells.folder, 'data.csv'), 'a');
    const { file } = await import('../../src/keys/depends-on');
    Object.assign(globalThis, { file, writeFileSync });
    expect(
      await pattern([
        `const f = (x: number) => x; let rate = 1; const other = () => rate; const options = { a: 1 };
         const file = (globalThis as any).file, write = (globalThis as any).writeFileSync; const data = file('data.csv');
         const dependsOn = [other, options, data]; const go = () => key(f, undefined, [], { dependsOn });
         go(); go(); rate = 2; go(); rate = 1; options.a = 2; go(); options.a = 1; write('data.csv', 'b'); go(); write('data.csv', 'a'); go();`,
      ]),
    ).toEqual([0, 0, 1, 2, 3, 0]);
  });

  test('a dependency without content is refused when the function is wrapped', async () => {
    await expect(cells.run([`key((x: number) => x, undefined, [], { dependsOn: [new WeakMap()] });`])).rejects.toThrow(
      'dependsOn[0]',
    );
  });
});
