import * as React from 'react';

import { formatWhole } from '../format';
import type { EntryList } from '../model/entrylist';
import { MOST_SELECTED } from '../model/selection';
import { notReadText } from '../view/failurewords';
import { rowsToClear } from './clearrequest';
import type { IEntriesTableOptions } from './entriestable';

/**
 * Clears rows of a table, which may have to be fetched first; who clears others meanwhile or closes the table gives that up.
 *
 * @param list - The entries of the table.
 * @param options - Those of the table.
 * @param onFailure - Told why nothing was cleared; '' to begin with.
 * @returns Clears from a first row to a last one.
 */
export function useClearing(
  list: EntryList,
  { fn, clear, trans }: IEntriesTableOptions,
  onFailure: (words: string) => void,
): (first: number, last: number) => void {
  const underWay = React.useRef<AbortController>();
  React.useEffect(() => () => underWay.current?.abort(), [list]);
  const run = async (first: number, last: number): Promise<void> => {
    underWay.current?.abort();
    const { signal } = (underWay.current = new AbortController());
    try {
      const rows = await rowsToClear(list, fn, first, last, signal);
      if (rows && !signal.aborted) {
        await clear(rows);
      } else if (!rows) {
        const most = formatWhole(MOST_SELECTED);
        onFailure(trans.__('Select %1 entries at most, or all that the filter leaves.', most));
      }
    } catch (reason) {
      if (!signal.aborted) {
        onFailure(notReadText(trans, reason));
      }
    }
  };
  return (first, last) => {
    onFailure('');
    void run(first, last);
  };
}
