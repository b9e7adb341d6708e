import type { CallCosts } from '../results.ts';

/** What a worker measures: one participant of one case. Passed to the worker as JSON in its first argument. */
export interface Job {
  /** Who: a key of the worker's table of participants. */
  readonly participant: string;
  /** Which work: the name of a cell, and of a class in works.py. */
  readonly work: string;
  /** Constants of the work: `bytes`, `rows`. */
  readonly constants: Readonly<Record<string, number>>;
  readonly mode: 'hit' | 'miss';
  /** Whether a result is consumed with the work's `use` (all elements summed) within the measured time. */
  readonly use: boolean;
  /** Elapsed time, or the time that the process spent computing: the latter for a machine that is busy with other things. */
  readonly clock: 'wall' | 'processor';
  /** Whether rounds are going to be profiled: native functions then get frames of their own. */
  readonly profiled?: boolean;
  /** Options of the participant itself. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Options of a job that uses a store made beforehand; see prepared-stores.ts. */
export interface PreparedStore {
  /** Folder of the store. */
  readonly location: string;
  /** Data folder of whoever made it: only its owner is served from it. */
  readonly data: string;
  /** Calls in it: `work(0)` to `work(entries - 1)`. */
  readonly entries: number;
}

/** How long a round goes on, and what is looked at meanwhile. */
export interface RoundRequest {
  readonly forMs: number;
  readonly atLeast: number;
  readonly atMost: number;
  /** Nothing but the time, unless told otherwise: what else the calls cost, or a CPU profile into this file. */
  readonly watch?: { readonly costs: true } | { readonly profile: string };
}

/** One line to a worker. */
export type Request = RoundRequest | { readonly end: true };

/** How a round came out. */
export interface RoundReply {
  /** Of one call. */
  readonly nanoseconds: number;
  readonly calls: number;
  /** Of the whole round, if they were asked for; memory is that of one call. */
  readonly costs?: CallCosts;
}

/** One line from a worker: ready for rounds, or how a round came out. */
export type Reply = { readonly ready: true } | RoundReply | { readonly failed: string };
