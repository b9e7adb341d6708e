import * as React from 'react';

import { ageStep } from '../format';
import type { IListedFunction } from '../model/listing';
import { usePanel } from './context';
import { Entries } from './entries';
import { FunctionRow } from './functionrow';
import { gapHeight, rowsToDraw } from './openrows';
import { focusRow, useRowList } from './rowlist';
import { focusLastWithin } from './treewalk';
import { functionAt, useOpenGroups } from './useopengroups';
import { useSight } from './usesight';

/** Height of a function's row in pixels; `.jp-MemoryPanel-function` has the same. */
export const FUNCTION_HEIGHT = 43;

/** Height to assume before the browser has laid the list out: more than most screens have. */
const FIRST_HEIGHT = 30 * FUNCTION_HEIGHT;

/** How far a list scrolls before other rows are drawn, in pixels; less than the height of those drawn ahead. */
const STEP = 5 * FUNCTION_HEIGHT;

/** What the list of a store's functions shows. */
export interface IFunctionsProps {
  store: string;
  functions: readonly IListedFunction[];
  /** Size of the largest function of all stores. */
  largest: number;
}

/**
 * The functions of a store and the entries of those that are open, of which those in sight are drawn, and what a person is
 * about: the row that Tab comes back to, the function that had the focus last, the one of which entries are selected. Between
 * them stand gaps of the height of the others.
 */
export function Functions(props: IFunctionsProps): JSX.Element {
  const { store, functions, largest } = props;
  const { model, settings, wanted } = usePanel();
  const { figures } = settings;
  const box = React.useRef<HTMLDivElement>(null);
  const requested = React.useRef<IRequested>();
  const [tabStop, setTabStop] = React.useState<number>();
  const [focused, setFocused] = React.useState<number>();
  const { sight, onScroll } = useSight(box, STEP, FIRST_HEIGHT);
  const open = useOpenGroups(box, model, store, functions);

  useRowList(box, {
    size: functions.length,
    page: Math.max(1, Math.floor((sight.height - STEP) / FUNCTION_HEIGHT)),
    focus: (index, isLastWithin = false) => {
      const id = functions[index]?.fn.id;
      requested.current = id === undefined ? undefined : { id, isLastWithin };
      setTabStop(id);
      focusRequested(box.current, requested);
    },
  });
  if (wanted.place?.store === store && wanted.place.fn !== tabStop) {
    setTabStop(wanted.place.fn);
  }
  React.useLayoutEffect(() => {
    if (wanted.place?.store === store) {
      requested.current = { id: wanted.place.fn, isLastWithin: false };
      wanted.place = null;
    }
    focusRequested(box.current, requested);
  });

  const indexOf = (id: number | undefined): number =>
    id === undefined ? -1 : functions.findIndex(({ fn }) => fn.id === id);
  const stop = Math.max(0, indexOf(tabStop));
  const { current } = model.selection;
  const selected = current?.store === store ? indexOf(current.fn) : -1;
  const drawn = rowsToDraw(functions.length, FUNCTION_HEIGHT, open, sight, [stop, indexOf(focused), selected]);
  const openRows = new Set(open.map(({ index }) => index));

  return (
    <div
      ref={box}
      role="group"
      className="jp-MemoryPanel-functions"
      onScroll={onScroll}
      onFocus={({ target }) => {
        const id = functionAt(target);
        setFocused(id);
        if (target.getAttribute('aria-level') === '2') {
          setTabStop(id);
        }
      }}
    >
      {drawn.flatMap((index, i) => {
        const listed = functions[index];
        if (!listed) {
          return [];
        }
        const { fn, entryFilter, matches } = listed;
        const isOpen = openRows.has(index);
        return [
          <Gap key={`before ${fn.id}`} height={gapHeight(drawn[i - 1] ?? -1, index, FUNCTION_HEIGHT, open)} />,
          <FunctionRow
            key={fn.id}
            store={store}
            fn={fn}
            index={index}
            total={functions.length}
            matches={matches}
            isOpen={isOpen}
            isTabStop={index === stop}
            largest={largest}
            figures={figures}
            ageStep={ageStep()}
          />,
          isOpen && <Entries key={`entries of ${fn.id}`} store={store} fn={fn} filter={entryFilter} />,
        ];
      })}
      <Gap height={gapHeight(drawn.at(-1) ?? -1, functions.length, FUNCTION_HEIGHT, open)} />
    </div>
  );
}

/** A function that is to have the focus as soon as it is drawn, or the last row within it. */
interface IRequested {
  id: number;
  isLastWithin: boolean;
}

/** Stands for rows that are not drawn. */
function Gap({ height }: { height: number }): JSX.Element | null {
  return height > 0 ? <div role="presentation" style={{ height }} /> : null;
}

/** Gives the focus to what is waited for, if it is drawn by now. */
function focusRequested(box: HTMLElement | null, requested: React.MutableRefObject<IRequested | undefined>): void {
  const { id, isLastWithin } = requested.current ?? {};
  const row =
    id === undefined ? null : box?.querySelector<HTMLElement>(`.jp-MemoryPanel-function[data-function="${id}"]`);
  if (row) {
    requested.current = undefined;
    if (isLastWithin) {
      focusLastWithin(row);
    } else {
      focusRow(row);
    }
  }
}
