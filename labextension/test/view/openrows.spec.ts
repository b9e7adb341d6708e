import { gapHeight, rowsToDraw } from '../../src/view/openrows';

const ROW = 40;

describe('rowsToDraw', () => {
  const range = (rows: number[]): [number | undefined, number | undefined] => [rows[0], rows.at(-1)];

  it('takes the rows in sight and the height of ten on each side', () => {
    expect(range(rowsToDraw(2000, ROW, [], { top: 100 * ROW, height: 10 * ROW }, []))).toEqual([90, 120]);
    expect(range(rowsToDraw(2000, ROW, [], { top: 0, height: 10 * ROW }, []))).toEqual([0, 20]);
    expect(range(rowsToDraw(105, ROW, [], { top: 100 * ROW, height: 10 * ROW }, []))).toEqual([90, 104]);
  });

  it('takes all of a short list, and nothing of an empty one', () => {
    expect(rowsToDraw(3, ROW, [], { top: 0, height: 400 }, [])).toEqual([0, 1, 2]);
    expect(rowsToDraw(0, ROW, [], { top: 0, height: 400 }, [0])).toEqual([]);
  });

  it('takes rows that must be there once, in their order, and none that are not', () => {
    const rows = rowsToDraw(2000, ROW, [], { top: 0, height: 0 }, [1500, 7, 1400, 2000, -1]);
    expect(rows.filter((index) => index > 10)).toEqual([1400, 1500]);
    expect(rows.filter((index) => index === 7)).toHaveLength(1);
  });

  it('reckons with what stands between rows', () => {
    const below = [
      { index: 2, height: 300 },
      { index: 50, height: 100 },
    ];
    const sight = { top: 300 + 100 * ROW + 100, height: 10 * ROW };
    expect(range(rowsToDraw(2000, ROW, below, sight, []))).toEqual([90, 120]);
    expect(range(rowsToDraw(2000, ROW, below, { top: 3 * ROW + 299, height: 0 }, []))).toEqual([0, 12]);
    expect(range(rowsToDraw(2000, ROW, below, { top: 3 * ROW + 300, height: 0 }, []))).toEqual([0, 13]);
  });
});

test('a gap is as high as the rows that it stands for, and what stands behind them', () => {
  const below = [
    { index: 2, height: 300 },
    { index: 5, height: 100 },
  ];
  expect(gapHeight(-1, 3, ROW, below)).toBe(3 * ROW + 300);
  expect(gapHeight(2, 5, ROW, below)).toBe(2 * ROW);
  expect(gapHeight(4, 5, ROW, below)).toBe(0);
});
