import type { KeyboardEvent } from 'react';

/** What keys do beyond moving. */
export interface IKeyActions {
  /** Delete: clear what has the focus. */
  clear: () => void;
  /** A letter: go on typing in the filter. */
  type: () => void;
}

/**
 * Moves the focus in a tree as the ARIA practices describe: arrows, Home and End; Right opens, Left closes or goes to
 * the parent; Enter and Space do what a click does; Delete clears; a letter goes to the filter.
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
      return focusBy(event.currentTarget, item, 1);
    case 'ArrowUp':
      return focusBy(event.currentTarget, item, -1);
    case 'ArrowRight':
      if (isOpen === 'false') {
        item.click();
        return true;
      }
      return isOpen === 'true' && focusBy(event.currentTarget, item, 1);
    case 'ArrowLeft':
      if (isOpen === 'true') {
        item.click();
        return true;
      }
      return focusParent(event.currentTarget, item);
    case 'Home':
      return focusAt(event.currentTarget, 0);
    case 'End':
      return focusAt(event.currentTarget, -1);
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

function hasModifier(event: KeyboardEvent<HTMLElement>): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}

function itemsOf(tree: HTMLElement): HTMLElement[] {
  return [...tree.querySelectorAll<HTMLElement>('[role="treeitem"]')];
}

function focusBy(tree: HTMLElement, item: HTMLElement, step: number): boolean {
  const items = itemsOf(tree);
  const next = items[items.indexOf(item) + step];
  const index = neighbourIndex(item, step);
  if (index === undefined || next?.dataset.index === index) {
    focus(next);
  }
  return true;
}

/**
 * The index that the neighbour of an entry must have; undefined where any row will do. A long list draws only the rows
 * in sight: when keys come faster than rows are drawn, the focus waits at the edge instead of leaving the list.
 */
function neighbourIndex(item: HTMLElement, step: number): string | undefined {
  const position = Number(item.getAttribute('aria-posinset')) + step;
  const isInside = position >= 1 && position <= Number(item.getAttribute('aria-setsize'));
  return isInside ? String(position - 1) : undefined;
}

function focusAt(tree: HTMLElement, index: number): boolean {
  focus(itemsOf(tree).at(index));
  return true;
}

function focusParent(tree: HTMLElement, item: HTMLElement): boolean {
  const level = Number(item.getAttribute('aria-level'));
  const items = itemsOf(tree);
  for (let i = items.indexOf(item) - 1; i >= 0; i--) {
    const other = items[i];
    if (other && Number(other.getAttribute('aria-level')) < level) {
      focus(other);
      break;
    }
  }
  return true;
}

function focus(item: HTMLElement | undefined): void {
  item?.focus();
  item?.scrollIntoView({ block: 'nearest' });
}
