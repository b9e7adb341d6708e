import { DataModel } from '@lumino/datagrid';

import { cellText } from '../entry/celltext';
import type { ITable } from '../entry/table';

/** A table as the grid asks for it, cell by cell: values stay where they are until they are seen. */
export class TableModel extends DataModel {
  constructor(private readonly _table: ITable) {
    super();
  }

  /** Rows of the body, or the one of the header. */
  rowCount(region: DataModel.RowRegion): number {
    return region === 'body' ? this._table.rows.length : 1;
  }

  /** Columns of the body, or the one with the rows' numbers. */
  columnCount(region: DataModel.ColumnRegion): number {
    return region === 'body' ? this._table.columns.length : 1;
  }

  /** Value of a cell; for headers the name of the column or the number of the row. */
  data(region: DataModel.CellRegion, row: number, column: number): unknown {
    switch (region) {
      case 'corner-header':
        return '#';
      case 'row-header':
        return row;
      case 'column-header':
        return this._table.columns[column];
      case 'body':
        return this._cell(row, column);
    }
  }

  private _cell(row: number, column: number): unknown {
    const record = this._table.rows[row];
    const name = this._table.columns[column];
    return record === undefined || name === undefined || !Object.hasOwn(record, name) ? MISSING : record[name];
  }
}

/** What a record has that lacks a column. */
export const MISSING = Symbol('missing');

/** What stands in a cell of a grid. */
export function gridText(region: DataModel.CellRegion, value: unknown): string {
  if (value === MISSING) {
    return '';
  }
  return region === 'body' ? cellText(value) : String(value);
}
