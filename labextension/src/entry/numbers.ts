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

/**
 * The course of the numbers as lowest and highest value of each of a few stretches, so that no peak is lost.
 *
 * @param numbers - Any number of them.
 * @param stretches - How many stretches at most.
 */
export function courseOf(numbers: NumberArray, stretches: number): { low: number; high: number }[] {
  const count = Math.min(stretches, numbers.length);
  const course = [];
  for (let stretch = 0; stretch < count; stretch++) {
    const from = Math.floor((stretch * numbers.length) / count);
    const to = Math.floor(((stretch + 1) * numbers.length) / count);
    let low = Infinity;
    let high = -Infinity;
    for (let i = from; i < to; i++) {
      const number = numbers[i] ?? NaN;
      if (Number.isFinite(number)) {
        low = Math.min(low, number);
        high = Math.max(high, number);
      }
    }
    if (low <= high) {
      course.push({ low, high });
    }
  }
  return course;
}
