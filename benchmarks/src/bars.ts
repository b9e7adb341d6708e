import { pairedRatios, summarize } from './statistics.ts';
import type { BarResult, FloorResult, Row } from './results.ts';

/** What must hold in a run. */
export type Bar = RatioBar | AbsoluteBar;

/** A row that tells how far a bar can be reached at all. */
export interface Floor {
  readonly name: string;
  /** What the floor is compared with, if not with what the bar is. */
  readonly against?: string;
}

/** Ours over theirs, round by round. */
export interface RatioBar {
  /** Participant that must be fast; the library as shipped unless told otherwise. */
  readonly ours?: string;
  readonly against: string;
  readonly atMost: number;
  /** As a person writes the limit: `1/12`. */
  readonly written?: string;
  readonly floors?: readonly Floor[];
}

/** A figure with a unit: nanoseconds or bytes. */
export interface AbsoluteBar {
  readonly participant: string;
  readonly below: number;
  /** As a person writes the limit: `5 ms`. */
  readonly written: string;
  /** Participant whose samples are deducted, round by round. */
  readonly less?: string;
}

/** Name of the library in rows, in the configuration a user gets. */
export const OURS = 'tslab-memory';

/** Judges one bar by the rows of its case; a row that is missing or empty fails it. */
export function judge(bar: Bar, rows: readonly Row[]): BarResult {
  return 'against' in bar ? judgeRatio(bar, rows) : judgeAbsolute(bar, rows);
}

function judgeRatio(
  { ours = OURS, against, atMost, written = String(atMost), floors = [] }: RatioBar,
  rows: readonly Row[],
): BarResult {
  const mine = samplesOf(ours, rows);
  const theirs = samplesOf(against, rows);
  const name = ours === OURS ? against : `${ours} / ${against}`;
  const limits = { bar: `${name} ≤ ${written}`, limit: atMost, ratio: true, unit: 'ns' } as const;
  if (mine.length === 0 || theirs.length === 0) return { ...limits, measured: null, passed: false };
  const measured = summarize(pairedRatios(mine, theirs));
  const outcomes = floors.flatMap((floor) => judgeFloor(floor, mine, theirs, rows));
  return {
    ...limits,
    measured,
    passed: measured.median <= atMost,
    ...(outcomes.length > 0 ? { floors: outcomes } : {}),
  };
}

function judgeFloor(
  { name, against }: Floor,
  mine: readonly number[],
  barred: readonly number[],
  rows: readonly Row[],
): FloorResult[] {
  const least = samplesOf(name, rows);
  const theirs = against === undefined ? barred : samplesOf(against, rows);
  if (least.length === 0 || theirs.length === 0) return [];
  const figures = { reached: summarize(pairedRatios(least, theirs)), above: summarize(pairedRatios(mine, least)) };
  return [{ participant: name, ...(against === undefined ? {} : { against }), ...figures }];
}

function judgeAbsolute({ participant, below, written, less }: AbsoluteBar, rows: readonly Row[]): BarResult {
  const unit = rows.find((row) => row.participant === participant)?.unit ?? 'ns';
  const bar = `${participant}${less ? ` more than ${less}` : ''} ≤ ${written}`;
  const limits = { bar, limit: below, ratio: false, unit };
  const deducted = less === undefined ? undefined : samplesOf(less, rows);
  const samples = samplesOf(participant, rows);
  if (samples.length === 0 || deducted?.length === 0) return { ...limits, measured: null, passed: false };
  const measured = summarize(samples.map((sample, round) => sample - (deducted?.[round] ?? 0)));
  return { ...limits, measured, passed: measured.median <= below };
}

function samplesOf(participant: string, rows: readonly Row[]): readonly number[] {
  return rows.find((row) => row.participant === participant)?.samples ?? [];
}
