import { caretDownIcon, caretUpIcon } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { FunctionSummary, Overview } from '../_generated/api';
import { formatAge, formatBytes, formatCount, formatDuration, formatShare } from '../format';
import { hitRate } from '../model/sorting';

interface IRow extends FunctionSummary {
  key: string;
  storeName: string;
}

interface IColumn {
  label: string;
  /** Whether it holds figures: they stand at the right, and the largest come first. */
  isFigure: boolean;
  compare: (a: IRow, b: IRow) => number;
  words: (row: IRow) => string;
}

/** All functions of all stores with all their figures, to be sorted by any, by mouse or by keyboard. */
export function FunctionTable(props: { overview: Overview; trans: TranslationBundle }): JSX.Element {
  const { overview, trans } = props;
  const columns = columnsOf(trans);
  const [order, setOrder] = React.useState({ column: 2, descending: true });
  const direction = order.descending ? -1 : 1;
  const rows = overview.stores
    .flatMap(({ store, functions }) =>
      functions.map((fn) => ({ ...fn, key: `${store.id}/${fn.id}`, storeName: store.name })),
    )
    .sort((a, b) => direction * (columns[order.column]?.compare(a, b) ?? 0) || a.name.localeCompare(b.name));
  const sortBy = (column: number, isFigure: boolean): void =>
    setOrder({ column, descending: column === order.column ? !order.descending : isFigure });
  const SortIcon = order.descending ? caretDownIcon : caretUpIcon;
  if (rows.length === 0) {
    return <p>{trans.__('Nothing cached yet')}</p>;
  }
  return (
    <table>
      <thead>
        <tr>
          {columns.map(({ label, isFigure }, column) => {
            const isSorted = column === order.column;
            return (
              <th
                key={label}
                scope="col"
                aria-sort={isSorted ? (order.descending ? 'descending' : 'ascending') : undefined}
                className={isFigure ? 'jp-mod-figure' : undefined}
              >
                <button type="button" className="jp-MemoryExplorer-sort" onClick={() => sortBy(column, isFigure)}>
                  {label}
                  {isSorted && <SortIcon.react tag="span" className="jp-MemoryExplorer-sortIcon" />}
                </button>
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            {columns.map(({ label, isFigure, words }, column) =>
              column === 0 ? (
                <th key={label} scope="row">
                  <code>{words(row)}</code>
                </th>
              ) : (
                <td key={label} className={isFigure ? 'jp-mod-figure' : undefined}>
                  {words(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function columnsOf(trans: TranslationBundle): IColumn[] {
  const text = (label: string, words: (row: IRow) => string): IColumn => ({
    label,
    isFigure: false,
    compare: (a, b) => words(a).localeCompare(words(b)),
    words,
  });
  const figure = (label: string, value: (row: IRow) => number | null, words: (value: number) => string): IColumn => ({
    label,
    isFigure: true,
    compare: (a, b) => (value(a) ?? -1) - (value(b) ?? -1),
    words: (row) => {
      const known = value(row);
      return known === null ? '' : words(known);
    },
  });
  return [
    text(trans.__('Function'), ({ name }) => name),
    text(trans.__('Store'), ({ storeName }) => storeName),
    figure(trans.__('Size'), ({ bytes }) => bytes, formatBytes),
    figure(trans.__('Entries'), ({ entries }) => entries, formatCount),
    figure(trans.__('Hits'), ({ hits }) => hits, formatCount),
    figure(trans.__('Misses'), ({ misses }) => misses, formatCount),
    figure(trans.__('Hit Rate'), hitRate, formatShare),
    figure(
      trans.__('Time Saved'),
      ({ timeSavedMs }) => timeSavedMs,
      (ms) => formatDuration(ms),
    ),
    figure(
      trans.__('Last Used'),
      ({ lastUsed }) => lastUsed,
      (time) => formatAge(time),
    ),
  ];
}
