import { DataModel } from '@lumino/datagrid';

import { formatWhole } from '../format';
import type { EntryList } from '../model/entrylist';
import type { IEntryColumn } from './columns';

/** The entries of a function as a grid asks for them, cell by cell; those that are not held are empty until they arrive. */
export class EntriesModel extends DataModel {
  constructor(
    private readonly _list: EntryList,
    private readonly _columns: readonly IEntryColumn[],
  ) {
    super();
    this._rows = _list.total ?? 0;
    _list.changed.connect(this._onChanged, this);
  }

  /** Stops listening; the list lives on. */
  dispose(): void {
    this._list.changed.disconnect(this._onChanged, this);
  }

  /** Entries, or the one row of the header. */
  rowCount(region: DataModel.RowRegion): number {
    return region === 'body' ? this._rows : 1;
  }

  /** Columns of the body, or the one with the rows' numbers. */
  columnCount(region: DataModel.ColumnRegion): number {
    return region === 'body' ? this._columns.length : 1;
  }

  /** Text of a cell; a header tells by an arrow that its column is sorted. */
  data(region: DataModel.CellRegion, row: number, column: number): string {
    switch (region) {
      case 'corner-header':
        return '#';
      case 'row-header':
        return formatWhole(row + 1);
      case 'column-header':
        return this._header(column);
      case 'body': {
        const entry = this._list.at(row);
        return entry ? (this._columns[column]?.words(entry) ?? '') : '';
      }
    }
  }

  private _header(index: number): string {
    const column = this._columns[index];
    const { by, order } = this._list.sort;
    if (column?.sort !== by) {
      return column?.label ?? '';
    }
    return `${column.label} ${order === 'asc' ? '▲' : '▼'}`;
  }

  private _onChanged(): void {
    const rows = this._list.total ?? 0;
    const before = this._rows;
    this._rows = rows;
    if (rows > before) {
      this.emitChanged({ type: 'rows-inserted', region: 'body', index: before, span: rows - before });
    } else if (rows < before) {
      this.emitChanged({ type: 'rows-removed', region: 'body', index: rows, span: before - rows });
    }
    const columnSpan = this._columns.length;
    this.emitChanged({ type: 'cells-changed', region: 'body', row: 0, rowSpan: rows, column: 0, columnSpan });
    this.emitChanged({ type: 'cells-changed', region: 'column-header', row: 0, rowSpan: 1, column: 0, columnSpan });
  }

  private _rows: number;
}
