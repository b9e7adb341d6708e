import { definingCell, showDefiningCell } from '../../src/commands/notebookcell';

describe('definingCell', () => {
  const sources = [
    "import { memory } from 'tslab-memory';",
    'loadPricesLater(1); // see loadPrices',
    'const loadPrices = memory.cache(async (symbol: string) => fetchPrices(symbol));',
    "await loadPrices('AAPL');",
  ];

  it('is the cell that caches the function', () => {
    expect(definingCell(sources, 'loadPrices')).toBe(2);
  });

  it('is the cell that has the method, for a method', () => {
    expect(definingCell(['x', 'class Model { @memory.cache volatility() {} }'], 'Model.volatility')).toBe(1);
  });

  it('is the first that names it when none caches it', () => {
    expect(definingCell(['a', 'function slow() {}'], 'slow')).toBe(1);
  });

  it('is none when only longer names contain it', () => {
    expect(definingCell(['loadPrices()'], 'load')).toBe(-1);
  });

  it('takes a name as plain text', () => {
    expect(definingCell(['const $ = memory.cache(f)'], '$')).toBe(0);
    expect(definingCell(['const f = 1'], '.*')).toBe(-1);
  });
});

describe('showDefiningCell', () => {
  it('goes to the cell', async () => {
    const scrollToItem = jest.fn(() => Promise.resolve());
    const widgets = ['a', 'const f = memory.cache(g)'].map((source) => ({
      model: { sharedModel: { getSource: () => source } },
    }));
    const content = { widgets, activeCellIndex: 0, scrollToItem };
    await showDefiningCell({ revealed: Promise.resolve(), content }, 'f');
    expect(content.activeCellIndex).toBe(1);
    expect(scrollToItem).toHaveBeenCalledWith(1);
  });

  it('leaves what is no notebook alone', async () => {
    await expect(showDefiningCell(undefined, 'f')).resolves.toBeUndefined();
    await expect(showDefiningCell({ content: {} }, 'f')).resolves.toBeUndefined();
  });
});
