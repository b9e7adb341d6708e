import type { KeyboardEvent, MouseEvent } from 'react';

import { asFailure } from '../api/failure';
import type { MemoryModel } from '../model/model';
import type { IRow, ISelectable } from '../model/selection';
import { moveTarget } from './keyboard';
import { placeInList } from './treewalk';

/**
 * Selects by a click as a list box does: with Ctrl (or Cmd) the entry goes in or out, with Shift all up to it.
 *
 * @returns Whether the click was such a one; another one opens the entry.
 */
export function selectByClick(event: MouseEvent<HTMLElement>, model: MemoryModel): boolean {
  const entry = entryOf(event.currentTarget);
  if (!entry) {
    return false;
  }
  if (event.shiftKey) {
    extend(model, entry, entry);
  } else if (event.ctrlKey || event.metaKey) {
    model.selection.toggle(entry);
  } else {
    model.selection.start(entry);
    return false;
  }
  return true;
}

/**
 * Selects by keys: Shift with a key that moves takes in all up to where it leads within the entries, Ctrl and Space takes
 * this one in or out, Ctrl and A takes in all that the filter leaves, Escape selects nothing.
 *
 * @param event - A key in the tree.
 * @param model - What holds the selection.
 * @returns Whether the key was such a one.
 */
export function selectByKey(event: KeyboardEvent<HTMLElement>, model: MemoryModel): boolean {
  const row = event.target as HTMLElement;
  const entry = entryOf(row);
  if (!entry) {
    return false;
  }
  const place = placeInList(row);
  const target = event.shiftKey ? moveTarget(event.key, place) : undefined;
  if (target !== undefined) {
    // At its edges a range stays in the list of its function.
    if (target !== entry.index && target >= 0 && target < place.list.size) {
      place.list.focus(target);
      extend(model, { store: entry.store, fn: entry.fn, index: target }, entry);
    }
  } else if (event.key === ' ' && (event.ctrlKey || event.metaKey)) {
    model.selection.toggle(entry);
  } else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
    model.selection.selectAll(model.entriesOf(entry.store, entry.fn), entry);
  } else if (event.key === 'Escape' && model.selection.in(entry.store, entry.fn)) {
    model.selection.clear(entry.store, entry.fn);
  } else {
    return false;
  }
  event.preventDefault();
  event.stopPropagation();
  return true;
}

function extend(model: MemoryModel, to: IRow, from: ISelectable): void {
  const list = model.entriesOf(to.store, to.fn);
  model.selection.extend(list, to, from).catch((reason: unknown) => list.fail(asFailure(reason)));
}

function entryOf(row: Element | null): ISelectable | null {
  const { store, function: fn, key, index } = (row as HTMLElement | null)?.dataset ?? {};
  return store === undefined || fn === undefined || key === undefined || index === undefined
    ? null
    : { store, fn: Number(fn), key, index: Number(index) };
}
