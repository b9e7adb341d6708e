import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenarios } from './corpus/scenarios';
import { openCells, type Cells, type Outcome } from './support/cells';
import { cosmeticMutants, semanticMutants, splitCells } from './support/mutate';

let cells: Cells;
beforeAll(() => {
  cells = openCells();
});
afterAll(() => cells.close());

describe.each(scenarios)('$name', ({ code, together }) => {
  let base: Outcome;
  beforeAll(async () => {
    base = await cells.runQuickly(code);
  });

  test('has a key, without a warning', () => {
    expect(base.keys).toHaveLength(1);
    expect(base.warnings).toEqual([]);
  });

  test('gets another key by every change of what it reads, and by no other', async () => {
    const mutants = semanticMutants(code);
    const wrong: string[] = [];
    for (const mutant of mutants) {
      const { keys } = await cells.runQuickly(mutant.code);
      if ((keys[0] === base.keys[0]) !== mutant.unread) wrong.push(mutant.name);
    }
    expect(mutants.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  test('keeps its key when only the looks of the code change', async () => {
    for (const { name, code: changed } of cosmeticMutants(code)) {
      expect([name, ...(await cells.runQuickly(changed)).keys]).toEqual([name, ...base.keys]);
    }
  });

  test('keeps its key when the code moves to cells of its own', async () => {
    expect((await cells.run([code])).keys).toEqual(base.keys);
    if (together) return;
    expect((await cells.run(splitCells(code))).keys).toEqual(base.keys);
  });
});
