import { gridText, MISSING, TableModel } from '../../src/grid/tablemodel';
import { KeyHandler } from '../../src/grid/mountgrid';
import { gridHeight, widthsOf } from '../../src/grid/tablegrid';

describe('TableModel', () => {
  const model = new TableModel({
    columns: ['symbol', 'close'],
    rows: [{ symbol: 'AAPL', close: 1.5 }, { symbol: 'MSFT' }],
  });

  it('has the cells of the records, with names above and numbers beside', () => {
    expect([model.rowCount('body'), model.columnCount('body')]).toEqual([2, 2]);
    expect([model.rowCount('column-header'), model.columnCount('row-header')]).toEqual([1, 1]);
    expect(model.data('body', 0, 1)).toBe(1.5);
    expect(model.data('column-header', 0, 1)).toBe('close');
    expect(model.data('row-header', 1, 0)).toBe(1);
    expect(model.data('corner-header', 0, 0)).toBe('#');
  });

  it('tells what is missing from what is undefined', () => {
    expect(model.data('body', 1, 1)).toBe(MISSING);
    expect(gridText('body', MISSING)).toBe('');
    expect(gridText('body', undefined)).toBe('undefined');
  });

  it('has no members of Object as cells', () => {
    expect(new TableModel({ columns: ['toString'], rows: [{}] }).data('body', 0, 0)).toBe(MISSING);
  });
});

describe('gridText', () => {
  it('shows texts as they are and other values in words', () => {
    expect(gridText('body', 'say "x"')).toBe('say "x"');
    expect(gridText('body', new Date(0))).toBe('1970-01-01T00:00:00.000Z');
    expect(gridText('body', 12n)).toBe('12n');
    expect(gridText('row-header', 3)).toBe('3');
  });
});

describe('KeyHandler', () => {
  it('lets Tab leave the grid, and leaves other keys to it', () => {
    const grid = { selectionModel: {}, moveCursor: jest.fn(), scrollToCursor: jest.fn() };
    const handler = new KeyHandler();
    const press = (key: string, keyCode: number): boolean => {
      const event = new KeyboardEvent('keydown', { key, keyCode, cancelable: true });
      handler.onKeyDown(grid as never, event);
      return event.defaultPrevented;
    };
    expect(press('Tab', 9)).toBe(false);
    expect(grid.moveCursor).not.toHaveBeenCalled();
    press('Enter', 13);
    expect(grid.moveCursor).toHaveBeenCalledWith('down');
    handler.dispose();
  });
});

describe('sizes', () => {
  it('follow the texts, within bounds', () => {
    const model = new TableModel({
      columns: ['a', 'b', 'c'],
      rows: [{ a: 1, b: 'twenty characters..', c: 'x'.repeat(500) }],
    });
    const [narrow, middle, wide] = widthsOf(model);
    expect(narrow).toBe(60);
    expect(middle).toBeGreaterThan(100);
    expect(wide).toBe(320);
  });

  it('grow with the rows up to what fits', () => {
    expect(gridHeight(2)).toBeLessThan(gridHeight(5));
    expect(gridHeight(1000)).toBe(gridHeight(1_000_000));
  });
});
