import * as React from 'react';

import type { Overview } from '../_generated/api';
import { CommandIDs } from '../commands/ids';
import type { IListedStore } from '../model/listing';
import { listing, textToSearch } from '../model/listing';
import { totalsOf } from '../model/totals';
import { usePanel } from './context';
import { navigate, rememberTabStop } from './keyboard';
import { selectByKey } from './selecting';
import { NoMatch, SearchNote } from './states';
import { StoreSection } from './storesection';
import { useLasting } from './uselasting';
import { selectedText } from './words';

/** The stores, their functions and entries, as a tree. */
export function Tree(props: { overview: Overview }): JSX.Element {
  const { overview } = props;
  const { model, commands, trans } = usePanel();
  const { filter, functionSort } = model.state;
  const root = React.useRef<HTMLDivElement>(null);
  const hold = useHeldOrder(`${functionSort.by} ${functionSort.descending}`);

  const isWaiting = useLasting(model.pendingActions > 0 || model.selection.isReaching);
  const text = textToSearch(overview, filter);
  const progress = model.search.progressOf(text);

  React.useEffect(() => {
    model.search.search(text);
  }, [model, text]);

  const stores = listing(overview, {
    filter,
    sort: functionSort,
    argumentMatches: (store, fn) => model.search.matches(store, fn),
    held: hold.held(),
  });
  hold.remember(stores);

  const isEmpty = stores.length === 0;
  const note = <SearchNote progress={progress} total={totalsOf(overview).entries} isEmpty={isEmpty} />;
  if (isEmpty) {
    return (
      <>
        {note}
        {!progress.isSearching && <NoMatch filter={filter} />}
      </>
    );
  }
  const largest = Math.max(...stores.flatMap(({ functions }) => functions.map(({ fn }) => fn.bytes)));
  return (
    <>
      {note}
      <div
        ref={root}
        role="tree"
        aria-label={trans.__('Cached functions')}
        aria-multiselectable="true"
        aria-busy={model.pendingActions > 0}
        className="jp-MemoryPanel-tree"
        onPointerEnter={hold.take}
        onPointerLeave={hold.release}
        onFocus={(event) => {
          hold.take();
          rememberTabStop(event.target);
        }}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) {
            hold.release();
          }
        }}
        onKeyDown={(event) => {
          if (!selectByKey(event, model)) {
            navigate(event, {
              clear: () => void commands.execute(CommandIDs.clearFocused),
              type: () => void commands.execute(CommandIDs.focusFilter),
            });
          }
        }}
      >
        {stores.map((listed, index) => (
          <StoreSection key={listed.store.id} listed={listed} largest={largest} isFirst={index === 0} />
        ))}
      </div>
      <p className="jp-MemoryPanel-selected" role="status">
        {isWaiting ? trans.__('Waiting for the server…') : selectedText(trans, model.selection.current)}
      </p>
    </>
  );
}

/** Keeps the order of the functions as it is while the pointer or the focus is in the list. */
function useHeldOrder(sort: string): {
  take: () => void;
  release: () => void;
  held: () => ReadonlyMap<string, readonly number[]> | undefined;
  remember: (stores: readonly IListedStore[]) => void;
} {
  const order = React.useRef(new Map<string, number[]>());
  const isHeld = React.useRef(false);
  const heldSort = React.useRef(sort);
  const [, draw] = React.useReducer((count: number) => count + 1, 0);
  return {
    take: () => {
      isHeld.current = true;
    },
    release: () => {
      isHeld.current = false;
      draw();
    },
    held: () => (isHeld.current && heldSort.current === sort ? order.current : undefined),
    remember: (stores) => {
      heldSort.current = sort;
      order.current = new Map(stores.map(({ store, functions }) => [store.id, functions.map(({ fn }) => fn.id)]));
    },
  };
}
