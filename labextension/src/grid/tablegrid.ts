import { BasicMouseHandler, BasicSelectionModel, DataGrid } from '@lumino/datagrid';

import type { ITable } from '../entry/table';
import { KeyHandler, mountGrid, ROW_HEIGHT } from './mountgrid';
import { gridText, TableModel } from './tablemodel';

/** Tallest a grid gets, in pixels; what does not fit is scrolled. */
const MAX_HEIGHT = 420;

/** Room for a scroll bar, in pixels. */
const SCROLL_BAR = 18;

/** Rows whose texts decide how wide the columns start. */
const MEASURED_ROWS = 50;

const LETTER_WIDTH = 8;
const NARROWEST = 60;
const WIDEST = 320;

/**
 * Shows a table as a grid that draws only the cells in sight, however many there are. Cells can be selected by mouse and
 * keys and copied.
 *
 * @param table - The table.
 * @param host - Element to fill.
 * @returns Takes the grid away again.
 */
export function showGrid(table: ITable, host: HTMLElement): () => void {
  const model = new TableModel(table);
  const grid = new DataGrid({
    defaultSizes: {
      rowHeight: ROW_HEIGHT,
      columnWidth: NARROWEST * 2,
      rowHeaderWidth: NARROWEST,
      columnHeaderHeight: ROW_HEIGHT,
    },
  });
  grid.dataModel = model;
  grid.keyHandler = new KeyHandler();
  grid.mouseHandler = new BasicMouseHandler();
  grid.selectionModel = new BasicSelectionModel({ dataModel: model });
  widthsOf(model).forEach((width, column) => grid.resizeColumn('body', column, width));
  host.style.height = `${gridHeight(table.rows.length)}px`;
  return mountGrid(grid, host);
}

/** Height of a grid with so many rows, in pixels. */
export function gridHeight(rows: number): number {
  return Math.min(MAX_HEIGHT, (rows + 1) * ROW_HEIGHT + SCROLL_BAR);
}

/** Widths of the columns in pixels, by their names and first values. */
export function widthsOf(model: TableModel): number[] {
  const rows = Math.min(MEASURED_ROWS, model.rowCount('body'));
  return Array.from({ length: model.columnCount('body') }, (_, column) => {
    let longest = gridText('column-header', model.data('column-header', 0, column)).length;
    for (let row = 0; row < rows; row++) {
      longest = Math.max(longest, gridText('body', model.data('body', row, column)).length);
    }
    return Math.min(WIDEST, Math.max(NARROWEST, Math.ceil(longest * LETTER_WIDTH) + 16));
  });
}
