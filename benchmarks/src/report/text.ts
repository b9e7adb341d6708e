import type { BarResult, CaseResult, Row } from '../results.ts';
import { summarize } from '../statistics.ts';
import { digits, quantity, ratio } from './format.ts';

/** A bar's outcome as a line for the terminal and the report: `pass  joblib ≤ 1/12: 1/14.2 (1/13.9 to 1/14.6)`. */
export function barLine({ bar, measured, passed, ...rest }: BarResult): string {
  return `${passed ? 'pass' : 'MISS'}  ${bar}: ${measured === null ? 'not measured' : barFigures({ measured, ...rest })}`;
}

/** Median and quartiles of a bar. */
export function barFigures({ measured, ratio: isRatio, unit }: Pick<BarResult, 'measured' | 'ratio' | 'unit'>): string {
  if (measured === null) return 'not measured';
  const show = (value: number) => (isRatio ? ratio(value) : quantity(value, unit));
  return `${show(measured.median)} (${show(measured.low)} to ${show(measured.high)})`;
}

/** What the floors of a bar say: `bare prepared get comes to 1/11.7, ours takes 1.73 times as long`. */
export function floorFigures({ floors = [] }: Pick<BarResult, 'floors'>): string[] {
  return floors.map(({ participant, against, reached, above }) => {
    const of = against === undefined ? '' : ` of ${against}`;
    return `${participant} comes to ${ratio(reached.median)}${of}, ours takes ${digits(above.median)} times as long`;
  });
}

/** A row's figures: median and quartiles, or why there are none. */
export function rowFigures({ samples, unit, note }: Row): string {
  if (samples.length === 0) return note ?? 'not measured';
  const { median, low, high } = summarize(samples);
  return `${quantity(median, unit)} (${quantity(low, unit)} to ${quantity(high, unit)})`;
}

/** A case's outcome for the terminal. */
export function caseLines({ rows, bars, seconds }: CaseResult): string[] {
  const width = Math.max(0, ...rows.map(({ participant }) => participant.length)) + 2;
  return [
    ...rows.map((row) => `${row.participant.padEnd(width)}${rowFigures(row)}`),
    ...bars.map(barLine),
    `took ${seconds.toFixed(0)} s`,
  ];
}
