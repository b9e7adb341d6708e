/** Height of what is drawn above and below what is seen, in rows, so that a quick scroll does not show a gap. */
const OVERSCAN = 10;

/** What stands behind a row and belongs to it: the entries of an open function. */
export interface IBelow {
  index: number;
  /** Its height in pixels. */
  height: number;
}

/** The part of a list that is seen. */
export interface ISight {
  /** Pixels from the top of the list. */
  top: number;
  height: number;
}

/**
 * Which rows of a list to draw: those in sight and a few around them, and some that must always be there.
 *
 * @param count - Number of rows.
 * @param rowHeight - Height of each, in pixels.
 * @param below - What stands between rows, in their order.
 * @param sight - What is seen.
 * @param always - Rows to draw wherever they are.
 * @returns Indices in their order.
 *
 * @example
 * rowsToDraw(2000, 43, [], { top: 4300, height: 430 }, [0]) // [0, 90, 91, …, 119, 120]
 */
export function rowsToDraw(
  count: number,
  rowHeight: number,
  below: readonly IBelow[],
  sight: ISight,
  always: Iterable<number>,
): number[] {
  const rowAt = (y: number): number => {
    let above = 0;
    for (const { index, height } of below) {
      const end = (index + 1) * rowHeight + above;
      if (y < end) {
        break;
      }
      if (y < end + height) {
        return index;
      }
      above += height;
    }
    return Math.floor((y - above) / rowHeight);
  };
  const ahead = OVERSCAN * rowHeight;
  const first = Math.max(0, rowAt(sight.top - ahead));
  const last = Math.min(count - 1, rowAt(sight.top + sight.height + ahead));
  const drawn = new Set(always);
  for (let index = first; index <= last; index++) {
    drawn.add(index);
  }
  return [...drawn].filter((index) => index >= 0 && index < count).sort((a, b) => a - b);
}

/**
 * Height of rows that are not drawn, with what stands behind them.
 *
 * @param after - The row before the first of them; -1 for none.
 * @param before - The row behind the last of them.
 * @param rowHeight - Height of each, in pixels.
 * @param below - What stands between rows.
 */
export function gapHeight(after: number, before: number, rowHeight: number, below: readonly IBelow[]): number {
  const rows = (before - after - 1) * rowHeight;
  return below.reduce((sum, { index, height }) => (index > after && index < before ? sum + height : sum), rows);
}
