import type { Versions } from '../environment.ts';
import type { BarResult, CaseResult, Row } from '../results.ts';
import { summarize } from '../statistics.ts';
import { OURS } from '../bars.ts';
import { quantity, ratio } from './format.ts';
import { table } from './table.ts';
import { barFigures, floorFigures } from './text.ts';
import { whereTheTimeGoes } from './where.ts';

/** A run, as it is reported. */
export interface Run {
  readonly date: string;
  readonly rounds: number;
  readonly clock: 'wall' | 'processor';
  readonly minutes: number;
  readonly versions: Versions;
  readonly cases: readonly CaseResult[];
}

/** Name of a case's plot, relative to the report. */
export const plotName = (id: string): string => `plots/${id}.svg`;

/** The report of a run. `plots` are the names of the cases that have one. */
export function markdown(run: Run, plots: ReadonlySet<string>): string {
  const bars = run.cases.flatMap((result) => result.bars.map((bar) => ({ id: result.id, bar })));
  const passed = bars.filter(({ bar }) => bar.passed).length;
  return [
    '# Benchmark results',
    `${run.date}, ${run.rounds} rounds, ${run.minutes.toFixed(0)} minutes. ${passed} of ${bars.length} bars are reached.`,
    'Made by `npm run bench`; how it measures is in [README.md](README.md). Figures are medians, with the quartiles of the rounds in parentheses. ' +
      'Participants take turns within each round, and a ratio is formed within each round before the median is taken. ' +
      'Ours is measured as shipped, with closure checks, checksums and hit counting; other configurations are rows of their own. ' +
      'Where a bar is missed, the floor is what a bare operation came to in the same rounds, and a profile shows where the time goes.' +
      (run.clock === 'processor' ? ' **Times are processor time, not elapsed time.**' : ''),
    versionTable(run.versions),
    '## Bars',
    plots.has('overview') ? `![Bars](${plotName('overview')})` : '',
    table(
      ['case', 'bar', 'measured', '', 'floor, where it is missed'],
      bars.map(({ id, bar }) => [
        `[${id}](#${id})`,
        bar.bar,
        barFigures(bar),
        verdict(bar),
        bar.passed ? '' : floorFigures(bar).join('; '),
      ]),
    ),
    'The panel in a browser (1,000,000 entries: first rows, scrolling, refresh) is measured by `npm run bench:panel`: [panel.md](panel.md).',
    ...run.cases.map((result) => section(result, plots)),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function section(result: CaseResult, plots: ReadonlySet<string>): string {
  const ours = result.rows.find(({ participant, samples }) => participant === OURS && samples.length > 0);
  const rows = result.rows.map((row) => [
    row.participant,
    figure(row),
    spread(row),
    ours ? againstOurs(row, ours) : '',
    row.note ?? '',
  ]);
  return (
    [
      `<a id="${result.id}"></a>`,
      `## ${result.title}`,
      result.text,
      plots.has(result.id) ? `![${result.title}](${plotName(result.id)})` : '',
      result.rows.length === 0
        ? 'Not measured: it failed in this run.'
        : table(['', 'median', 'quartiles', `${OURS} / this`, ''], rows),
      ...result.bars.map((bar) => `- ${barWords(bar)}`),
      ...whereTheTimeGoes(result, plots),
    ]
      .filter((part) => part !== '')
      .join('\n\n')
      // Bars are one list.
      .replaceAll(/\n\n- /g, '\n- ')
      .replace('\n- ', '\n\n- ')
  );
}

function figure({ samples, unit }: Row): string {
  return samples.length === 0 ? 'n/a' : quantity(summarize(samples).median, unit);
}

function spread({ samples, unit }: Row): string {
  if (samples.length === 0) return '';
  const { low, high } = summarize(samples);
  return `${quantity(low, unit)} to ${quantity(high, unit)}`;
}

function againstOurs(row: Row, ours: Row): string {
  return row === ours || row.samples.length === 0
    ? ''
    : ratio(summarize(ours.samples).median / summarize(row.samples).median);
}

function barWords(bar: BarResult): string {
  const floors = bar.passed ? [] : floorFigures(bar);
  return [`${verdict(bar)}: ${bar.bar}; measured ${barFigures(bar)}`, ...floors].join('; ');
}

function verdict({ passed, measured }: BarResult): string {
  return passed ? 'pass' : measured === null ? '**not measured**' : '**miss**';
}

function versionTable({ machine, library, peers }: Versions): string {
  const list = (entries: Readonly<Record<string, string>>) =>
    Object.entries(entries)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ');
  return `- Machine: ${list(machine)}\n- Library: ${list(library)}\n- Peers: ${list(peers)}`;
}
