import * as React from 'react';

import { ageStep } from '../format';
import type { IListedFunction } from '../model/listing';
import { usePanel } from './context';
import { Entries } from './entries';
import { FunctionRow } from './functionrow';
import type { IBelow, ISight } from './openrows';
import { rowsToDraw } from './openrows';
import { focusRow, useRowList } from './rowlist';
import { useResize } from './useresize';

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
 * The functions of a store, of which those in sight are drawn, those that are open, and the one that Tab comes back to.
 * Between them stand gaps of the height of the others.
 */
export function Functions(props: IFunctionsProps): JSX.Element {
  const { store, functions, largest } = props;
  const { model, settings, wanted } = usePanel();
  const { figures } = settings;
  const box = React.useRef<HTMLDivElement>(null);
  const requested = React.useRef<number>();
  const [tabStop, setTabStop] = React.useState<number>();
  const { sight, onScroll } = useSight(box);
  const heights = React.useRef(new Map<number, number>());

  useRowList(box, {
    size: functions.length,
    page: Math.max(1, Math.floor((sight.height - STEP) / FUNCTION_HEIGHT)),
    focus: (index) => {
      requested.current = functions[index]?.fn.id;
      setTabStop(requested.current);
      focusRequested(box.current, requested);
    },
  });
  React.useLayoutEffect(() => {
    if (wanted.place?.store === store) {
      requested.current = wanted.place.fn;
      wanted.place = null;
    }
    focusRequested(box.current, requested);
    heights.current = heightsOfOpen(box.current);
  });

  const open = functions.flatMap(({ fn }, index) => (model.state.isOpen(store, fn.id) ? [index] : []));
  const stop = Math.max(
    0,
    functions.findIndex(({ fn }) => fn.id === tabStop),
  );
  const below = open.map((index): IBelow => ({
    index,
    height: heights.current.get(functions[index]?.fn.id ?? -1) ?? 0,
  }));
  const drawn = rowsToDraw(functions.length, FUNCTION_HEIGHT, below, sight, [...open, stop]);

  return (
    <div
      ref={box}
      role="group"
      className="jp-MemoryPanel-functions"
      onScroll={onScroll}
      onFocus={({ target }) => {
        if (target.getAttribute('aria-level') === '2') {
          setTabStop(Number(target.dataset.function));
        }
      }}
    >
      {drawn.flatMap((index, i) => {
        const listed = functions[index];
        if (!listed) {
          return [];
        }
        const { fn, entryFilter, matches } = listed;
        const isOpen = open.includes(index);
        return [
          <Gap key={`before ${fn.id}`} rows={index - (drawn[i - 1] ?? -1) - 1} />,
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
      <Gap rows={functions.length - 1 - (drawn.at(-1) ?? -1)} />
    </div>
  );
}

/** Stands for rows that are not drawn. */
function Gap({ rows }: { rows: number }): JSX.Element | null {
  return rows > 0 ? <div role="presentation" style={{ height: rows * FUNCTION_HEIGHT }} /> : null;
}

/** Which part of the list is seen. */
function useSight(box: React.RefObject<HTMLElement>): { sight: ISight; onScroll: (event: React.UIEvent) => void } {
  const [sight, setSight] = React.useState<ISight>({ top: 0, height: FIRST_HEIGHT + STEP });
  const look = React.useCallback((node: HTMLElement) => {
    // Some rows around are drawn anyway: not each pixel is worth a look.
    const top = node.scrollTop - (node.scrollTop % STEP);
    const height = node.clientHeight + STEP;
    setSight((before) => (before.top === top && before.height === height ? before : { top, height }));
  }, []);
  useResize(box, look);
  const onScroll = React.useCallback(
    ({ target, currentTarget }: React.UIEvent) => {
      // The entries of an open function scroll by themselves, which React tells here too.
      if (target === currentTarget && currentTarget.clientHeight > 0) {
        look(currentTarget as HTMLElement);
      }
    },
    [look],
  );
  return { sight, onScroll };
}

/** Gives the focus to the row that is waited for, if it is drawn by now. */
function focusRequested(box: HTMLElement | null, requested: React.MutableRefObject<number | undefined>): void {
  const row =
    requested.current === undefined
      ? null
      : box?.querySelector<HTMLElement>(`.jp-MemoryPanel-function[data-function="${requested.current}"]`);
  if (row) {
    requested.current = undefined;
    focusRow(row);
  }
}

/** Heights of the entries of functions that are open, by function. */
function heightsOfOpen(box: HTMLElement | null): Map<number, number> {
  const groups = box?.querySelectorAll<HTMLElement>('.jp-MemoryPanel-entries') ?? [];
  return new Map(
    [...groups].map((group) => {
      const row = group.previousElementSibling as HTMLElement | null;
      return [Number(row?.dataset.function), group.offsetHeight];
    }),
  );
}
