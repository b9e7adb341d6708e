import * as React from 'react';

import type { EntryList } from '../model/entrylist';
import { useResize } from './useresize';
import { VirtualScroll } from './virtualscroll';

/** Height of an entry's row in pixels; `.jp-MemoryPanel-entry` has the same. */
export const ENTRY_HEIGHT = 38;

/** Rows to assume before the browser has laid the list out. */
const FIRST_ROWS = 10;

/** How long the hand rests before a scaled scroll bar goes to its right place, in ms. */
const REST = 200;

/** Most that a list of entries is high, in pixels, and its borders; `.jp-MemoryPanel-scroller` and its parent have the same. */
const MOST_HEIGHT = 380;
const BORDERS = 2;

/** Where each list was scrolled to, for one that is drawn again. */
const scrolls = new WeakMap<EntryList, VirtualScroll>();

/** Height of a list of entries that has not been drawn yet, in pixels. */
export function heightOfEntries(count: number): number {
  return Math.min(count * ENTRY_HEIGHT, MOST_HEIGHT, window.innerHeight / 2) + BORDERS;
}

/** A list whose rows in sight are drawn. */
export interface IVirtualList {
  /** Which rows are to be drawn, and where. */
  scroll: VirtualScroll;
  /** To be called when the element has scrolled. */
  onScroll: () => void;
  /** Scrolls a row into sight, so that it is drawn. */
  reveal: (row: number) => void;
}

/**
 * Connects a list of entries, the arithmetic of what is in sight, and the element that scrolls.
 *
 * @param list - The entries.
 * @param scroller - The element that scrolls.
 * @param expected - Number of entries to assume before the server has told.
 */
export function useVirtualScroll(
  list: EntryList,
  scroller: React.RefObject<HTMLDivElement>,
  expected: number,
): IVirtualList {
  const scroll = React.useMemo(() => scrollOf(list), [list]);
  const [, draw] = React.useReducer((count: number) => count + 1, 0);
  const [viewport, setViewport] = React.useState(FIRST_ROWS * ENTRY_HEIGHT);
  const resting = React.useRef<number>();

  scroll.resize(list.total ?? expected, viewport);
  const { first, last } = scroll.window();

  // The browser tells of a scroll a frame later: whoever sets the scroll bar must know first where it is now, or a
  // scroll in between would be taken back. While the panel is hidden there is no scroll bar: the browser says that it is
  // at the top, and puts it back when the panel is shown.
  const move = React.useCallback(
    (change: () => void = () => undefined) => {
      const node = scroller.current;
      if (node && !node.closest('.lm-mod-hidden')) {
        scroll.scrolled(node.scrollTop);
        change();
        node.scrollTop = scroll.settle();
      }
      draw();
    },
    [scroll, scroller],
  );

  const onScroll = React.useCallback(() => {
    scroll.scrolled(scroller.current?.scrollTop ?? 0);
    draw();
    window.clearTimeout(resting.current);
    resting.current = window.setTimeout(move, REST);
  }, [scroll, scroller, move]);

  const reveal = React.useCallback((row: number) => move(() => scroll.reveal(row)), [scroll, move]);

  React.useLayoutEffect(() => {
    if (scroller.current) {
      scroller.current.scrollTop = scroll.settle();
    }
    return () => {
      window.clearTimeout(resting.current);
      list.rest();
    };
  }, [scroll, scroller, list]);

  React.useEffect(() => {
    list.show(Math.max(0, first), Math.max(0, last));
  }, [list, first, last]);

  React.useEffect(() => {
    const onChanged = (_: EntryList, shift: number): void => {
      if (shift === 0) {
        draw();
        return;
      }
      move(() => {
        // At the top a reader wants to see what is new; further down, to stay.
        if (scroll.position > 0) {
          scroll.resize(list.total ?? 0, viewport);
          scroll.shift(shift);
        }
      });
    };
    list.changed.connect(onChanged);
    return () => {
      list.changed.disconnect(onChanged);
    };
  }, [list, scroll, move, viewport]);

  const onResize = React.useCallback((node: HTMLElement) => setViewport(node.clientHeight), []);
  useResize(scroller, onResize);

  return { scroll, onScroll, reveal };
}

function scrollOf(list: EntryList): VirtualScroll {
  const scroll = scrolls.get(list) ?? new VirtualScroll(ENTRY_HEIGHT);
  scrolls.set(list, scroll);
  return scroll;
}
