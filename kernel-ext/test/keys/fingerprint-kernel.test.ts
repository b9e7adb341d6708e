import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNotebook } from '../support/notebook';

let notebook: Awaited<ReturnType<typeof startNotebook>>;
beforeAll(async () => {
  notebook = await startNotebook();
  writeFileSync(
    join(notebook.folder, 'steps.ts'),
    'export const K = 3;\nexport function step(x: number) { return x + K; }\n',
  );
});
afterAll(() => notebook.close());

const base = `import { memory } from 'tslab-memory';
import { step } from './steps';
enum Unit { Kilo = 1000 }
const rate = 2;
const config = { limits: { low: 1 }, label: 'a' };
function helper(x: number) { return step(x) * rate; }
class Model {
  #bias = 4;
  static factor = 5;
  constructor(public weight: number, public note: string) {}
  private scale(x: number) { return x * this.weight + this.#bias; }
  @memory.cache run(x: number) { console.log('ran run'); return this.scale(x) * Model.factor; }
}
const f = memory.cache(async (x: number, { digits = 2, debug = false } = {}) => {
  console.log('ran f');
  return helper(x) + config.limits.low + Unit.Kilo + digits;
}, { ignore: ['debug'] });
await f(1); new Model(2, 'n').run(3);`;

/** What ran when the cell was run with a change. */
async function ran(find: string, replacement: string): Promise<string> {
  expect(base).toContain(find);
  return notebook.run(base.replace(find, replacement));
}

test('edits in a real notebook: what changes a result runs again, what does not is a hit', async () => {
  expect(await notebook.run(base)).toMatch(/ran f\n(.*\n)*ran run/);
  const f = 'ran f';
  const run = 'ran run';
  const edits: [string, string, string[]][] = [
    ['const rate = 2', 'const rate = 3', [f]],
    ['step(x) * rate', 'step(x) - rate', [f]],
    ['low: 1', 'low: 2', [f]],
    ['Kilo = 1000', 'Kilo = 1024', [f]],
    ['digits = 2', 'digits = 3', [f]],
    ["label: 'a'", "label: 'b'", []],
    ['#bias = 4', '#bias = 5', [run]],
    ['factor = 5', 'factor = 6', [run]],
    ['x * this.weight +', 'x * this.weight -', [run]],
    ['new Model(2,', 'new Model(3,', [run]],
    ["new Model(2, 'n')", "new Model(2, 'other')", []],
    ['await f(1)', 'await f(1, { debug: true })', []],
    ['const rate = 2;', '// A comment\n\nconst rate: number = 2, unrelated = 9;', []],
    ['function helper(x: number) {', 'function helper(\n  value: number,\n): number { const x = value;', [f]],
    ['private scale(x: number)', 'protected scale(x: number): number', []],
  ];
  for (const [find, replacement, expected] of edits) {
    const out = await ran(find, replacement);
    expect([find, out.match(/ran \w+/g) ?? []]).toEqual([find, expected]);
  }
  expect(await notebook.run(base)).not.toContain('ran');
  await notebook.restart();
  expect(await notebook.run(base)).not.toContain('ran');
  await notebook.restart();
  writeFileSync(
    join(notebook.folder, 'steps.ts'),
    'export const K = 4;\nexport function step(x: number) { return x + K; }\n',
  );
  expect((await notebook.run(base)).match(/ran \w+/g)).toEqual([f]);
});
