import type { ClearRequest } from '../_generated/api';

const DAY = 24 * 60 * 60 * 1000;

/** By what to prune. */
export type PruneBy = 'age' | 'size' | 'old' | 'expired';

/** What a person has chosen in the dialog. */
export interface IPruneChoice {
  by: PruneBy;
  /** Days without use, for 'age'. */
  days: number;
  /** Size to keep, in MB of 1024 KB each, for 'size'. */
  megabytes: number;
}

/** What the dialog starts with. */
export const FIRST_CHOICE: IPruneChoice = { by: 'age', days: 30, megabytes: 500 };

/**
 * The request that clears what was chosen, or null while a number is missing or negative.
 *
 * @param choice - What was chosen.
 * @param fn - Function to prune, or undefined for the whole store.
 */
export function pruneRequest(choice: IPruneChoice, fn: number | undefined): ClearRequest | null {
  const scope: ClearRequest = fn === undefined ? {} : { function: fn };
  const number = choice.by === 'age' ? choice.days : choice.by === 'size' ? choice.megabytes : 0;
  if (!Number.isFinite(number) || number < 0) {
    return null;
  }
  switch (choice.by) {
    case 'age':
      return { ...scope, unusedForMs: Math.round(choice.days * DAY) };
    case 'size':
      return { ...scope, maxBytes: Math.round(choice.megabytes * 1024 * 1024) };
    case 'old':
      return { ...scope, oldVersions: true };
    case 'expired':
      return { ...scope, expired: true };
  }
}
