import type { BarResult, CaseResult, Role } from '../results.ts';
import { summarize } from '../statistics.ts';

/** A chart in the grammar of Vega-Lite. */
export type Chart = Record<string, unknown>;

/** Colours that people with any kind of colour vision tell apart (Okabe and Ito). */
const COLOURS: Record<Role, string> = { ours: '#0072B2', variant: '#56B4E9', peer: '#8A8A8A', floor: '#E69F00' };
const LEGEND: Record<Role, string> = {
  ours: 'tslab-memory',
  variant: 'tslab-memory, other configuration',
  peer: 'peer',
  floor: 'bare operation',
};
const LINES = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9'];

/** What all charts share. */
export const BASE = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  background: 'white',
  padding: 12,
  config: { axis: { gridColor: '#eee' }, legend: { labelLimit: 320 }, view: { stroke: '#ddd' } },
};

const MILLISECONDS = { type: 'log', nice: false };

/** The chart of a case: a line for each series when it measures along a quantity, else a bar for each row. Null: nothing to show. */
export function caseChart(result: CaseResult): Chart | null {
  const rows = result.rows.filter(({ samples }) => samples.length > 0);
  if (rows.length === 0) return null;
  if (rows.some(({ series }) => series !== undefined)) return result.id === 'notebook' ? steps(result) : lines(result);
  return bars(result);
}

/** All bars of a run: how far below or above its limit each came out. */
export function overviewChart(results: readonly CaseResult[]): Chart {
  const values = results
    .flatMap(({ id, bars: outcomes }) => outcomes.map((outcome) => overviewPoint(id, outcome)))
    .filter((point) => point !== null);
  const y = { field: 'bar', type: 'nominal', sort: null, title: null, axis: { labelLimit: 480 } };
  const scale = { type: 'log' };
  return {
    ...BASE,
    title: { text: 'Measured / allowed: left of 1 is within the bar', anchor: 'start' },
    data: { values },
    height: { step: 18 },
    width: 420,
    layer: [
      { mark: { type: 'rule', strokeDash: [4, 3], color: '#444' }, encoding: { x: { datum: 1 } } },
      {
        mark: { type: 'rule', strokeWidth: 3, opacity: 0.4 },
        encoding: {
          y,
          x: { field: 'low', type: 'quantitative', scale, title: null },
          x2: { field: 'high' },
          color: { field: 'outcome' },
        },
      },
      {
        mark: { type: 'point', filled: true, size: 60, opacity: 1 },
        encoding: {
          y,
          x: { field: 'median', type: 'quantitative', scale, title: 'measured / allowed' },
          color: {
            field: 'outcome',
            type: 'nominal',
            title: null,
            scale: { domain: ['pass', 'miss'], range: ['#0072B2', '#D55E00'] },
          },
          shape: {
            field: 'outcome',
            type: 'nominal',
            title: null,
            scale: { domain: ['pass', 'miss'], range: ['circle', 'cross'] },
          },
        },
      },
    ],
  };
}

function overviewPoint(id: string, { bar, limit, measured, passed }: BarResult): Record<string, unknown> | null {
  // A logarithm has no place for what took less than nothing, as a deduction may give.
  const place = (value: number) => Math.max(value / limit, 1e-3);
  if (measured === null) return null;
  return {
    bar: `${id}: ${bar}`,
    median: place(measured.median),
    low: place(measured.low),
    high: place(measured.high),
    outcome: passed ? 'pass' : 'miss',
  };
}

function bars({ title, rows }: CaseResult): Chart {
  const measured = rows.filter(({ samples }) => samples.length > 0);
  const bytes = measured[0]!.unit === 'bytes';
  const factor = bytes ? 2 ** 20 : 1e6;
  const values = measured.map(({ participant, role, samples }) => {
    const { median, low, high } = summarize(samples);
    return { participant, kind: LEGEND[role], median: median / factor, low: low / factor, high: high / factor };
  });
  const roles = (Object.keys(COLOURS) as Role[]).filter((role) => measured.some((row) => row.role === role));
  const color = {
    field: 'kind',
    type: 'nominal',
    title: null,
    scale: { domain: roles.map((role) => LEGEND[role]), range: roles.map((role) => COLOURS[role]) },
  };
  const y = { field: 'participant', type: 'nominal', sort: null, title: null, axis: { labelLimit: 260 } };
  const x = {
    type: 'quantitative',
    scale: MILLISECONDS,
    title: bytes ? 'MiB (median and quartiles)' : 'milliseconds a call (median and quartiles)',
  };
  return {
    ...BASE,
    title: { text: title, anchor: 'start' },
    data: { values },
    width: 420,
    height: { step: 20 },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 5, opacity: 0.45 },
        encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' }, color },
      },
      {
        mark: { type: 'point', filled: true, size: 70, opacity: 1 },
        encoding: { y, x: { ...x, field: 'median' }, color },
      },
    ],
  };
}

function lines({ title, rows }: CaseResult): Chart {
  const values = rows.flatMap(({ series, at, samples }) => {
    if (samples.length === 0) return [];
    const { median, low, high } = summarize(samples);
    return [{ series, at, median: median / 1e6, low: low / 1e6, high: high / 1e6 }];
  });
  const x = { field: 'at', type: 'quantitative', scale: { type: 'log' }, title: 'payload, MB' };
  const y = { type: 'quantitative', scale: { type: 'log' }, title: 'milliseconds (median and quartiles)' };
  const color = { field: 'series', type: 'nominal', sort: null, title: null, scale: { range: LINES } };
  return {
    ...BASE,
    title: { text: title, anchor: 'start' },
    data: { values },
    width: 480,
    height: 300,
    layer: [
      { mark: { type: 'rule', strokeDash: [4, 3], color: '#444' }, encoding: { y: { datum: 100 } } },
      {
        mark: { type: 'rule', opacity: 0.5 },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
      },
      { mark: { type: 'line', point: { filled: true } }, encoding: { x, y: { ...y, field: 'median' }, color } },
    ],
  };
}

function steps({ title, rows }: CaseResult): Chart {
  const values = rows
    .filter(({ at, samples }) => at !== 0 && samples.length > 0)
    .map(({ participant, series, samples }) => ({
      step: participant.split(',')[0],
      series,
      median: summarize(samples).median / 1e6,
    }));
  const color = {
    field: 'series',
    type: 'nominal',
    sort: null,
    title: null,
    scale: { range: [LINES[4], LINES[1], LINES[0]] },
  };
  return {
    ...BASE,
    title: { text: title, anchor: 'start' },
    data: { values },
    mark: 'bar',
    width: { step: 14 },
    height: 260,
    encoding: {
      x: { field: 'step', type: 'nominal', sort: null, title: null },
      xOffset: { field: 'series', sort: null },
      y: { field: 'median', type: 'quantitative', title: 'milliseconds a cell' },
      color,
    },
  };
}
