import { afterAll, beforeAll, expect, test } from 'vitest';
import { useEngine } from '../../src/keys/fingerprint/code-versions';
import { Engine } from '../../src/keys/fingerprint/engine';
import { openCells, type Cells } from './support/cells';

let cells: Cells;
let restore: () => void;
beforeAll(() => {
  cells = openCells();
  restore = useEngine(
    new Engine(() => {
      throw new Error('the inspector is not available');
    }),
  );
});
afterAll(() => {
  restore();
  cells.close();
});

test('without an inspector, variables of the notebook are found by name', async () => {
  const { keys, warnings } = await cells.run([
    'let rate = 2; const deep = (x: number) => x * rate; function helper(x: number) { return deep(x) + 1; } const f = (x: number) => helper(x);',
    'const g = (x: number) => helper(x); key(f); key(g);',
    'rate = 3; key(f);',
    'const deep = (x: number) => x + 1; key(f);',
  ]);
  const [first, later, rate, deep] = keys;
  expect(later).toBe(first);
  expect(new Set([first, rate, deep]).size).toBe(3);
  expect(warnings).toEqual([]);
});

test('without an inspector, a variable of the notebook is left out by its name', async () => {
  const { keys } = await cells.run([
    'let rate = 2; let n = 0; const box_1 = { n: 0 }; function helper(x: number) { return x * rate + n + box_1.n; }',
    "const f = (x: number) => helper(x) + n; const options = { ignore: ['n', 'box_1'] }; key(f, undefined, [1], options);",
    'n = 1; box_1.n = 1; key(f, undefined, [1], options);',
    'rate = 3; key(f, undefined, [1], options);',
  ]);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});

test('without an inspector, what has no name in the notebook is pointed out', async () => {
  const { warnings } = await cells.run([
    'function adder(n: number) { return (x: number) => x + n; } const f = adder(1); key(f);',
  ]);
  expect(warnings.join()).toMatch(/`n`, which cannot be read, because this process has no inspector/);
});

test('without an inspector, private fields are pointed out', async () => {
  const { warnings } = await cells.run([
    'class A { #k = 1; run() { return this.#k; } } const a = new A(); const f = () => a.run(); key(f);',
  ]);
  expect(warnings.join()).toContain('`a.#k`, which is private');
});
