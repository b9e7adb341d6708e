import type { KeyboardEvent } from 'react';

import type { IPlaceInList } from './treewalk';
import { focusFirst, focusFirstChild, focusLast, focusNext, focusParent, focusPrevious, placeInList } from './treewalk';

/** What keys do beyond moving. */
export interface IKeyActions {
  /** Delete: clear what has the focus. */
  clear: () => void;
  /** A letter: go on typing in the filter. */
  type: () => void;
}

/**
 * Moves the focus in a tree as the ARIA practices describe: arrows, Home and End, pages; Right opens, Left closes or goes
 * to the parent; Enter and Space do what a click does; Delete clears; a letter goes to the filter. Rows need not be drawn
 * to be reached.
 */
export function navigate(event: KeyboardEvent<HTMLElement>, actions: Partial<IKeyActions> = {}): void {
  const item = event.target as HTMLElement;
  if (item.getAttribute('role') !== 'treeitem' || hasModifier(event)) {
    return;
  }
  if (act(event, item, actions)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

/**
 * Makes the item with the focus the one of its list that Tab comes back to.
 *
 * @param target - The element that got the focus.
 */
export function rememberTabStop(target: HTMLElement): void {
  if (target.getAttribute('role') !== 'treeitem') {
    return;
  }
  const level = target.getAttribute('aria-level');
  const list = target.closest('[role="group"], [role="tree"]');
  list?.querySelectorAll<HTMLElement>(`[role="treeitem"][aria-level="${level}"][tabindex="0"]`).forEach((other) => {
    other.tabIndex = -1;
  });
  target.tabIndex = 0;
}

function act(event: KeyboardEvent<HTMLElement>, item: HTMLElement, actions: Partial<IKeyActions>): boolean {
  const isOpen = item.getAttribute('aria-expanded');
  switch (event.key) {
    case 'ArrowDown':
      focusNext(item);
      return true;
    case 'ArrowUp':
      focusPrevious(item);
      return true;
    case 'ArrowRight':
      if (isOpen === 'false') {
        item.click();
      } else {
        focusFirstChild(item);
      }
      return isOpen !== null;
    case 'ArrowLeft':
      if (isOpen === 'true') {
        item.click();
      } else {
        focusParent(item);
      }
      return true;
    case 'Home':
    case 'End':
    case 'PageUp':
    case 'PageDown':
      jump(event.key, item, event.currentTarget);
      return true;
    case 'Enter':
    case ' ':
      item.click();
      return true;
    case 'Delete':
      actions.clear?.();
      return true;
    default:
      if (event.key.length === 1) {
        // Not prevented: the letter lands in the filter, which has the focus by then.
        actions.type?.();
      }
      return false;
  }
}

/**
 * Where a key that moves leads within a list.
 *
 * @returns An index, which for an arrow may lie just outside of the list; undefined for other keys.
 */
export function moveTarget(key: string, { list, index }: IPlaceInList): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return index + 1;
    case 'ArrowUp':
      return index - 1;
    case 'Home':
      return 0;
    case 'End':
      return list.size - 1;
    case 'PageUp':
      return Math.max(0, index - list.page);
    case 'PageDown':
      return Math.min(list.size - 1, index + list.page);
    default:
      return undefined;
  }
}

/** Home and End go to the ends of the entries first, and from there to those of the tree. */
function jump(key: string, item: HTMLElement, tree: HTMLElement): void {
  const place = placeInList(item);
  const target = moveTarget(key, place);
  const isPage = key === 'PageUp' || key === 'PageDown';
  if (target !== undefined && target !== place.index && (isPage || isEntry(item))) {
    place.list.focus(target);
  } else if (key === 'Home') {
    focusFirst(tree);
  } else if (key === 'End') {
    focusLast(tree);
  }
}

function isEntry(item: HTMLElement): boolean {
  return item.dataset.index !== undefined;
}

function hasModifier(event: KeyboardEvent<HTMLElement>): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}
