/** What a list of numbers is like. */
export interface INumberStats {
  count: number;
  min: number;
  max: number;
  mean: number;
  /** How many are NaN; they count for none of the above but `count`. */
  nans: number;
}

/** Lists of numbers that statistics and a line are shown of. */
export type NumberArray = ArrayLike<number>;

/** Whether a value is a typed array of numbers (not of BigInts, which do not fit into a number). */
export function isNumberArray(value: unknown): value is NumberArray {
  return (
    ArrayBuffer.isView(value) &&
    !(value instanceof DataView) &&
    !(value instanceof BigInt64Array) &&
    !(value instanceof BigUint64Array)
  );
}

/** Smallest, largest and mean of the numbers, or null when there is none. */
export function statsOf(numbers: NumberArray): INumberStats | null {
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let nans = 0;
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] ?? NaN;
    if (Number.isNaN(number)) {
      nans++;
      continue;
    }
    min = Math.min(min, number);
    max = Math.max(max, number);
    sum += number;
  }
  const counted = numbers.length - nans;
  return counted === 0 ? null : { count: numbers.length, min, max, mean: sum / counted, nans };
}

/** Lowest and highest of a stretch of numbers. */
export interface IStretch {
  low: number;
  high: number;
}

/**
 * The course of the numbers as lowest and highest value of each of a few stretches, so that no peak is lost.
 *
 * @param numbers - Any number of them.
 * @param stretches - How many stretches at most.
 * @returns The stretches in their order; null for one without a finite number.
 */
export function courseOf(numbers: NumberArray, stretches: number): (IStretch | null)[] {
  const count = Math.min(stretches, numbers.length);
  return Array.from({ length: count }, (_, stretch) => {
    const to = Math.floor(((stretch + 1) * numbers.length) / count);
    let low = Infinity;
    let high = -Infinity;
    for (let i = Math.floor((stretch * numbers.length) / count); i < to; i++) {
      const number = numbers[i] ?? NaN;
      if (Number.isFinite(number)) {
        low = Math.min(low, number);
        high = Math.max(high, number);
      }
    }
    return low <= high ? { low, high } : null;
  });
}

/**
 * A course as a line, for the `d` of an SVG path: through the highest and the lowest of each stretch, broken where there is
 * no number.
 *
 * @param course - From `courseOf`.
 * @param width - Of the drawing.
 * @param height - Of the drawing.
 */
export function courseLine(course: readonly (IStretch | null)[], width: number, height: number): string {
  const known = course.filter((stretch) => stretch !== null);
  const min = Math.min(...known.map(({ low }) => low));
  // Halved, because the difference of two numbers need not be one.
  const span = Math.max(...known.map(({ high }) => high)) / 2 - min / 2 || 1;
  const y = (value: number): string => (height - ((value / 2 - min / 2) / span) * height).toFixed(1);
  return course
    .map((stretch, i) => {
      if (!stretch) {
        return '';
      }
      const x = (((i + 0.5) * width) / course.length).toFixed(1);
      return `${course[i - 1] ? 'L' : 'M'}${x} ${y(stretch.high)}L${x} ${y(stretch.low)}`;
    })
    .join('');
}
