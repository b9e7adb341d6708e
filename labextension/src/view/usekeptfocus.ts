import * as React from 'react';

/** What to hang on the element that scrolls. */
export interface IKeptFocus {
  onFocus: (event: React.FocusEvent<HTMLElement>) => void;
  onBlur: (event: React.FocusEvent<HTMLElement>) => void;
}

/**
 * Keeps the focus in a list whose rows come and go: when the row with the focus is drawn anew (its entry has arrived) or is
 * gone (its entry was cleared), the row of the same entry, or else the one at its place, gets the focus.
 *
 * @param list - The element that holds the rows.
 */
export function useKeptFocus(list: React.RefObject<HTMLElement>): IKeptFocus {
  const focused = React.useRef<{ index?: string; key?: string } | null>(null);

  React.useLayoutEffect(() => {
    const node = list.current;
    const active = node?.ownerDocument.activeElement;
    if (!node || !focused.current || (active && active !== node.ownerDocument.body)) {
      return;
    }
    const { index, key } = focused.current;
    const rows = [...node.querySelectorAll<HTMLElement>('[role="treeitem"]')];
    const row =
      rows.find(({ dataset }) => key !== undefined && dataset.key === key) ??
      rows.find(({ dataset }) => dataset.index === index) ??
      rows.at(-1);
    row?.focus({ preventScroll: true });
  });

  return {
    onFocus: (event) => {
      const { index, key } = event.target.dataset;
      focused.current = index === undefined ? null : { index, key };
    },
    onBlur: (event) => {
      const next = event.relatedTarget;
      const staysOrAsks = next instanceof Element && (list.current?.contains(next) || next.closest('.jp-Dialog'));
      if (!staysOrAsks) {
        focused.current = null;
      }
    },
  };
}
