import type { BasicSelectionModel } from '@lumino/datagrid';

import type { EntryList } from '../model/entrylist';

/**
 * Keeps the selection of a grid on its entries when rows come in or go above them: what Enter opens and Delete clears is the
 * entry that a person has chosen, not the one that has moved to its place meanwhile.
 *
 * @param list - The entries in the grid's rows.
 * @param selection - The grid's selection.
 * @returns Ends it.
 */
export function keepCurrent(list: EntryList, selection: BasicSelectionModel): () => void {
  let key: string | undefined;
  let row = -1;
  const remember = (): void => {
    row = selection.cursorRow;
    key = list.at(selection.cursorRow)?.key;
  };
  const follow = (): void => {
    const now = key === undefined ? undefined : list.indexOf(key);
    const range = selection.currentSelection();
    if (now !== undefined && range && now !== selection.cursorRow) {
      const rows = now - selection.cursorRow;
      const { r1, r2, c1, c2 } = range;
      const cursor = { cursorRow: now, cursorColumn: selection.cursorColumn };
      selection.select({ r1: r1 + rows, r2: r2 + rows, c1, c2, ...cursor, clear: 'all' });
    }
    if (list.at(selection.cursorRow)) {
      remember();
    }
  };
  const onSelected = (): void => {
    // The selection tells of itself, too, when it has looked whether its rows are there still.
    if (selection.cursorRow !== row) {
      remember();
    }
  };
  selection.changed.connect(onSelected);
  list.changed.connect(follow);
  return () => {
    selection.changed.disconnect(onSelected);
    list.changed.disconnect(follow);
  };
}
