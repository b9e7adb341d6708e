import * as React from 'react';

/** Rows of one level below one parent, of which only those in sight may be drawn. */
export interface IRowList {
  /** How many there are, drawn or not. */
  readonly size: number;
  /** How many are in sight at a time. */
  readonly page: number;
  /**
   * Gives a row the focus; one that is not drawn is drawn first.
   *
   * @param index - Its place.
   * @param isLastWithin - Whether the focus goes to the last row within it, when it is open.
   */
  focus(index: number, isLastWithin?: boolean): void;
}

const lists = new WeakMap<Element, IRowList>();

/** Page of a list that draws all of its rows, and so does not know how many are in sight. */
const PAGE = 10;

/**
 * Lets the keyboard walk through a list whose rows are not all drawn.
 *
 * @param element - The `group` that holds the rows.
 * @param list - How many rows there are, and how one gets the focus.
 */
export function useRowList(element: React.RefObject<HTMLElement>, list: IRowList): void {
  React.useLayoutEffect(() => {
    if (element.current) {
      lists.set(element.current, list);
    }
  });
}

/** The list that an element holds; its rows of `level` are those that are drawn, unless it was told otherwise. */
export function rowListOf(element: Element, level: number): IRowList {
  const known = lists.get(element);
  if (known) {
    return known;
  }
  const rows = drawnRows(element, level);
  return { size: rows.length, page: PAGE, focus: (index) => focusRow(rows[index]) };
}

/** The rows of one level that are drawn in an element. */
export function drawnRows(element: Element, level: number): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>(`[role="treeitem"][aria-level="${level}"]`)];
}

/** Gives a row the focus, and scrolls it into sight. */
export function focusRow(row: HTMLElement | undefined): void {
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
}
