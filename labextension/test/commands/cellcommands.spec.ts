import { exportCode } from '../../src/commands/cellcommands';

describe('exportCode', () => {
  it('exports one function into a file of its name', () => {
    expect(exportCode('loadPrices', 'loadPrices')).toBe(
      "await memory.export('loadPrices.tslab-memory', { functions: ['loadPrices'] });",
    );
  });

  it('exports all of a store', () => {
    expect(exportCode('examples')).toBe("await memory.export('examples.tslab-memory');");
  });

  it('makes a file name and a string of any name', () => {
    expect(exportCode("a/b'c\\d", "a/b'c\\d")).toBe(
      "await memory.export('a-b-c-d.tslab-memory', { functions: ['a/b\\'c\\\\d'] });",
    );
  });
});
