import type { ClearRequest } from '../_generated/api';
import type { EntryList } from '../model/entrylist';
import { MOST_SELECTED } from '../model/selection';

/** Rows of a table that are to be cleared. */
export interface IRowsToClear {
  /** How many entries. */
  count: number;
  /** Tells the server which they are. */
  request: ClearRequest;
}

/**
 * Which entries a range of rows means: all that the filter leaves, or some by their keys.
 *
 * @param list - The entries of the function.
 * @param fn - The function.
 * @param first - First row, from 0.
 * @param last - Last row, included.
 * @param signal - Gives it up.
 * @returns Null when they are neither all nor few enough for one request.
 * @throws ApiFailure when their keys cannot be fetched.
 */
export async function rowsToClear(
  list: EntryList,
  fn: number,
  first: number,
  last: number,
  signal: AbortSignal,
): Promise<IRowsToClear | null> {
  if (first === 0 && last + 1 === list.total && last > 0) {
    return { count: list.total, request: { function: fn, filter: list.filter } };
  }
  if (last - first >= MOST_SELECTED) {
    return null;
  }
  const keys = (await list.between(first, last, signal)).map(({ key }) => key);
  return { count: keys.length, request: { function: fn, keys } };
}
