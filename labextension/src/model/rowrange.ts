import type { Entry } from '../_generated/api';

/** Rows in one request: as many as the server gives. */
export const MOST_ROWS = 1000;

/** Where the rows of a range come from. */
export interface IRowSource {
  /** The entry in a row, or undefined when it is not at hand. */
  held: (row: number) => Entry | undefined;
  /** Fetches rows. Gives fewer when there are no more, or nobody waits for them. */
  fetch: (first: number, count: number) => Promise<readonly Entry[]>;
}

/**
 * The entries of a range of rows. Those that are not at hand are fetched many at a time, one request after the other, so
 * that a long range leaves the server time for what is on screen.
 *
 * @param first - First row, from 0.
 * @param last - Last row, included.
 * @param source - Where they come from.
 * @throws ApiFailure when they cannot be fetched.
 */
export async function rowsBetween(first: number, last: number, source: IRowSource): Promise<Entry[]> {
  const rows: Entry[] = [];
  for (let row = first; row <= last;) {
    const entry = source.held(row);
    if (entry) {
      rows.push(entry);
      row++;
      continue;
    }
    const count = missing(row, Math.min(last, row + MOST_ROWS - 1), source);
    const fetched = await source.fetch(row, count);
    rows.push(...fetched);
    if (fetched.length < count) {
      break;
    }
    row += count;
  }
  return rows;
}

/** How many rows from one on are not at hand. */
function missing(first: number, last: number, source: IRowSource): number {
  let row = first + 1;
  while (row <= last && !source.held(row)) {
    row++;
  }
  return row - first;
}
