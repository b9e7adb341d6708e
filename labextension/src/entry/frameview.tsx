import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { asFailure } from '../api/failure';
import type { ITable } from './table';
import { TableView } from './tableview';
import { ValueTree } from './valuetree';

/** Rows of an Arrow table that are decoded. */
const MOST_ROWS = 1000;

/** A table that is stored as Arrow IPC. What decodes it is fetched when the first one is shown. */
export function FrameView(props: { bytes: Uint8Array; trans: TranslationBundle }): JSX.Element {
  const { bytes, trans } = props;
  const [table, setTable] = React.useState<ITable | null>(null);
  const [failure, setFailure] = React.useState('');
  React.useEffect(() => {
    let isCurrent = true;
    import('./arrow')
      .then(({ readArrow }) => readArrow(bytes, MOST_ROWS))
      .then(
        (read) => isCurrent && setTable(read),
        (reason: unknown) => isCurrent && setFailure(asFailure(reason).message),
      );
    return () => {
      isCurrent = false;
    };
  }, [bytes]);
  if (failure !== '') {
    return <p role="alert">{trans.__('The table cannot be shown: %1', failure)}</p>;
  }
  if (!table) {
    return <p role="status">{trans.__('Reading the table…')}</p>;
  }
  return (
    <>
      <p>
        {table.rows.length < MOST_ROWS
          ? trans.__('Arrow table: %1 rows, %2 columns', table.rows.length, table.columns.length)
          : trans.__('Arrow table: the first %1 rows, %2 columns', table.rows.length, table.columns.length)}
      </p>
      <TableView table={table} trans={trans} />
      <ValueTree value={table.rows} isClosed trans={trans} />
    </>
  );
}
