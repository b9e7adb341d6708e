import { BasicMouseHandler, BasicSelectionModel, DataGrid } from '@lumino/datagrid';

import type { EntrySortKey } from '../api/client';
import { KeyHandler, mountGrid, ROW_HEIGHT } from '../grid/mountgrid';
import type { EntryList } from '../model/entrylist';
import type { IEntryColumn } from './columns';
import { EntriesModel } from './entriesmodel';
import { keepCurrent } from './keepcurrent';

/** Pixels at the edge of a header that change the width of its column. */
const EDGE = 6;

const ROW_HEADER_WIDTH = 72;

/** What a person does in the grid. */
export interface IEntriesGridActions {
  /** Another row is the current one; undefined when none is. */
  onCurrent: (row: number | undefined) => void;
  /** Enter, or a double click. */
  onOpen: (row: number) => void;
  /** Delete: the rows that are selected. */
  onClear: (first: number, last: number) => void;
  /** A click on a header. */
  onSort: (by: EntrySortKey) => void;
}

/**
 * Shows entries as a grid, which draws and fetches only the rows in sight.
 *
 * @param list - The entries.
 * @param columns - What to show of each.
 * @param host - Element to fill.
 * @param actions - What to do when a person does something.
 * @returns Takes the grid away again.
 */
export function showEntries(
  list: EntryList,
  columns: readonly IEntryColumn[],
  host: HTMLElement,
  actions: IEntriesGridActions,
): () => void {
  const model = new EntriesModel(list, columns);
  const selection = new BasicSelectionModel({ dataModel: model, selectionMode: 'row' });
  const grid = new FetchingGrid(list, {
    defaultSizes: {
      rowHeight: ROW_HEIGHT,
      columnWidth: 100,
      rowHeaderWidth: ROW_HEADER_WIDTH,
      columnHeaderHeight: ROW_HEIGHT,
    },
  });
  grid.dataModel = model;
  grid.selectionModel = selection;
  grid.keyHandler = new EntriesKeys(actions);
  grid.mouseHandler = new EntriesMouse(columns, actions);
  columns.forEach(({ width }, column) => grid.resizeColumn('body', column, width));
  selection.changed.connect(() => actions.onCurrent(currentRow(grid)));
  let order = orderOf(list);
  const onChanged = (_: EntryList, shift: number): void => {
    if (order !== orderOf(list)) {
      order = orderOf(list);
      selection.clear();
      grid.scrollToTop();
    } else if (shift !== 0 && grid.scrollY > 0) {
      // At the top a reader wants to see what is new; further down, to stay.
      grid.scrollBy(0, shift * ROW_HEIGHT);
    }
  };
  list.changed.connect(onChanged);
  const leaveCurrent = keepCurrent(list, selection);
  const remove = mountGrid(
    grid,
    host,
    ({ region, column }) =>
      region === 'row-header' || (region !== 'corner-header' && columns[column]?.isFigure === true),
  );
  return () => {
    list.changed.disconnect(onChanged);
    leaveCurrent();
    remove();
    model.dispose();
  };
}

/** A grid that tells the list which rows are in sight, whatever has brought them there. */
class FetchingGrid extends DataGrid {
  constructor(
    private readonly _list: EntryList,
    options: DataGrid.IOptions,
  ) {
    super(options);
    _list.show(0, 0);
  }

  /** Goes to the first row, and fetches what is there then, for the list shows other entries. */
  scrollToTop(): void {
    this._first = -1;
    this.scrollTo(this.scrollX, 0);
    this.repaintContent();
  }

  protected override paintContent(rx: number, ry: number, rw: number, rh: number): void {
    super.paintContent(rx, ry, rw, rh);
    const first = Math.max(0, this.rowAt('body', this.scrollY));
    const last = first + Math.ceil(this.pageHeight / ROW_HEIGHT);
    if (this.rowCount('body') > 0 && (first !== this._first || last !== this._last)) {
      this._first = first;
      this._last = last;
      this._list.show(first, Math.min(last, this.rowCount('body') - 1));
    }
  }

  private _first = -1;
  private _last = -1;
}

/** Enter opens the current entry, Delete clears what is selected, Home and End go to the first and the last entry. */
class EntriesKeys extends KeyHandler {
  constructor(private readonly _actions: IEntriesGridActions) {
    super();
  }

  override onKeyDown(grid: DataGrid, event: KeyboardEvent): void {
    const row = currentRow(grid);
    if (row === undefined && event.key === 'ArrowDown' && grid.rowCount('body') > 0) {
      selectRow(grid, 0);
      event.preventDefault();
      return;
    }
    if (event.key === 'Home' || event.key === 'End') {
      const end = event.key === 'Home' ? 0 : grid.rowCount('body') - 1;
      if (end >= 0) {
        selectRow(grid, end);
        grid.scrollToRow(end);
      }
      event.preventDefault();
      return;
    }
    if (row === undefined || (event.key !== 'Enter' && event.key !== 'Delete')) {
      super.onKeyDown(grid, event);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Enter') {
      this._actions.onOpen(row);
      return;
    }
    const { r1 = row, r2 = row } = grid.selectionModel?.currentSelection() ?? {};
    this._actions.onClear(Math.min(r1, r2), Math.max(r1, r2));
  }
}

/** A click on a header sorts, a double click on a row opens it, a right click makes it the current one. */
class EntriesMouse extends BasicMouseHandler {
  constructor(
    private readonly _columns: readonly IEntryColumn[],
    private readonly _actions: IEntriesGridActions,
  ) {
    super();
  }

  override onMouseDown(grid: DataGrid, event: MouseEvent): void {
    const { region, column, x, width } = grid.hitTest(event.clientX, event.clientY);
    const by = this._columns[column]?.sort;
    if (region === 'column-header' && x > EDGE && x < width - EDGE) {
      if (by !== undefined && event.button === 0) {
        this._actions.onSort(by);
      }
      return;
    }
    super.onMouseDown(grid, event);
  }

  override onMouseDoubleClick(grid: DataGrid, event: MouseEvent): void {
    const { region, row } = grid.hitTest(event.clientX, event.clientY);
    if (region === 'body' || region === 'row-header') {
      this._actions.onOpen(row);
    } else {
      super.onMouseDoubleClick(grid, event);
    }
  }

  override onContextMenu(grid: DataGrid, event: MouseEvent): void {
    const { region, row } = grid.hitTest(event.clientX, event.clientY);
    if (region === 'body' || region === 'row-header') {
      selectRow(grid, row);
    }
  }
}

function orderOf({ sort, filter }: EntryList): string {
  return JSON.stringify([sort.by, sort.order, filter]);
}

function selectRow(grid: DataGrid, row: number): void {
  const place = { r1: row, r2: row, c1: 0, c2: grid.columnCount('body') - 1 };
  grid.selectionModel?.select({ ...place, cursorRow: row, cursorColumn: 0, clear: 'all' });
}

function currentRow(grid: DataGrid): number | undefined {
  const row = grid.selectionModel?.cursorRow ?? -1;
  return row < 0 ? undefined : row;
}
