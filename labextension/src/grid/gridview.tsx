import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { asFailure } from '../api/failure';
import type { ITable } from '../entry/table';

/** A large table as a grid. What draws it is fetched when the first one is shown. */
export function GridView(props: { table: ITable; trans: TranslationBundle }): JSX.Element {
  const { table, trans } = props;
  const host = React.useRef<HTMLDivElement>(null);
  const [failure, setFailure] = React.useState('');
  React.useEffect(() => {
    let remove: (() => void) | null = null;
    let isGone = false;
    import('./tablegrid')
      .then(({ showGrid }) => {
        if (!isGone && host.current) {
          remove = showGrid(table, host.current);
        }
      })
      .catch((reason: unknown) => setFailure(asFailure(reason).message));
    return () => {
      isGone = true;
      remove?.();
    };
  }, [table]);
  return failure === '' ? (
    <div
      ref={host}
      className="jp-MemoryEntry-grid"
      role="region"
      aria-label={trans.__('Table of %1 rows and %2 columns', table.rows.length, table.columns.length)}
    />
  ) : (
    <p role="alert">{trans.__('The table cannot be shown: %1', failure)}</p>
  );
}
