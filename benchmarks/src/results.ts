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

/** How far a bar could be reached at all: what a bare operation came to. */
export interface FloorResult {
  readonly participant: string;
  /** What it is compared with, if not with what the bar is. */
  readonly against?: string;
  /** Floor over what it is compared with; above the bar's limit, the bar is out of reach. */
  readonly reached: Summary;
  /** Ours over the floor. */
  readonly above: Summary;
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
  readonly floors?: readonly FloorResult[];
}

/** One kind of work in a call. */
export interface Share {
  /** Which: see profiles/groups.ts. */
  readonly group: string;
  /** Of the whole time: 0 to 1. */
  readonly share: number;
  /** Files of the library, or functions, in which or below which most of it passed, with their shares of the whole. */
  readonly mostlyIn: readonly (readonly [name: string, share: number])[];
}

/** What one call costs, with what does not happen on the thread it runs on. */
export interface CallCosts {
  /** Its time without the profiler, and without the function's own where that is deducted. */
  readonly nanoseconds: number;
  /** Processor time of other threads: V8 marks and sweeps there. */
  readonly otherThreadsNanoseconds: number;
  /** How often V8 begins to mark its whole heap in small steps and on other threads. */
  readonly markings: number;
  /** Collections of the whole heap (mark and sweep), and of what is young (scavenges). */
  readonly majorCollections: number;
  readonly minorCollections: number;
  /** How long the thread stood still for all that; the small steps come on top, and are in the profile only. */
  readonly pausedNanoseconds: number;
  /** Memory made outside of V8's heap: buffers and mappings. */
  readonly externalBytes: number;
}

/** One participant, profiled alone. */
export interface Anatomy {
  readonly participant: string;
  readonly costs: CallCosts;
  readonly shares: readonly Share[];
  /** The flame graph, frame by frame; see profiles/flame.ts. */
  readonly frames: readonly string[];
}

/** Everything one case measured. */
export interface CaseResult {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly rows: readonly Row[];
  readonly bars: readonly BarResult[];
  /** Of those who missed a bar. */
  readonly anatomies?: readonly Anatomy[];
  readonly seconds: number;
}
