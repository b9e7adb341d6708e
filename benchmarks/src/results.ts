import type { Summary } from './statistics.ts';

/** What a row's samples are. */
export type Unit = 'ns' | 'bytes';

/** Whose figures a row shows. */
export type Role = 'ours' | 'variant' | 'peer' | 'floor';

/** The samples of one participant, one for each round. */
export interface Row {
  readonly participant: string;
  readonly role: Role;
  readonly unit: Unit;
  readonly samples: readonly number[];
  /** Words about it: why it has no samples, what is special. */
  readonly note?: string;
  /** For plots over a quantity: which line the row is a point of, and at which place: megabytes, number of the step. */
  readonly series?: string;
  readonly at?: number;
}

/** A bar as it came out. */
export interface BarResult {
  /** In words: `joblib <= 1/12`. */
  readonly bar: string;
  /** The limit, as a ratio or in the row's unit. */
  readonly limit: number;
  /** What was measured, in the same unit; null when it could not be. */
  readonly measured: Summary | null;
  readonly passed: boolean;
  readonly ratio: boolean;
  readonly unit: Unit;
}

/** Everything one case measured. */
export interface CaseResult {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly rows: readonly Row[];
  readonly bars: readonly BarResult[];
  readonly seconds: number;
}
