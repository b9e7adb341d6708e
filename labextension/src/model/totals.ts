import type { Overview } from '../_generated/api';

/** Figures of all stores together. */
export interface ITotals {
  entries: number;
  bytes: number;
  hits: number;
  misses: number;
  timeSavedMs: number;
  /** Sum of the limits, or null when a store that holds something has none. */
  maxBytes: number | null;
}

/** Adds up the stores of an overview. */
export function totalsOf(overview: Overview | null): ITotals {
  const totals: ITotals = {
    entries: 0,
    bytes: 0,
    hits: 0,
    misses: 0,
    timeSavedMs: 0,
    maxBytes: 0,
  };
  for (const { store } of overview?.stores ?? []) {
    totals.entries += store.entries;
    totals.bytes += store.bytes;
    totals.hits += store.hits;
    totals.misses += store.misses;
    totals.timeSavedMs += store.timeSavedMs;
    totals.maxBytes = totals.maxBytes === null || store.maxBytes === null ? null : totals.maxBytes + store.maxBytes;
  }
  return totals;
}
