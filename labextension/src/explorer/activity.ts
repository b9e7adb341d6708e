import type { Activity } from '../_generated/api';

const HOUR = 60 * 60 * 1000;

/** Hits and misses in a stretch of time. */
export interface IActivityColumn {
  /** Start, in ms since 1970. */
  start: number;
  hits: number;
  misses: number;
}

/** What happened in all stores together. */
export interface IActivitySum {
  columns: IActivityColumn[];
  hits: number;
  misses: number;
  timeSavedMs: number;
}

/**
 * Adds up the activity of several stores in stretches of equal length; stretches in which nothing happened are there, too.
 *
 * @param activities - One for each store, all of the same days.
 * @param hours - Length of a stretch.
 */
export function sumActivity(activities: readonly Activity[], hours: number): IActivitySum {
  const sum: IActivitySum = { columns: [], hits: 0, misses: 0, timeSavedMs: 0 };
  const from = Math.min(...activities.map((activity) => activity.from));
  const to = Math.max(...activities.map((activity) => activity.to));
  for (let start = from; start < to; start += hours * HOUR) {
    sum.columns.push({ start, hits: 0, misses: 0 });
  }
  for (const hour of activities.flatMap((activity) => activity.hours)) {
    const column = sum.columns[Math.floor((hour.start - from) / (hours * HOUR))];
    if (column) {
      column.hits += hour.hits;
      column.misses += hour.misses;
      sum.hits += hour.hits;
      sum.misses += hour.misses;
      sum.timeSavedMs += hour.timeSavedMs;
    }
  }
  return sum;
}
