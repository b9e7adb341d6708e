import type { TranslationBundle } from '@jupyterlab/translation';
import { FilterBox, ReactWidget } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import type { Message } from '@lumino/messaging';
import { Debouncer } from '@lumino/polling';
import * as React from 'react';

import type { Entry } from '../_generated/api';
import type { EntrySortKey } from '../api/client';
import { CommandIDs } from '../commands/ids';
import { formatWhole } from '../format';
import type { EntryList, IEntrySort } from '../model/entrylist';
import type { MemoryModel } from '../model/model';
import { nameFilterBox } from '../view/filter';
import { notReadText } from '../view/failurewords';
import { TryAgain } from '../view/tryagain';
import { entriesText, entryLabel } from '../view/words';
import type { IRowsToClear } from './clearrequest';
import type { IEntryColumn } from './columns';
import { entryColumns } from './columns';
import type { IEntriesGridActions } from './entriesgrid';
import { useClearing } from './useclearing';

/** How long typing must rest before the server is asked, in ms. */
const REST = 250;

/** Which entries a table shows, and what its rows can do. */
export interface IEntriesTableOptions {
  model: MemoryModel;
  commands: CommandRegistry;
  trans: TranslationBundle;
  store: string;
  fn: number;
  /** Clears entries as a person wants it. */
  clear: (rows: IRowsToClear) => Promise<unknown>;
}

/** All entries of a function with all their figures, in the main area. */
export class EntriesTable extends ReactWidget {
  constructor(private readonly _options: IEntriesTableOptions) {
    super();
    this.addClass('jp-MemoryEntries');
  }

  /** Gives the entries up. */
  override dispose(): void {
    if (!this.isDisposed) {
      super.dispose();
      this._options.model.release(this._options.store, this._options.fn, 'table');
    }
  }

  protected override onUpdateRequest(msg: Message): void {
    super.onUpdateRequest(msg);
    const { trans } = this._options;
    void this.renderPromise?.then(() => nameFilterBox(this.node, trans.__('Filter by arguments'), trans));
  }

  protected override render(): JSX.Element {
    return <Content {...this._options} />;
  }
}

function Content(props: IEntriesTableOptions): JSX.Element {
  const { model, commands, trans, store, fn } = props;
  const list = React.useMemo(() => model.entriesOf(store, fn, 'table'), [model, store, fn]);
  const columns = React.useMemo(() => entryColumns(trans), [trans]);
  const [sort, setSort] = React.useState<IEntrySort>(list.sort);
  const [filter, setFilter] = React.useState('');
  const [current, setCurrent] = React.useState<number>();
  const [failure, setFailure] = React.useState('');
  useRedraw(list);
  useConfigured(list, sort, filter);

  const entry = current === undefined ? undefined : list.at(current);
  const actions: IEntriesGridActions = {
    onCurrent: setCurrent,
    onOpen: (row) => {
      const key = list.at(row)?.key;
      if (key !== undefined) {
        void commands.execute(CommandIDs.openEntry, { store, function: fn, key });
      }
    },
    onClear: useClearing(list, props, setFailure),
    onSort: (by) => setSort((before) => nextSort(before, by)),
  };
  const host = useGrid(list, columns, actions, trans, setFailure);
  const problem = failure || (list.error && notReadText(trans, list.error));
  return (
    <>
      <div className="jp-MemoryEntries-bar" role="toolbar" aria-label={trans.__('Order and filter')}>
        <FilterBox
          placeholder={trans.__('Filter by arguments')}
          useFuzzyFilter={false}
          updateFilter={(_, query) => setFilter(query ?? '')}
        />
        <SortChoice columns={columns} sort={sort} onChange={setSort} trans={trans} />
      </div>
      {problem && (
        <p role="alert">
          {problem} {list.error && <TryAgain trans={trans} run={() => list.refresh()} />}
        </p>
      )}
      <div
        ref={host}
        className="jp-MemoryEntries-grid"
        role="region"
        aria-label={trans.__('Table of entries; the Memory panel has the same as a tree')}
        data-store={store}
        data-function={fn}
        data-key={entry?.key}
      />
      <p className="jp-MemoryEntries-status" role="status">
        {statusText(trans, list, current, entry)}
      </p>
    </>
  );
}

