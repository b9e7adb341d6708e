import type { TranslationBundle } from '@jupyterlab/translation';
import { Table } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { FunctionSummary, Overview } from '../_generated/api';
import { formatAge, formatBytes, formatCount, formatDuration, formatShare } from '../format';
import { hitRate } from '../model/sorting';

interface IRow extends FunctionSummary {
  storeName: string;
}

/** All functions of all stores with all their figures, to be sorted by any. */
export function FunctionTable(props: { overview: Overview; trans: TranslationBundle }): JSX.Element {
  const { overview, trans } = props;
  const rows = overview.stores.flatMap(({ store, functions }) =>
    functions.map((fn) => ({ key: `${store.id}/${fn.id}`, data: { ...fn, storeName: store.name } })),
  );
  const number = (
    id: string,
    label: string,
    value: (row: IRow) => number,
    words: (row: IRow) => string,
  ): Table.IColumn<IRow> => ({
    id,
    label,
    renderCell: (row) => <span className="jp-MemoryExplorer-number">{words(row)}</span>,
    sort: (a, b) => value(a) - value(b),
  });
  const columns: Table.IColumn<IRow>[] = [
    {
      id: 'name',
      label: trans.__('Function'),
      renderCell: (row) => <code>{row.name}</code>,
      sort: (a, b) => a.name.localeCompare(b.name),
    },
    {
      id: 'store',
      label: trans.__('Store'),
      renderCell: (row) => <>{row.storeName}</>,
      sort: (a, b) => a.storeName.localeCompare(b.storeName),
    },
    number(
      'bytes',
      trans.__('Size'),
      (row) => row.bytes,
      (row) => formatBytes(row.bytes),
    ),
    number(
      'entries',
      trans.__('Entries'),
      (row) => row.entries,
      (row) => formatCount(row.entries),
    ),
    number(
      'hits',
      trans.__('Hits'),
      (row) => row.hits,
      (row) => formatCount(row.hits),
    ),
    number(
      'misses',
      trans.__('Misses'),
      (row) => row.misses,
      (row) => formatCount(row.misses),
    ),
    number(
      'hitRate',
      trans.__('Hit Rate'),
      (row) => hitRate(row) ?? -1,
      (row) => rateText(row),
    ),
    number(
      'timeSavedMs',
      trans.__('Time Saved'),
      (row) => row.timeSavedMs,
      (row) => formatDuration(row.timeSavedMs),
    ),
    number(
      'lastUsed',
      trans.__('Last Used'),
      (row) => row.lastUsed ?? 0,
      (row) => (row.lastUsed === null ? '' : formatAge(row.lastUsed)),
    ),
  ];
  return (
    <Table<IRow>
      rows={rows}
      columns={columns}
      sortKey="bytes"
      sortDirection={-1}
      blankIndicator={() => <p>{trans.__('Nothing cached yet')}</p>}
    />
  );
}

function rateText(row: IRow): string {
  const rate = hitRate(row);
  return rate === null ? '' : formatShare(rate);
}
