import { afterAll, beforeAll, expect, test } from 'vitest';
import { inferFunctionName } from '../../src/keys/name';
import { openCells, type Cells } from './support/cells';

let cells: Cells;
const found: string[] = [];
beforeAll(() => {
  cells = openCells();
  (globalThis as any).cache = (fn: Function) => found.push(inferFunctionName(fn));
});
afterAll(() => cells.close());

async function namesIn(cell: string): Promise<string[]> {
  found.length = 0;
  await cells.run([`const cache = (globalThis as any).cache;\n${cell}`]);
  return [...found];
}

test('a nameless function is called by what the wrapping call is assigned to', async () => {
  expect(
    await namesIn(`
      const load = cache(async (day: string) => day);
      let later; later = cache((x: number) => x);
      const api = { fetch: cache((x: number) => x), nested: { save: cache(function (x: number) { return x; }) } };
      class Model { compute = cache((x: number) => x); }
      new Model();`),
  ).toEqual(['load', 'later', 'fetch', 'save', 'compute']);
});

test('a function that has a name keeps it', async () => {
  expect(
    await namesIn('function helper() {} const other = cache(helper); const inner = cache(function own() {});'),
  ).toEqual(['helper', 'own']);
});

test('a function that is assigned to nothing has no name', async () => {
  expect(await namesIn('cache((x: number) => x); [1].forEach(() => cache((y: number) => y));')).toEqual([
    '(anonymous)',
    '(anonymous)',
  ]);
});

test('the name of an outer function is not taken for that of an inner one', async () => {
  expect(await namesIn('const outer = () => cache((x: number) => x); outer();')).toEqual(['(anonymous)']);
});
