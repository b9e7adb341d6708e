/** Middle value; the mean of the two middle ones when there is none. @throws RangeError for no values */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which the share `at` of all values lies, interpolated. @throws RangeError for no values */
export function quantile(values: readonly number[], at: number): number {
  if (values.length === 0) throw new RangeError('There is no quantile of no values.');
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * at;
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}

/** Median and spread of samples. */
export interface Summary {
  readonly median: number;
  /** Quartiles. */
  readonly low: number;
  readonly high: number;
  readonly least: number;
  readonly most: number;
  readonly rounds: number;
}

/** @throws RangeError for no samples */
export function summarize(samples: readonly number[]): Summary {
  return {
    median: median(samples),
    low: quantile(samples, 0.25),
    high: quantile(samples, 0.75),
    least: Math.min(...samples),
    most: Math.max(...samples),
    rounds: samples.length,
  };
}

/**
 * Ratios of samples that were taken in the same rounds: a slow moment of the machine touches both, and so goes out of
 * the ratio. @throws RangeError when the rounds differ in number
 */
export function pairedRatios(ours: readonly number[], theirs: readonly number[]): number[] {
  if (ours.length !== theirs.length) throw new RangeError('Paired samples come from the same rounds.');
  return ours.map((value, round) => value / theirs[round]!);
}
