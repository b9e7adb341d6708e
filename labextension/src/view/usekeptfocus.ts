import * as React from 'react';

import { focusRow } from './rowlist';

/** The focus in a list. */
export interface IKeptFocus {
  /** What to hang on the element that scrolls. */
  handlers: {
    onFocus: (event: React.FocusEvent<HTMLElement>) => void;
    onBlur: (event: React.FocusEvent<HTMLElement>) => void;
  };
  /** The row that Tab comes back to: the one that had the focus last, if any. */
  tabStop: () => number | undefined;
  /** Gives the focus to a row, at once or as soon as it is drawn. */
  request: (index: number) => void;
}

/**
 * Keeps the focus in a list whose rows come and go: when the row with the focus is drawn anew (its entry has arrived) or is
 * gone (its entry was cleared), the row of the same entry, or else the one at its place, gets the focus.
 *
 * @param list - The element that holds the rows.
 */
export function useKeptFocus(list: React.RefObject<HTMLElement>): IKeptFocus {
  const focused = React.useRef<{ index: string; key?: string } | null>(null);
  const last = React.useRef<string>();
  const requested = React.useRef<string>();

  React.useLayoutEffect(() => {
    const node = list.current;
    if (!node) {
      return;
    }
    if (requested.current !== undefined) {
      const row = rowsOf(node).find(({ dataset }) => dataset.index === requested.current);
      requested.current = undefined;
      focusRow(row);
      return;
    }
    const active = node.ownerDocument.activeElement;
    if (active && active !== node.ownerDocument.body) {
      if (!mayComeBack(node, active)) {
        // The row went first and the person elsewhere then, which no event of the row tells.
        focused.current = null;
      }
      return;
    }
    if (!focused.current) {
      return;
    }
    const { index, key } = focused.current;
    const rows = rowsOf(node);
    const row =
      rows.find(({ dataset }) => key !== undefined && dataset.key === key) ??
      rows.find(({ dataset }) => dataset.index === index) ??
      rows.at(-1);
    row?.focus({ preventScroll: true });
  });

  return {
    handlers: {
      onFocus: (event) => {
        const { index, key } = event.target.dataset;
        focused.current = index === undefined ? null : { index, key };
        last.current = index ?? last.current;
      },
      onBlur: (event) => {
        const next = event.relatedTarget;
        if (!(next instanceof Element && mayComeBack(list.current, next))) {
          focused.current = null;
        }
      },
    },
    tabStop: () => (last.current === undefined ? undefined : Number(last.current)),
    request: (index) => {
      const row = list.current && rowsOf(list.current).find(({ dataset }) => dataset.index === String(index));
      if (row) {
        focusRow(row);
      } else {
        requested.current = String(index);
      }
    },
  };
}

/** Whether the focus is in the list, or in a dialog, which gives it back. */
function mayComeBack(list: Element | null, focused: Element): boolean {
  return list?.contains(focused) === true || focused.closest('.jp-Dialog') !== null;
}

function rowsOf(node: HTMLElement): HTMLElement[] {
  return [...node.querySelectorAll<HTMLElement>('[role="treeitem"]')];
}
