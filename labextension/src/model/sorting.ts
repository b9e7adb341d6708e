import type { FunctionSummary } from '../_generated/api';

/** What functions can be sorted by. */
export const FUNCTION_SORT_KEYS = ['name', 'bytes', 'entries', 'hits', 'hitRate', 'timeSavedMs', 'lastUsed'] as const;

/** One of `FUNCTION_SORT_KEYS`. */
export type FunctionSortKey = (typeof FUNCTION_SORT_KEYS)[number];

/** An order of functions. */
export interface IFunctionSort {
  by: FunctionSortKey;
  descending: boolean;
}

/**
 * Share of calls that were answered from the cache.
 *
 * @returns A number from 0 to 1, or null when there was no call yet.
 */
export function hitRate(counts: { hits: number; misses: number }): number | null {
  const calls = counts.hits + counts.misses;
  return calls === 0 ? null : counts.hits / calls;
}

/**
 * The functions in the wanted order; equal ones by name, so that the order is always the same.
 *
 * @example
 * sortFunctions(functions, { by: 'bytes', descending: true })
 */
export function sortFunctions(functions: readonly FunctionSummary[], sort: IFunctionSort): FunctionSummary[] {
  const direction = sort.descending ? -1 : 1;
  return [...functions].sort(
    (a, b) => direction * compare(a, b, sort.by) || a.name.localeCompare(b.name) || a.id - b.id,
  );
}

function compare(a: FunctionSummary, b: FunctionSummary, by: FunctionSortKey): number {
  if (by === 'name') {
    return a.name.localeCompare(b.name);
  }
  return value(a, by) - value(b, by);
}

function value(fn: FunctionSummary, by: Exclude<FunctionSortKey, 'name'>): number {
  if (by === 'hitRate') {
    return hitRate(fn) ?? -1;
  }
  return fn[by] ?? 0;
}

/**
 * The order to show while a person's pointer or focus is in the list: what was there stays where it was, what is
 * new comes last, so that no row moves away under the hand.
 *
 * @param previous - Ids as they are shown now.
 * @param sorted - Ids in the order that the sort asks for.
 */
export function heldOrder<T>(previous: readonly T[], sorted: readonly T[]): T[] {
  const present = new Set(sorted);
  const kept = previous.filter((id) => present.has(id));
  const known = new Set(kept);
  return [...kept, ...sorted.filter((id) => !known.has(id))];
}
