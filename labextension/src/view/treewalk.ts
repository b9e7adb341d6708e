import type { IRowList } from './rowlist';
import { drawnRows, focusRow, rowListOf } from './rowlist';

/** A row of the tree: the list that it is in, and its place there. */
export interface IPlaceInList {
  list: IRowList;
  index: number;
}

/** The list that a row is in, and its place there. */
export function placeInList(row: HTMLElement): IPlaceInList {
  const level = levelOf(row);
  const element = listElement(row);
  const told = row.getAttribute('aria-posinset');
  const index = told === null ? drawnRows(element, level).indexOf(row) : Number(told) - 1;
  return { list: rowListOf(element, level), index };
}

/** Gives the focus to the row below: the first child of an open one, the next one, or the next one of a parent. */
export function focusNext(row: HTMLElement): void {
  if (focusFirstChild(row)) {
    return;
  }
  for (let at: HTMLElement | null = row; at; at = parentOf(at)) {
    const { list, index } = placeInList(at);
    if (index + 1 < list.size) {
      list.focus(index + 1);
      return;
    }
  }
}

/** Gives the focus to the row above: the last one within the row before, or the parent. */
export function focusPrevious(row: HTMLElement): void {
  const { list, index } = placeInList(row);
  if (index === 0) {
    focusParent(row);
    return;
  }
  const before = drawnAt(row, index - 1);
  if (before) {
    focusLastWithin(before);
  } else {
    list.focus(index - 1, true);
  }
}

/** Gives the focus to the parent of a row, if it has one. */
export function focusParent(row: HTMLElement): void {
  focusRow(parentOf(row) ?? undefined);
}

/** Gives the focus to the first child of an open row. Returns whether it has one. */
export function focusFirstChild(row: HTMLElement): boolean {
  const children = childrenOf(row);
  if (!children || children.size === 0) {
    return false;
  }
  children.focus(0);
  return true;
}

/** Gives the focus to the first row of a tree. */
export function focusFirst(tree: HTMLElement): void {
  focusRow(drawnRows(tree, 1)[0]);
}

/** Gives the focus to the last row of a tree, of those that can be seen without opening one. */
export function focusLast(tree: HTMLElement): void {
  const last = drawnRows(tree, 1).at(-1);
  if (last) {
    focusLastWithin(last);
  }
}

/** Gives the focus to the last row within an open one, or else to the row itself. */
export function focusLastWithin(row: HTMLElement): void {
  const children = childrenOf(row);
  if (!children || children.size === 0) {
    focusRow(row);
    return;
  }
  const last = drawnChildAt(row, children.size - 1);
  if (last) {
    focusLastWithin(last);
  } else {
    children.focus(children.size - 1, true);
  }
}

function drawnAt(row: HTMLElement, index: number): HTMLElement | undefined {
  return rowAt(listElement(row), levelOf(row), index);
}

function drawnChildAt(row: HTMLElement, index: number): HTMLElement | undefined {
  const element = childrenElement(row);
  return element ? rowAt(element, levelOf(row) + 1, index) : undefined;
}

function rowAt(element: Element, level: number, index: number): HTMLElement | undefined {
  return drawnRows(element, level).find((row) => placeInList(row).index === index);
}

function childrenOf(row: HTMLElement): IRowList | null {
  const element = childrenElement(row);
  return element && rowListOf(element, levelOf(row) + 1);
}

/** The group of an open row stands right behind it. */
function childrenElement(row: HTMLElement): Element | null {
  const next = row.nextElementSibling;
  return next?.getAttribute('role') === 'group' ? next : null;
}

function parentOf(row: HTMLElement): HTMLElement | null {
  const before = listElement(row).previousElementSibling;
  return levelOf(row) > 1 && before instanceof HTMLElement ? before : null;
}

function listElement(row: HTMLElement): Element {
  return row.closest('[role="group"], [role="tree"]') ?? row;
}

function levelOf(row: HTMLElement): number {
  return Number(row.getAttribute('aria-level'));
}
