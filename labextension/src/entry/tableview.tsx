import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { inspect } from './inspect';
import type { ITable } from './table';

/** Rows that are shown before one asks for more. */
const FIRST_ROWS = 50;

/** Records as a table. */
export function TableView(props: { table: ITable; trans: TranslationBundle }): JSX.Element {
  const { table, trans } = props;
  const [shown, setShown] = React.useState(FIRST_ROWS);
  return (
    <>
      <div className="jp-MemoryEntry-table" tabIndex={0} role="region" aria-label={trans.__('Table')}>
        <table>
          <thead>
            <tr>
              <th scope="col">#</th>
              {table.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.slice(0, shown).map((row, i) => (
              <tr key={i}>
                <th scope="row">{i}</th>
                {table.columns.map((column) => (
                  <td key={column}>{Object.hasOwn(row, column) ? inspect(row[column]).text : ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {table.rows.length > shown && (
        <button type="button" className="jp-MemoryEntry-more" onClick={() => setShown(shown * 4)}>
          {trans.__('Show more (%1 of %2 rows shown)', shown, table.rows.length)}
        </button>
      )}
    </>
  );
}
