import { summarize } from '../../benchmarks/src/statistics.ts';

/** A figure of the report: what it is, its samples, and what it must keep. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 'frames/s' | 'kB';
  readonly samples: readonly number[];
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Whether the median of a figure keeps its bar; undefined when it has none. */
export function isReached({ samples, atMost, atLeast }: Figure): boolean | undefined {
  if (atMost === undefined && atLeast === undefined) return undefined;
  const { median } = summarize(samples);
  return median <= (atMost ?? Infinity) && median >= (atLeast ?? -Infinity);
}

/** The report as Markdown. */
export function markdown(title: string, introduction: readonly string[], figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { median, least, most, rounds } = summarize(figure.samples);
    const bar = barOf(figure);
    const reached = isReached(figure);
    const verdict = reached === undefined ? '' : reached ? 'reached' : '**missed**';
    const spread = `${written(least)} – ${written(most)}`;
    return [figure.name, `${written(median)} ${figure.unit}`, spread, String(rounds), bar, verdict];
  });
  const titles = ['', 'median', 'least – most', 'rounds', 'bar', ''];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `# ${title}`,
    '',
    ...introduction.flatMap((paragraph) => [paragraph, '']),
    line(titles),
    line(titles.map((_, column) => (column === 0 ? '---' : '--:'))),
    ...rows.map(line),
    '',
  ].join('\n');
}

function barOf({ atMost, atLeast, unit }: Figure): string {
  if (atMost !== undefined) return `≤ ${atMost.toLocaleString('en')} ${unit}`;
  return atLeast === undefined ? '' : `≥ ${atLeast} ${unit}`;
}

function written(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0 });
}
