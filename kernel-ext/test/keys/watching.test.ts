import { afterAll, beforeAll, expect, test } from 'vitest';
import { useEngine } from '../../src/keys/fingerprint/code-versions';
import { Engine } from '../../src/keys/fingerprint/engine';
import { createKeyMaker } from '../../src/keys/key-maker';
import { Warnings } from '../../src/warnings';
import { openCells, type Cells } from './support/cells';

/** Counts the questions to the engine, which cost a hundred times what anything else does. */
class CountingEngine extends Engine {
  questions = 0;

  override look(fn: Function) {
    this.questions++;
    return super.look(fn);
  }
}

const engine = new CountingEngine();
let cells: Cells;
let restore: () => void;
beforeAll(() => {
  cells = openCells();
  restore = useEngine(engine);
});
afterAll(() => {
  restore();
  cells.close();
});

/** Questions that ten later calls ask after a first one. */
async function questionsLater(cell: string): Promise<number> {
  let later = -1;
  (globalThis as any).measure = (fn: Function, self?: unknown) => {
    const maker = createKeyMaker(fn, { name: 'f' }, { warnings: new Warnings() });
    maker.keyOf(self, [0]);
    engine.questions = 0;
    for (let i = 1; i <= 10; i++) maker.keyOf(self, [i]);
    later = engine.questions;
  };
  await cells.run([`const measure = (globalThis as any).measure;\n${cell}`]);
  return later;
}

test('helpers, constants, objects and the fields of this cost no question to the engine', async () => {
  expect(
    await questionsLater(`
      const a = 1, list = [1, 2], config = { b: { c: 3 } }; enum E { A = 1 }
      class P { constructor(public k: number) {} m(x: number) { return x * this.k; } } const p = new P(2);
      const h = (x: number) => x + a; const g = (x: number) => h(x) + config.b.c + p.m(x) + E.A;
      measure((x: number) => [g(x), list, new P(x)]);`),
  ).toBe(0);
  expect(
    await questionsLater('class P { k = 1; m(x: number) { return x * this.k; } } measure(P.prototype.m, new P());'),
  ).toBe(0);
});

test('variables of other cells and modules cost no question either', async () => {
  expect(
    await questionsLater(
      `import { join } from 'path'; let n = 1; { let n = 2; n++; } const f = () => join('a'); measure(f);`,
    ),
  ).toBe(0);
});

test('only functions that capture a variable which the script reassigns are looked at again', async () => {
  expect(
    await questionsLater(
      'let rate = 1; const up = () => { rate += 1; }; const h = (x: number) => x * rate; const k = () => 1; measure((x: number) => h(x) + k());',
    ),
  ).toBe(10);
});

test('a counter that is only advanced costs nothing', async () => {
  expect(await questionsLater('let calls = 0; measure((x: number) => { calls++; return x; });')).toBe(0);
});
