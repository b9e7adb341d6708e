import * as React from 'react';

import type { FunctionSummary } from '../_generated/api';
import { ageStep } from '../format';
import { usePanel } from './context';
import { EntryRow } from './entryrow';
import { notReadText } from './failurewords';
import { useRowList } from './rowlist';
import { TryAgain } from './tryagain';
import { useKeptFocus } from './usekeptfocus';
import { useLasting } from './uselasting';
import { useVirtualScroll } from './usevirtualscroll';

/** What the list of a function's entries shows. */
export interface IEntriesProps {
  store: string;
  fn: FunctionSummary;
  /** Text that the arguments must contain. */
  filter: string;
}

/** The entries of an open function, in a box of its own that scrolls, so that the functions below stay in reach. */
export function Entries(props: IEntriesProps): JSX.Element {
  const { store, fn, filter } = props;
  const { model, trans } = usePanel();
  const list = model.entriesOf(store, fn.id);
  const { by, order } = model.state.entrySort;
  const group = React.useRef<HTMLDivElement>(null);
  const scroller = React.useRef<HTMLDivElement>(null);
  const { scroll, onScroll, reveal } = useVirtualScroll(list, scroller, filter === '' ? fn.entries : 0);
  const focus = useKeptFocus(scroller);
  const isSlow = useLasting(list.isLoading);
  const total = list.total ?? (filter === '' ? fn.entries : 0);

  useRowList(group, {
    size: total,
    page: scroll.page,
    focus: (index) => {
      focus.request(index);
      reveal(index);
    },
  });

  React.useEffect(() => {
    if (list.configure({ by, order }, filter)) {
      reveal(0);
      // What a filter hides must not be cleared along with what is seen.
      model.selection.clear(store, fn.id);
    }
  }, [model, list, store, fn.id, by, order, filter, reveal]);

  const { first, last, top } = scroll.window();
  const lastFocused = focus.tabStop() ?? -1;
  const tabStop = lastFocused >= first && lastFocused <= last ? lastFocused : scroll.visible().first;
  const rows = [];
  for (let index = first; index <= last; index++) {
    const entry = list.at(index);
    rows.push(
      <EntryRow
        key={entry?.key ?? `row-${index}`}
        store={store}
        fn={fn.id}
        entry={entry}
        index={index}
        total={total}
        isTabStop={index === tabStop}
        isSelected={entry !== undefined && model.selection.has(store, fn.id, entry.key)}
        ageStep={ageStep()}
      />,
    );
  }
  return (
    <div ref={group} role="group" className="jp-MemoryPanel-entries">
      {list.error && (
        <p className="jp-MemoryPanel-note" role="alert">
          {notReadText(trans, list.error)} <TryAgain trans={trans} run={() => list.refresh()} />
        </p>
      )}
      {isSlow && (
        <p className="jp-MemoryPanel-loading" role="status">
          {trans.__('Loading…')}
        </p>
      )}
      {list.total === 0 && !list.isLoading && (
        <p className="jp-MemoryPanel-note">
          {filter === ''
            ? trans.__('No entries: they were cleared or have expired.')
            : trans.__('No arguments contain “%1”.', filter)}
        </p>
      )}
      <div
        ref={scroller}
        className="jp-MemoryPanel-scroller"
        role="presentation"
        onScroll={onScroll}
        {...focus.handlers}
      >
        <div role="presentation" style={{ height: scroll.height, position: 'relative' }}>
          <div role="presentation" className="jp-MemoryPanel-window" style={{ transform: `translateY(${top}px)` }}>
            {rows}
          </div>
        </div>
      </div>
    </div>
  );
}
