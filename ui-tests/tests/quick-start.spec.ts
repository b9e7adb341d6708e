import { expect, test } from '../src/fixtures';

const FUNCTIONS = {
  slowSquare: { entries: '3 entries', first: '1 hit', second: '4 hits' },
  simulate: { entries: '1 entry', first: '2 hits', second: '5 hits' },
  series: { entries: '1 entry', first: '0 hits', second: '1 hit' },
  'Model.growth': { entries: '1 entry', first: '1 hit', second: '3 hits' },
  scaled: { entries: '1 entry', first: '0 hits', second: '1 hit' },
};

test('the quick start fills the panel, hits after a restart, and computes again what was cleared', async ({
  memory,
  notebook,
}) => {
  await notebook.open('quick-start.ipynb');
  await memory.open();

  await test.step('run from top to bottom: the panel shows each function with its size and hits', async () => {
    const cells = await notebook.runAll();
    expect(cells.map((cell) => cell.error).filter(Boolean)).toEqual([]);
    for (const [name, { entries, first }] of Object.entries(FUNCTIONS)) {
      await memory.expectFunction(name, { entries, hits: first });
    }
    expect((await memory.functionNames()).sort()).toEqual(Object.keys(FUNCTIONS).sort());
    // 100,000 floats of 8 bytes, and less than 1 KB around them.
    await memory.expectFunction('series', { size: /^781\.\d KB$/ });
  });

  await test.step('run again in a new kernel: every call is a hit', async () => {
    await notebook.restart();
    const cells = await notebook.runAll();
    expect(cells.map((cell) => cell.error).filter(Boolean)).toEqual([]);
    for (const [name, { entries, second }] of Object.entries(FUNCTIONS)) {
      await memory.expectFunction(name, { entries, hits: second });
    }
  });

  await test.step('clear one function: only that one is computed again', async () => {
    const words = await memory.clearFunction('slowSquare');
    expect(words).toContain('3 entries');
    await memory.expectFunction('slowSquare', { entries: '0 entries' });
    await notebook.runAll();
    await memory.expectFunction('slowSquare', { entries: '3 entries' });
    await memory.expectFunction('simulate', { entries: '1 entry', hits: '8 hits' });
    await memory.expectFunction('scaled', { entries: '1 entry', hits: '2 hits' });
  });
});