/** The order as two choices, for those who do not click on headers. */
function SortChoice(props: {
  columns: readonly IEntryColumn[];
  sort: IEntrySort;
  onChange: (sort: IEntrySort) => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { columns, sort, onChange, trans } = props;
  return (
    <>
      <label>
        {trans.__('Sort by')}{' '}
        <select
          value={sort.by}
          onChange={({ target }) => {
            const by = columns.find((column) => column.sort === target.value)?.sort;
            onChange({ ...sort, by: by ?? sort.by });
          }}
        >
          {columns
            .filter((column) => column.sort !== undefined)
            .map((column) => (
              <option key={column.sort} value={column.sort}>
                {column.label}
              </option>
            ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={sort.order === 'asc'}
          onChange={({ target }) => onChange({ ...sort, order: target.checked ? 'asc' : 'desc' })}
        />{' '}
        {trans.__('Smallest first')}
      </label>
    </>
  );
}

/** Order after a click on a header: the largest or newest first, and the other way round at the next click. */
export function nextSort(sort: IEntrySort, by: EntrySortKey): IEntrySort {
  return { by, order: sort.by === by && sort.order === 'desc' ? 'asc' : 'desc' };
}

/** How many entries there are and which is the current one, or that they are on the way. */
export function statusText(
  trans: TranslationBundle,
  list: EntryList,
  current: number | undefined,
  entry: Entry | undefined,
): string {
  const { total, filter } = list;
  if (total === null || list.isLoading) {
    return trans.__('Loading…');
  }
  const count = entriesText(trans, total);
  const all = filter === '' ? count : trans.__('%1 with “%2” in the arguments', count, filter);
  return current === undefined || entry === undefined
    ? all
    : trans.__('Row %1 of %2: %3', formatWhole(current + 1), all, entryLabel(trans, entry));
}

/** Draws anew when entries arrive. */
function useRedraw(list: EntryList): void {
  const [, draw] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(() => {
    list.changed.connect(draw);
    return () => {
      list.changed.disconnect(draw);
    };
  }, [list]);
}

/** Takes over the order at once, and the filter when typing rests. */
function useConfigured(list: EntryList, sort: IEntrySort, filter: string): void {
  const wanted = React.useRef({ sort, filter });
  wanted.current = { sort, filter };
  const debouncer = React.useMemo(
    () => new Debouncer(() => void list.configure(wanted.current.sort, wanted.current.filter), REST),
    [list],
  );
  React.useEffect(() => () => debouncer.dispose(), [debouncer]);
  React.useEffect(() => void list.configure(sort, list.filter), [list, sort]);
  React.useEffect(() => void debouncer.invoke().catch(() => undefined), [debouncer, filter]);
}

/** Puts the grid into its host. What draws it is fetched when the first one is shown. */
function useGrid(
  list: EntryList,
  columns: readonly IEntryColumn[],
  actions: IEntriesGridActions,
  trans: TranslationBundle,
  onFailure: (message: string) => void,
): React.RefObject<HTMLDivElement> {
  const host = React.useRef<HTMLDivElement>(null);
  const newest = React.useRef(actions);
  newest.current = actions;
  React.useEffect(() => {
    let remove: (() => void) | null = null;
    let isGone = false;
    import('./entriesgrid')
      .then(({ showEntries }) => {
        if (!isGone && host.current) {
          remove = showEntries(list, columns, host.current, {
            onCurrent: (row) => newest.current.onCurrent(row),
            onOpen: (row) => newest.current.onOpen(row),
            onClear: (first, last) => newest.current.onClear(first, last),
            onSort: (by) => newest.current.onSort(by),
          });
        }
      })
      .catch((reason: unknown) => onFailure(notReadText(trans, reason)));
    return () => {
      isGone = true;
      remove?.();
    };
  }, [list, columns, trans, onFailure]);
  return host;
}
