import { caretDownIcon, caretUpIcon } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { FunctionSummary, Overview } from '../_generated/api';
import { ageStep, formatAge, formatBytes, formatCount, formatDuration, formatShare } from '../format';
import { hitRate } from '../model/sorting';

interface IRow {
  store: string;
  storeName: string;
  fn: FunctionSummary;
}

interface IColumn {
  label: string;
  /** Whether it holds figures: they stand at the right, and the largest come first. */
  isFigure: boolean;
  compare: (a: IRow, b: IRow) => number;
  words: (row: IRow) => string;
}

/** What a table of functions shows, and what a click on a name does. */
export interface IFunctionTableProps {
  overview: Overview;
  trans: TranslationBundle;
  onOpen: (store: string, fn: number) => void;
}

/** All functions of all stores with all their figures, to be sorted by any, by mouse or by keyboard. */
export function FunctionTable(props: IFunctionTableProps): JSX.Element {
  const { overview, trans, onOpen } = props;
  const columns = React.useMemo(() => columnsOf(trans), [trans]);
  const [order, setOrder] = React.useState({ column: 2, descending: true });
  const direction = order.descending ? -1 : 1;
  const rows = overview.stores
    .flatMap(({ store, functions }) => functions.map((fn) => ({ store: store.id, storeName: store.name, fn })))
    .sort((a, b) => direction * (columns[order.column]?.compare(a, b) ?? 0) || a.fn.name.localeCompare(b.fn.name));
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
          <Row key={`${row.store}/${row.fn.id}`} {...row} columns={columns} onOpen={onOpen} ageStep={ageStep()} />
        ))}
      </tbody>
    </table>
  );
}

interface IRowProps extends IRow, Pick<IFunctionTableProps, 'onOpen'> {
  columns: readonly IColumn[];
  /** From `ageStep`: the row is drawn anew when it changes. */
  ageStep: number;
}

const Row = React.memo(function Row({ columns, onOpen, ...row }: IRowProps): JSX.Element {
  return (
    <tr>
      {columns.map(({ label, isFigure, words }, column) =>
        column === 0 ? (
          <th key={label} scope="row">
            <button
              type="button"
              className="jp-MemoryExplorer-name"
              title={row.fn.name}
              onClick={() => onOpen(row.store, row.fn.id)}
            >
              <code>{words(row)}</code>
            </button>
          </th>
        ) : (
          <td key={label} className={isFigure ? 'jp-mod-figure' : undefined}>
            {words(row)}
          </td>
        ),
      )}
    </tr>
  );
});

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
    text(trans.__('Function'), ({ fn }) => fn.name),
    text(trans.__('Store'), ({ storeName }) => storeName),
    figure(trans.__('Size'), ({ fn }) => fn.bytes, formatBytes),
    figure(trans.__('Entries'), ({ fn }) => fn.entries, formatCount),
    figure(trans.__('Hits'), ({ fn }) => fn.hits, formatCount),
    figure(trans.__('Misses'), ({ fn }) => fn.misses, formatCount),
    figure(trans.__('Hit Rate'), ({ fn }) => hitRate(fn), formatShare),
    figure(
      trans.__('Time Saved'),
      ({ fn }) => fn.timeSavedMs,
      (ms) => formatDuration(ms),
    ),
    figure(
      trans.__('Last Used'),
      ({ fn }) => fn.lastUsed,
      (time) => formatAge(time),
    ),
  ];
}
