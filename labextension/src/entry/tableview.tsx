import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { GridView } from '../grid/gridview';
import { cellText } from './celltext';
import type { ITable } from './table';

/** Rows and columns up to which a table is plain HTML, which screen readers can walk; what is larger is a grid. */
const FEW_ROWS = 50;
const FEW_COLUMNS = 8;

/** Records as a table. */
export function TableView(props: { table: ITable; trans: TranslationBundle }): JSX.Element {
  const { table, trans } = props;
  if (table.rows.length > FEW_ROWS || table.columns.length > FEW_COLUMNS) {
    return <GridView table={table} trans={trans} />;
  }
  return (
    <div className="jp-MemoryEntry-table" tabIndex={0} role="region" aria-label={trans.__('Table')}>
      <table>
        <thead>
          <tr>
            <th scope="col">#</th>
            {table.columns.map((column) => (
              <th key={column} scope="col" className={isText(table, column) ? 'jp-mod-text' : undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            <tr key={i}>
              <th scope="row">{i}</th>
              {table.columns.map((column) => (
                <td key={column} className={typeof row[column] === 'string' ? 'jp-mod-text' : undefined}>
                  {Object.hasOwn(row, column) ? cellText(row[column]) : ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Whether the first record has a text in a column, which then starts at the left like its texts. */
function isText({ rows }: ITable, column: string): boolean {
  return typeof rows[0]?.[column] === 'string';
}
